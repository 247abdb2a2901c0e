//! Asking for another email: the new one, the password, and a code where the account asks for one.

use super::under_way::UnderWay;
use crate::{
    api::{Answer, Mutation, unless_about},
    kit::{CodeField, DialogForm, Draft, Input, InputField, InputPassword, focus_first, present},
    language::{error_message, t, use_language},
    ui::{FieldKind, Toasts, Tone},
};
use hq_contract::{
    EmailAddress, FieldCode,
    email_changes::{EmailChange, NewEmailChange, RequestEmailChange},
    mfa::MfaCode,
};
use hq_text::{email_changes, mfa};
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 3] = ["/email", "/password", "/code"];

/// The form of the dialog.
pub(super) fn ask(open: RwSignal<bool>, under_way: UnderWay) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let draft = Draft::new("email_change");
    let request = Mutation::<RequestEmailChange>::new(move |answer: Answer<EmailChange>| {
        draft.forget();
        let email = answer.value.email.to_string();
        toasts.push(Tone::Success, language.text_untracked(|texts| email_changes::sent(texts, &email)));
        open.set(false);
        under_way.becomes(Some(answer.value));
    });
    let email = Input::new("", EmailAddress::parse)
        .within(0, EmailAddress::MAX)
        .blank(email_changes::NEW_BLANK)
        .refused_by(request, FIELDS[0]);
    draft.of_field(email);
    let password = Input::new("", present).refused_by(request, FIELDS[1]);
    let (code, asked) = (Input::new("", MfaCode::parse), RwSignal::new(false));
    let error = request.error();
    Effect::new(move |_| match error.with(|error| error.as_ref().and_then(|error| error.field(FIELDS[2]))) {
        // Nothing was typed wrong: the field was not there.
        Some(FieldCode::Required) => asked.set(true),
        Some(wrong) => code.refuse(wrong),
        None => {}
    });
    let submit = move |()| {
        let (new, proof) = (email.read(), password.read());
        let second = if asked.get_untracked() { code.read().map(Some) } else { Some(None) };
        focus_first(&[
            (new.is_some(), email.focus),
            (proof.is_some(), password.focus),
            (second.is_some(), code.focus),
        ]);
        if let (Some(email), Some(password), Some(code)) = (new, proof, second) {
            request.run(&RequestEmailChange(NewEmailChange { email, password, code }));
        }
    };
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <DialogForm
            open=open
            submit_label=t(email_changes::SUBMIT)
            on_submit=submit
            busy=request.pending()
            error=message
        >
            <p>{t(email_changes::HOW)}</p>
            <InputField
                label=t(email_changes::NEW)
                input=email
                name="new-email"
                kind=FieldKind::Email
                autocomplete="off"
                required=true
            />
            <InputPassword label=t(mfa::PASSWORD) input=password name="email-password" />
            {move || asked.get().then(|| view! { <CodeField code=code refused=error /> })}
        </DialogForm>
    }
    .into_any()
}
