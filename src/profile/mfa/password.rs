//! The password, before anything is done; what will be done stands under it.

use super::flow::{MfaFlow, PASSWORD, Purpose, Step};
use crate::{
    api::{Error, Mutation},
    kit::{Input, InputPassword, present},
    language::{error_message, t, use_language},
    ui::{Actions, Button, Form, FormError, Kind, Toasts, Tone},
};
use hq_contract::{
    Endpoint, ProblemCode,
    mfa::{BeginMfa, DisableMfa, MfaPassword, RenewRecoveryCodes},
};
use hq_text::{Key, common, mfa};
use leptos::prelude::*;

const FIELD: &str = "/password";

/// Why it is asked, the password, and on.
#[component]
pub(super) fn PasswordStep(flow: MfaFlow, purpose: Purpose) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    match purpose {
        Purpose::SetUp => {
            let begin = Mutation::<BeginMfa>::new(move |answer| flow.to(Step::Scan(answer.value)));
            let words = Words { text: mfa::SET_UP_TEXT, button: mfa::CONTINUE, kind: Kind::Primary };
            form(flow, begin, BeginMfa, words)
        }
        Purpose::NewCodes => {
            let renew =
                Mutation::<RenewRecoveryCodes>::new(move |answer| flow.to(Step::Codes(answer.value.codes)));
            let words = Words { text: mfa::NEW_CODES_TEXT, button: mfa::NEW_CODES, kind: Kind::Primary };
            form(flow, renew, RenewRecoveryCodes, words)
        }
        Purpose::SwitchOff => {
            let disable = Mutation::<DisableMfa>::new(move |_| {
                toasts.push(
                    Tone::Success,
                    language.text_untracked(|texts| texts.get(mfa::SWITCHED_OFF).into_owned()),
                );
                flow.home();
            });
            let words = Words { text: mfa::SWITCH_OFF_TEXT, button: mfa::SWITCH_OFF, kind: Kind::Danger };
            form(flow, disable, DisableMfa, words)
        }
    }
}

struct Words {
    text: Key,
    button: Key,
    kind: Kind,
}

fn form<E: Endpoint + 'static>(
    flow: MfaFlow,
    mutation: Mutation<E>,
    endpoint: fn(MfaPassword) -> E,
    words: Words,
) -> AnyView {
    let password = Input::new("", present).refused_by(mutation, FIELD);
    let error = mutation.error();
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&[FIELD])));
    Effect::new(move |_| {
        if error.with(|error| error.as_ref().is_some_and(is_switched)) {
            flow.query.retry();
        }
    });
    let submit = move |()| match password.read() {
        Some(password) => mutation.run(&endpoint(MfaPassword { password })),
        None => password.focus.notify(),
    };
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <InputPassword label=t(mfa::PASSWORD) input=password name=PASSWORD hint=t(words.text) />
            <Actions>
                <Button label=t(common::CANCEL) on_click=move |()| flow.home() />
                <Button label=t(words.button) kind=words.kind submit=true busy=mutation.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}

/// Whether it was switched on or off elsewhere meanwhile.
fn is_switched(error: &Error) -> bool {
    matches!(error.code(), Some(ProblemCode::MfaOn | ProblemCode::MfaOff))
}
