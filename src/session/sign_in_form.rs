//! Address and password: on the sign-in page, and over a page whose session has ended.

use super::use_session;
use crate::{
    api::Mutation,
    forms::{Input, focus_first},
    language::{said, t},
    ui::{Actions, Button, Field, FieldKind, Form, FormError, Kind, PasswordField},
};
use hq_contract::{
    EmailAddress, FieldCode,
    session::{Credentials, SignIn},
};
use hq_text::session;
use leptos::prelude::*;

/// Signs in. With `fixed`, only as the account of that address. `on_done` runs once somebody is signed in; `children`
/// are further buttons beside the form's own.
#[component]
pub fn SignInForm(
    #[prop(optional)] fixed: Option<EmailAddress>,
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
    let first = fixed.as_ref().map_or("", EmailAddress::as_str);
    let email =
        Input::new(first, EmailAddress::parse).within(0, EmailAddress::MAX).refused_by(sign_in, "/email");
    let password = Input::new("", present).refused_by(sign_in, "/password");
    let submit = move |()| match (email.read(), password.read()) {
        (Some(email), Some(password)) => sign_in.run(&SignIn(Credentials { email, password })),
        (email_read, _) => focus_first(&[(email_read.is_some(), email.focus), (false, password.focus)]),
    };
    let error = sign_in.error();
    let message = said(move || error.get().filter(|error| !error.is_only_about(&["/email", "/password"])));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <Field
                label=t(session::EMAIL)
                value=email.value
                kind=FieldKind::Email
                name="email"
                autocomplete="username"
                required=true
                disabled=is_fixed
                error=email.error()
                on_leave=move |()| email.leave()
                focus=email.focus
            />
            <PasswordField
                label=t(session::PASSWORD)
                value=password.value
                name="password"
                autocomplete="current-password"
                show_label=t(session::SHOW_PASSWORD)
                error=password.error()
                on_leave=move |()| password.leave()
                focus=password.focus
            />
            <Actions>
                {children.map(|children| children())}
                <Button label=t(session::SUBMIT) kind=Kind::Primary submit=true busy=sign_in.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}

/// A password that exists is not judged, but there has to be one.
fn present(text: &str) -> Result<String, FieldCode> {
    if text.is_empty() { Err(FieldCode::Required) } else { Ok(text.to_owned()) }
}
