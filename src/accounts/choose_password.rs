//! A link that was opened in another browser than the one that signed up.

use crate::{
    api::Mutation,
    kit::{Draft, Input, InputField, NewPasswordField, focus_first},
    language::{error_message, t},
    routes::PageTitle,
    ui::{Actions, Button, Card, Field, FieldKind, Form, FormError, Gate, Kind, Lead},
};
use hq_contract::{
    Password, PersonName, ProblemCode,
    accounts::{SignUpBegun, Verification, Verify},
};
use hq_text::accounts;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is told beside its field.
const FIELDS: [&str; 2] = ["/full_name", "/password"];

/// The name as far as it was corrected, and whose it is.
#[derive(Serialize, Deserialize)]
pub struct CorrectedName {
    email: String,
    name: String,
}

/// Whoever holds the mail chooses the password, and corrects the name: both may be somebody else's.
#[component]
pub fn ChoosePassword(
    sign_up: SignUpBegun,
    token: String,
    draft: Draft<CorrectedName>,
    verify: Mutation<Verify>,
) -> AnyView {
    let SignUpBegun { email, full_name } = sign_up;
    let left = draft.load().filter(|left| left.email == email.as_str());
    let name = left.map_or_else(|| full_name.to_string(), |left| left.name);
    let name = Input::new(&name, PersonName::parse).within(1, PersonName::MAX).refused_by(verify, FIELDS[0]);
    let of = email.to_string();
    draft.follow(move || {
        let typed = CorrectedName { email: of.clone(), name: name.value.get() };
        (typed.name != full_name.as_str()).then_some(typed)
    });
    let password =
        Input::new("", Password::parse).within(Password::MIN, Password::MAX).refused_by(verify, FIELDS[1]);
    let submit = move |()| match (name.read(), password.read()) {
        (Some(full_name), Some(password)) => {
            let (token, full_name, password) = (token.clone(), Some(full_name), Some(password));
            verify.run(&Verify(Verification { token, full_name, password }));
        }
        _ => focus_first(&[(name.is_right(), name.focus), (password.is_right(), password.focus)]),
    };
    let error = verify.error();
    let message = error_message(move || {
        error.get().filter(|error| {
            error.code() != Some(ProblemCode::PasswordWanted) && !error.is_only_about(&FIELDS)
        })
    });
    view! {
        <Gate>
            <PageTitle title=t(accounts::CHOOSE_TITLE) />
            <Lead text=t(accounts::CHOOSE_TEXT) />
            <Card>
                <Form on_submit=submit>
                    <FormError message=message />
                    <Field
                        label=t(accounts::EMAIL)
                        value=RwSignal::new(email.to_string())
                        kind=FieldKind::Email
                        name="email"
                        autocomplete="username"
                        disabled=true
                    />
                    <InputField
                        label=t(accounts::FULL_NAME)
                        input=name
                        name="name"
                        autocomplete="name"
                        required=true
                    />
                    <NewPasswordField label=accounts::PASSWORD name="password" password=password />
                    <Actions>
                        <Button
                            label=t(accounts::VERIFY_SUBMIT)
                            kind=Kind::Primary
                            submit=true
                            busy=verify.pending()
                        />
                    </Actions>
                </Form>
            </Card>
            <p class="gate-note">{t(accounts::CHOOSE_NOT_YOU)}</p>
        </Gate>
    }
    .into_any()
}
