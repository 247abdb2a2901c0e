//! Changing the password.

use crate::{
    api::{Mutation, unless_about},
    kit::{Input, InputPassword, NewPasswordField, focus_first, new_password, present},
    language::{error_message, t, use_language},
    ui::{Actions, Button, Card, Form, FormError, Kind, Toasts, Tone},
};
use hq_contract::{
    Password,
    me::{ChangePassword, PasswordChange},
};
use hq_text::profile;
use leptos::prelude::*;

const FIELDS: [&str; 2] = ["/current", "/new"];

/// The present password and the new one.
#[component]
pub fn ChangePasswordCard() -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let current = Input::new("", present);
    let new = Input::new("", new_password).within(Password::MIN, Password::MAX);
    let change = Mutation::<ChangePassword>::new(move |_| {
        current.reset("");
        new.reset("");
        toasts.push(
            Tone::Success,
            language.text_untracked(|texts| texts.get(profile::PASSWORD_CHANGED).into_owned()),
        );
    });
    let (current, new) = (current.refused_by(change, FIELDS[0]), new.refused_by(change, FIELDS[1]));
    let submit = move |()| match (current.read(), new.read()) {
        (Some(current), Some(new)) => change.run(&ChangePassword(PasswordChange { current, new })),
        _ => focus_first(&[(current.is_right(), current.focus), (new.is_right(), new.focus)]),
    };
    let error = change.error();
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <Card title=t(profile::PASSWORD) text=t(profile::PASSWORD_TEXT)>
            <Form on_submit=submit>
                <FormError message=message />
                <InputPassword label=t(profile::CURRENT_PASSWORD) input=current name="current-password" />
                <NewPasswordField label=profile::NEW_PASSWORD name="new-password" password=new />
                <Actions>
                    <Button
                        label=t(profile::CHANGE_PASSWORD)
                        kind=Kind::Primary
                        submit=true
                        busy=change.pending()
                    />
                </Actions>
            </Form>
        </Card>
    }
    .into_any()
}
