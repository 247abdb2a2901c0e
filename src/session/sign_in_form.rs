//! Address and password, and the code where the account asks for one: on the sign-in page, and over a page whose session
//! has ended.

use super::use_session;
use crate::{
    api::{Error, Mutation},
    kit::{CodeField, Input, InputField, InputPassword, focus_first, present},
    language::{error_message, t},
    ui::{Actions, Button, FieldKind, Form, FormError, Kind},
};
use hq_contract::{
    EmailAddress, FieldCode, ProblemCode,
    mfa::MfaCode,
    session::{Credentials, SignIn},
};
use hq_text::session;
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 3] = ["/email", "/password", "/code"];

/// Signs in. With `fixed`, only as the account of that address; `expected` stands there to begin with, and `typed` is told what
/// does. `on_done` runs once somebody is signed in; `children`
/// are further buttons beside the form's own.
#[component]
pub fn SignInForm(
    #[prop(optional)] fixed: Option<EmailAddress>,
    #[prop(optional_no_strip)] expected: Option<EmailAddress>,
    #[prop(optional)] typed: Option<RwSignal<String>>,
    #[prop(optional, into)] on_done: Option<Callback<()>>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let signed_in = use_session();
    let sign_in = Mutation::<SignIn>::new(move |answer| {
        signed_in.signed_in(answer.value);
        if let Some(on_done) = on_done {
            on_done.run(());
        }
    });
    let is_fixed = fixed.is_some();
    let first = fixed.or(expected);
    let first = first.as_ref().map_or("", EmailAddress::as_str);
    let begins = typed.is_some() && first.is_empty();
    let email =
        Input::new(first, EmailAddress::parse).within(0, EmailAddress::MAX).refused_by(sign_in, FIELDS[0]);
    let password = Input::new("", present).refused_by(sign_in, FIELDS[1]);
    if let Some(typed) = typed {
        Effect::new(move |_| typed.set(email.value.get()));
    }
    let code = Input::new("", MfaCode::parse).refused_by(sign_in, FIELDS[2]);
    let asked = asks_code(sign_in, email.value, code);
    let submit = move |()| {
        // Each of them says what is wrong with it, not only the first.
        let (email_read, password_read) = (email.read(), password.read());
        let code_read = if asked.get_untracked() { code.read().map(Some) } else { Some(None) };
        match (email_read, password_read, code_read) {
            (Some(email), Some(password), Some(code)) => {
                sign_in.run(&SignIn(Credentials { email, password, code }));
            }
            (email_read, password_read, _) => focus_first(&[
                (email_read.is_some(), email.focus),
                (password_read.is_some(), password.focus),
                (false, code.focus),
            ]),
        }
    };
    let error = sign_in.error();
    let message = error_message(move || error.get().filter(|error| !is_beside_a_field(error)));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <InputField
                label=t(session::EMAIL)
                input=email
                kind=FieldKind::Email
                name="email"
                autocomplete="username"
                required=true
                autofocus=begins
                disabled=is_fixed
            />
            <InputPassword label=t(session::PASSWORD) input=password name="password" />
            {move || asked.get().then(|| view! { <CodeField code=code refused=error /> })}
            <Actions>
                {children.map(|children| children())}
                <Button label=t(session::SUBMIT) kind=Kind::Primary submit=true busy=sign_in.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}

/// Whether the account of the typed address asks for a code: the server has said so.
fn asks_code(sign_in: Mutation<SignIn>, email: RwSignal<String>, code: Input<MfaCode>) -> Memo<bool> {
    let (error, of) = (sign_in.error(), RwSignal::new(None::<String>));
    Effect::new(move |_| match error.with(|error| error.as_ref().and_then(Error::code)) {
        Some(ProblemCode::MfaRequired) => of.set(Some(email.get_untracked())),
        Some(ProblemCode::WrongCode) => code.refuse(FieldCode::WrongCode),
        _ => {}
    });
    Memo::new(move |_| of.with(|of| of.as_ref().is_some_and(|of| email.with(|email| email == of))))
}

fn is_beside_a_field(error: &Error) -> bool {
    error.is_only_about(&FIELDS)
        || matches!(error.code(), Some(ProblemCode::MfaRequired | ProblemCode::WrongCode))
}
