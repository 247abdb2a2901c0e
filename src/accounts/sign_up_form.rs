//! Name, address and password of a new account.

use super::sign_up_draft::SignUpDraft;
use crate::{
    api::{Mutation, unless_about},
    kit::{Draft, Input, InputField, NewPasswordField, focus_first, new_password},
    language::{error_message, t, use_language},
    ui::{Actions, Button, FieldKind, Form, FormError, Kind},
};
use hq_contract::{
    EmailAddress, LocalPath, Password, PersonName,
    accounts::{NewAccount, SignUp},
};
use hq_text::accounts;
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 3] = ["/full_name", "/email", "/password"];

/// Signs up; `on_sent` gets what was sent. `saved` is what stood in the form before, `password` too where it is still
/// known; `expected` is the address to begin with where there is none, and `typed` is told which one stands there.
#[component]
pub fn SignUpForm(
    draft: Draft<SignUpDraft>,
    saved: SignUpDraft,
    password: Option<Password>,
    expected: Option<EmailAddress>,
    return_to: Option<LocalPath>,
    typed: RwSignal<String>,
    #[prop(into)] on_sent: Callback<NewAccount>,
) -> AnyView {
    let language = use_language();
    let sent = StoredValue::new(None::<NewAccount>);
    let sign_up = Mutation::<SignUp>::new(move |_| {
        if let Some(account) = sent.get_value() {
            on_sent.run(account);
        }
    });
    let name =
        Input::new(&saved.name, PersonName::parse).within(1, PersonName::MAX).refused_by(sign_up, FIELDS[0]);
    let address = if saved.email.is_empty() {
        expected.as_ref().map_or("", EmailAddress::as_str)
    } else {
        saved.email.as_str()
    };
    let email =
        Input::new(address, EmailAddress::parse).within(1, EmailAddress::MAX).refused_by(sign_up, FIELDS[1]);
    let password = Input::new(password.as_ref().map_or("", Password::expose), new_password)
        .within(Password::MIN, Password::MAX)
        .refused_by(sign_up, FIELDS[2]);
    Effect::new(move |_| typed.set(email.value.get()));
    draft.follow(move || {
        let saved = SignUpDraft { name: name.value.get(), email: email.value.get(), sent: false };
        (!(saved.name.is_empty() && saved.email.is_empty())).then_some(saved)
    });
    let submit = move |()| {
        let read = (name.read(), email.read(), password.read());
        if let (Some(full_name), Some(email), Some(password)) = read {
            let (language, return_to) = (language.tag(), return_to.clone());
            let account = NewAccount { full_name, email, password, language, return_to };
            sent.set_value(Some(account.clone()));
            sign_up.run(&SignUp(account));
        } else {
            focus_first(&[
                (name.is_right(), name.focus),
                (email.is_right(), email.focus),
                (password.is_right(), password.focus),
            ]);
        }
    };
    let error = sign_up.error();
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <InputField
                label=t(accounts::FULL_NAME)
                input=name
                name="name"
                autocomplete="name"
                required=true
                autofocus=saved.name.is_empty()
            />
            <InputField
                label=t(accounts::EMAIL)
                input=email
                kind=FieldKind::Email
                name="email"
                autocomplete="username"
                required=true
            />
            <NewPasswordField label=accounts::PASSWORD name="password" password=password />
            <Actions>
                <Button label=t(accounts::SUBMIT) kind=Kind::Primary submit=true busy=sign_up.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}
