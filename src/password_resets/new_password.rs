//! `/reset-password/{token}`

use crate::{
    api::{Error, Mutation, unless_about},
    kit::{GateNotice, Input, NewPasswordField, focus_first, new_password},
    language::{error_message, t, use_language},
    routes::{PageTitle, Route, use_router},
    ui::{Actions, Button, Card, Drawing, Form, FormError, Gate, Kind, Lead, Toasts, Tone},
};
use hq_contract::{
    Password, ProblemCode,
    password_resets::{ConfirmPasswordReset, PasswordResetConfirmation},
};
use hq_text::{Key, password_resets, session};
use leptos::prelude::*;

/// Sets the new password, then leads to signing in with it.
#[component]
pub fn NewPasswordPage(token: String) -> AnyView {
    let (router, language, toasts) = (use_router(), use_language(), expect_context::<Toasts>());
    let confirm = Mutation::<ConfirmPasswordReset>::new(move |_| {
        toasts.push(
            Tone::Success,
            language.text_untracked(|texts| texts.get(session::PASSWORD_CHANGED).into_owned()),
        );
        // The token leaves the address bar with its page.
        router.replace(Route::sign_in(None));
    });
    let password =
        Input::new("", new_password).within(Password::MIN, Password::MAX).refused_by(confirm, "/password");
    let submit = move |()| match password.read() {
        Some(password) => {
            confirm.run(&ConfirmPasswordReset(PasswordResetConfirmation { token: token.clone(), password }));
        }
        None => focus_first(&[(false, password.focus)]),
    };
    let submit = Callback::new(submit);
    let error = confirm.error();
    let dead = Memo::new(move |_| error.with(|error| error.as_ref().and_then(dead)));
    (move || match dead.get() {
        Some((title, text)) => dead_page(title, text),
        None => form_page(password, confirm, submit),
    })
    .into_any()
}

fn form_page(
    password: Input<Password>,
    confirm: Mutation<ConfirmPasswordReset>,
    submit: Callback<()>,
) -> AnyView {
    let error = confirm.error();
    let message = error_message(unless_about(error, &["/password"]));
    view! {
        <Gate>
            <PageTitle title=t(password_resets::NEW_TITLE) />
            <Lead text=t(password_resets::NEW_LEAD) />
            <Card>
                <Form on_submit=submit>
                    <FormError message=message />
                    <NewPasswordField label=password_resets::NEW_PASSWORD name="password" password=password />
                    <Actions>
                        <Button
                            label=t(password_resets::NEW_SUBMIT)
                            kind=Kind::Primary
                            submit=true
                            busy=confirm.pending()
                        />
                    </Actions>
                </Form>
            </Card>
        </Gate>
    }
    .into_any()
}

/// Why a link does not work, in words.
fn dead(error: &Error) -> Option<(Key, Key)> {
    match error.code()? {
        ProblemCode::LinkUnknown => Some((password_resets::UNKNOWN_TITLE, password_resets::UNKNOWN_TEXT)),
        ProblemCode::LinkExpired => Some((password_resets::EXPIRED_TITLE, password_resets::EXPIRED_TEXT)),
        ProblemCode::LinkUsed => Some((password_resets::USED_TITLE, password_resets::USED_TEXT)),
        _ => None,
    }
}

fn dead_page(title: Key, text: Key) -> AnyView {
    view! {
        <GateNotice
            drawing=Drawing::NotFound
            title=t(title)
            text=t(text)
            label=t(password_resets::ASK_AGAIN)
            to=Route::reset_password()
        />
    }
    .into_any()
}
