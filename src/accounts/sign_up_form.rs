//! Name, address and password of a new account.

use crate::{
    api::Mutation,
    forms::{Input, focus_first},
    language::{error_message, t, use_language},
    session::NewPasswordField,
    ui::{Actions, Button, Field, FieldKind, Form, FormError, Kind},
};
use hq_contract::{
    EmailAddress, LocalPath, Password, PersonName,
    accounts::{NewAccount, SignUp},
};
use hq_text::accounts;
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 3] = ["/full_name", "/email", "/password"];

/// Signs up; `on_sent` gets what was sent. `before` is what was sent and shall be changed; `expected` is the address to
/// begin with.
#[component]
pub fn SignUpForm(
    before: Option<NewAccount>,
    expected: Option<EmailAddress>,
    return_to: Option<LocalPath>,
    #[prop(into)] on_sent: Callback<NewAccount>,
) -> AnyView {
    let language = use_language();
    let sent = StoredValue::new(None::<NewAccount>);
    let sign_up = Mutation::<SignUp>::new(move |_| {
        if let Some(account) = sent.get_value() {
            on_sent.run(account);
        }
    });
    let first = |text: fn(&NewAccount) -> &str| before.as_ref().map_or("", text);
    let name = Input::new(first(|account| account.full_name.as_str()), PersonName::parse)
        .within(1, PersonName::MAX)
        .refused_by(sign_up, FIELDS[0]);
    let address = before.as_ref().map(|account| &account.email).or(expected.as_ref());
    let email = Input::new(address.map_or("", EmailAddress::as_str), EmailAddress::parse)
        .within(1, EmailAddress::MAX)
        .refused_by(sign_up, FIELDS[1]);
    let password = Input::new(first(|account| account.password.expose()), Password::parse)
        .within(Password::MIN, Password::MAX)
        .refused_by(sign_up, FIELDS[2]);
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
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&FIELDS)));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <Field
                label=t(accounts::FULL_NAME)
                value=name.value
                name="name"
                autocomplete="name"
                required=true
                error=name.error()
                on_leave=move |()| name.leave()
                focus=name.focus
            />
            <Field
                label=t(accounts::EMAIL)
                value=email.value
                kind=FieldKind::Email
                name="email"
                autocomplete="username"
                required=true
                error=email.error()
                on_leave=move |()| email.leave()
                focus=email.focus
            />
            <NewPasswordField label=accounts::PASSWORD name="password" password=password />
            <Actions>
                <Button label=t(accounts::SUBMIT) kind=Kind::Primary submit=true busy=sign_up.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}
