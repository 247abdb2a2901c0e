//! The secret for the app, and the app's first code.

use super::flow::{MfaFlow, STEP, Step};
use crate::{
    api::{Error, Mutation, unless_about},
    kit::{CopyState, CopyStatus, Input, InputField, code_error},
    language::{error_message, t},
    ui::{Actions, Button, Code, FieldKind, Form, FormError, Kind},
};
use hq_contract::{
    ProblemCode,
    mfa::{ConfirmMfa, MfaCode, MfaConfirmation, MfaEnrolment, in_groups},
};
use hq_text::{common, mfa};
use leptos::prelude::*;

const FIELD: &str = "/code";

/// The QR code, the same to type in, and the field for what the app shows then.
#[component]
pub(super) fn Scan(flow: MfaFlow, enrolment: MfaEnrolment) -> AnyView {
    let confirm = Mutation::<ConfirmMfa>::new(move |answer| {
        flow.query.retry();
        flow.on_enabled.run(());
        flow.to(Step::Codes(answer.value.codes));
    });
    let code = Input::new("", MfaCode::parse).refused_by(confirm, FIELD);
    let error = confirm.error();
    let message = message(error);
    let submit = move |()| match code.read() {
        Some(code) => confirm.run(&ConfirmMfa(MfaConfirmation { code })),
        None => code.focus.notify(),
    };
    view! {
        <Form on_submit=submit>
            <p id=STEP tabindex="-1" class="mfa-step">
                {t(mfa::SCAN_TEXT)}
            </p>
            {app(enrolment)}
            <FormError message=message />
            <InputField
                label=t(mfa::CODE)
                input=code
                kind=FieldKind::Code
                name="code"
                autocomplete="one-time-code"
                required=true
                hint=t(mfa::CODE_HINT)
                error=code_error(code, error)
            />
            <Actions>
                <Button label=t(common::CANCEL) on_click=move |()| flow.home() />
                <Button label=t(mfa::SWITCH_ON) kind=Kind::Primary submit=true busy=confirm.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}

/// Why it cannot go on with this QR code, or what else went wrong that is not about the code.
fn message(error: ReadSignal<Option<Error>>) -> Signal<Option<String>> {
    let (replaced, expired) = (t(mfa::REPLACED), t(mfa::EXPIRED));
    let other = error_message(unless_about(error, &[FIELD]));
    Signal::derive(move || match error.with(|error| error.as_ref().and_then(Error::code)) {
        Some(ProblemCode::MfaReplaced) => Some(replaced.get()),
        Some(ProblemCode::MfaOff) => Some(expired.get()),
        _ => other.get(),
    })
}

fn app(enrolment: MfaEnrolment) -> AnyView {
    let copies = CopyState::new();
    let secret = enrolment.secret;
    // In groups of four it is easier to type; apps do not mind the spaces.
    let grouped = in_groups(&secret, ' ');
    let copy = move |_| copies.copy(&secret);
    view! {
        <div class="mfa-app">
            <img class="mfa-qr" src=enrolment.qr alt=t(mfa::QR) width="192" height="192" />
            <div class="mfa-key">
                <p>{t(mfa::SECRET)}</p>
                <Code text=grouped copy_label=t(mfa::COPY_SECRET) on_copy=copy />
                <CopyStatus state=copies />
                <p>
                    <a href=enrolment.uri>{t(mfa::OPEN_APP)}</a>
                </p>
            </div>
        </div>
    }
    .into_any()
}
