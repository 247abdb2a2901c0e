//! The password, before it is set up.

use super::flow::{MfaFlow, PASSWORD, Step};
use crate::{
    api::{Error, Mutation, unless_about},
    kit::{Input, InputPassword, present},
    language::{error_message, t},
    ui::{Actions, Button, Form, FormError, Kind},
};
use hq_contract::{
    ProblemCode,
    mfa::{BeginMfa, MfaPassword},
};
use hq_text::{common, mfa};
use leptos::prelude::*;

const FIELD: &str = "/password";

/// Why it is asked, the password, and on.
#[component]
pub(super) fn PasswordStep(flow: MfaFlow) -> AnyView {
    let begin = Mutation::<BeginMfa>::new(move |answer| flow.to(Step::Scan(answer.value)));
    let password = Input::new("", present).refused_by(begin, FIELD);
    let error = begin.error();
    flow.follow(error);
    let submit = move |()| match password.read() {
        Some(password) => begin.run(&BeginMfa(MfaPassword { password })),
        None => password.focus.notify(),
    };
    view! {
        <Form on_submit=submit>
            <FormError message=message(error) />
            <InputPassword label=t(mfa::PASSWORD) input=password name=PASSWORD hint=t(mfa::SET_UP_TEXT) />
            <Actions>
                <Button label=t(common::CANCEL) on_click=move |()| flow.home() />
                <Button label=t(mfa::CONTINUE) kind=Kind::Primary submit=true busy=begin.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}

/// What went wrong that is not about the password.
fn message(error: ReadSignal<Option<Error>>) -> Signal<Option<String>> {
    let not_kept = t(mfa::NOT_KEPT);
    let other = error_message(unless_about(error, &[FIELD]));
    Signal::derive(move || match error.with(|error| error.as_ref().and_then(Error::code)) {
        Some(ProblemCode::NoSecretsKey) => Some(not_kept.get()),
        _ => other.get(),
    })
}
