//! `/reset-password`

use crate::{
    api::{Mutation, unless_about},
    kit::{Draft, Input, InputField, MailboxNotice, focus_first},
    language::{error_message, t, tx},
    routes::{PageTitle, Route},
    session::use_session,
    ui::{Actions, Button, Card, Drawing, FieldKind, Form, FormError, Gate, Kind, Lead},
};
use hq_contract::{
    EmailAddress,
    password_resets::{NewPasswordReset, RequestPasswordReset},
};
use hq_text::{password_resets, session};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The draft of the request.
#[derive(Clone, Default, Serialize, Deserialize)]
struct RequestDraft {
    email: String,
    /// Whether the form was sent, and the page waits for the mail.
    sent: bool,
}

/// Asks for the mail. What it says afterwards is the same whether the address has an account or not. Who goes on to
/// another page while they wait leaves nothing here for the next person.
#[component]
pub fn RequestPage() -> AnyView {
    let draft = Draft::<RequestDraft>::new("password_reset");
    let expected = use_session().take_expected_address();
    let saved = draft.load().unwrap_or_else(|| RequestDraft {
        email: expected.map(|address| address.to_string()).unwrap_or_default(),
        sent: false,
    });
    let saved = StoredValue::new(saved);
    let waits = saved.with_value(|saved| EmailAddress::parse(&saved.email).ok().filter(|_| saved.sent));
    let sent = RwSignal::new(waits);
    on_cleanup(move || {
        if sent.try_with_untracked(Option::is_some).unwrap_or_default() {
            draft.forget();
        }
    });
    (move || match sent.get() {
        Some(email) => sent_page(email),
        None => form_page(draft, &saved.get_value().email, sent),
    })
    .into_any()
}

fn form_page(draft: Draft<RequestDraft>, first: &str, sent: RwSignal<Option<EmailAddress>>) -> AnyView {
    let asked = StoredValue::new(None::<EmailAddress>);
    let request = Mutation::<RequestPasswordReset>::new(move |_| {
        if let Some(email) = asked.get_value() {
            draft.keep(Some(&RequestDraft { email: email.to_string(), sent: true }));
            sent.set(Some(email));
        }
    });
    let begins = first.is_empty();
    let email =
        Input::new(first, EmailAddress::parse).within(1, EmailAddress::MAX).refused_by(request, "/email");
    draft.follow(move || {
        let saved = RequestDraft { email: email.value.get(), sent: false };
        (!saved.email.is_empty()).then_some(saved)
    });
    let submit = move |()| match email.read() {
        Some(email) => {
            asked.set_value(Some(email.clone()));
            request.run(&RequestPasswordReset(NewPasswordReset { email }));
        }
        None => focus_first(&[(false, email.focus)]),
    };
    let error = request.error();
    let message = error_message(unless_about(error, &["/email"]));
    view! {
        <Gate>
            <PageTitle title=t(password_resets::TITLE) />
            <Lead text=t(password_resets::LEAD) />
            <Card>
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
                    />
                    <Actions>
                        <Button
                            label=t(password_resets::SUBMIT)
                            kind=Kind::Primary
                            submit=true
                            busy=request.pending()
                        />
                    </Actions>
                </Form>
            </Card>
            {back(move || email.value.get_untracked())}
        </Gate>
    }
    .into_any()
}

fn sent_page(email: EmailAddress) -> AnyView {
    let address = email.to_string();
    view! {
        <Gate drawing=Drawing::Mail>
            <PageTitle title=t(password_resets::SENT_TITLE) />
            <Lead text=tx(move |texts| password_resets::sent_text(texts, email.as_str())) />
            <div class="gate-action">
                <MailboxNotice />
            </div>
            {back(move || address.clone())}
        </Gate>
    }
    .into_any()
}

/// The way back, with the address.
fn back(typed: impl Fn() -> String + 'static) -> AnyView {
    let session = use_session();
    view! {
        <p class="gate-note">
            <a href=Route::sign_in(None).path() on:click=move |_| session.expect_typed(&typed())>
                {t(password_resets::BACK)}
            </a>
        </p>
    }
    .into_any()
}
