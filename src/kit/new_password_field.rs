//! A password that is being chosen.

use super::Input;
use crate::{
    browser::text::composed,
    language::{strength_text, t},
    ui::PasswordField,
};
use hq_contract::{FieldCode, Password, Strength};
use hq_text::{Key, accounts, session};
use leptos::prelude::*;

/// A password that is being chosen, as the server prepares it: six letters are six, however they were typed.
///
/// # Errors
/// Those of [`Password::parse`].
pub fn new_password(text: &str) -> Result<Password, FieldCode> {
    Password::parse(&composed(text))
}

/// The field of a new password, with its strength.
#[component]
pub fn NewPasswordField(label: Key, name: &'static str, password: Input<Password>) -> AnyView {
    let value = password.value;
    view! {
        <PasswordField
            label=t(label)
            value=value
            name=name
            autocomplete="new-password"
            show_label=t(session::SHOW_PASSWORD)
            hint=t(accounts::PASSWORD_HINT)
            strength=Signal::derive(move || value.with(|text| Strength::of(&composed(text)).level()))
            strength_text=strength_text(value)
            error=password.error()
            on_leave=move |()| password.leave()
            focus=password.focus
        />
    }
    .into_any()
}
