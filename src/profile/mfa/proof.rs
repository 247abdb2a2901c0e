//! Password and code, before the second step gets easier to pass; what will be done stands under the password.

use super::flow::{MfaFlow, PASSWORD, Purpose, Step};
use crate::{
    api::{Mutation, unless_about},
    kit::{CodeField, Input, InputPassword, focus_first, present},
    language::{error_message, t, use_language},
    ui::{Actions, Button, Form, FormError, Kind, Toasts, Tone},
};
use hq_contract::{
    Endpoint,
    mfa::{DisableMfa, MfaCode, MfaProof, RenewRecoveryCodes},
};
use hq_text::{Key, common, mfa};
use leptos::prelude::*;

const FIELDS: [&str; 2] = ["/password", "/code"];

/// Why they are asked, both, and on.
#[component]
pub(super) fn ProofStep(flow: MfaFlow, purpose: Purpose) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    match purpose {
        Purpose::NewCodes => {
            let renew =
                Mutation::<RenewRecoveryCodes>::new(move |answer| flow.to(Step::Codes(answer.value.codes)));
            let texts = ProofTexts { text: mfa::NEW_CODES_TEXT, button: mfa::NEW_CODES, kind: Kind::Primary };
            form(flow, renew, RenewRecoveryCodes, texts)
        }
        Purpose::SwitchOff => {
            let disable = Mutation::<DisableMfa>::new(move |_| {
                toasts.push(
                    Tone::Success,
                    language.text_untracked(|texts| texts.get(mfa::SWITCHED_OFF).into_owned()),
                );
                flow.home();
            });
            let texts =
                ProofTexts { text: mfa::SWITCH_OFF_TEXT, button: mfa::SWITCH_OFF, kind: Kind::Danger };
            form(flow, disable, DisableMfa, texts)
        }
    }
}

struct ProofTexts {
    text: Key,
    button: Key,
    kind: Kind,
}

fn form<E: Endpoint + 'static>(
    flow: MfaFlow,
    mutation: Mutation<E>,
    endpoint: fn(MfaProof) -> E,
    texts: ProofTexts,
) -> AnyView {
    let password = Input::new("", present).refused_by(mutation, FIELDS[0]);
    let code = Input::new("", MfaCode::parse).refused_by(mutation, FIELDS[1]);
    let error = mutation.error();
    let message = error_message(unless_about(error, &FIELDS));
    flow.follow(error);
    let submit = move |()| match (password.read(), code.read()) {
        (Some(password), Some(code)) => mutation.run(&endpoint(MfaProof { password, code })),
        (read, _) => focus_first(&[(read.is_some(), password.focus), (false, code.focus)]),
    };
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <InputPassword label=t(mfa::PASSWORD) input=password name=PASSWORD hint=t(texts.text) />
            <CodeField code=code refused=error waits=true />
            <Actions>
                <Button label=t(common::CANCEL) on_click=move |()| flow.home() />
                <Button label=t(texts.button) kind=texts.kind submit=true busy=mutation.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}
