//! `/reset-password`

use crate::{
    api::Mutation,
    forms::{Input, focus_first},
    language::{error_message, t, tx},
    routes::{PageTitle, Route},
    session::MailboxNotice,
    ui::{Actions, Button, Card, Drawing, Field, FieldKind, Form, FormError, Gate, Kind, Lead},
};
use hq_contract::{
    EmailAddress,
    password_resets::{NewPasswordReset, RequestPasswordReset},
};
use hq_text::{password_resets, session};
use leptos::prelude::*;

/// Asks for the mail. What it says afterwards is the same whether the address has an account or not.
#[component]
pub fn RequestPage() -> AnyView {
    let sent = RwSignal::new(None::<EmailAddress>);
    (move || match sent.get() {
        Some(email) => sent_page(email),
        None => form_page(sent),
    })
    .into_any()
}

fn form_page(sent: RwSignal<Option<EmailAddress>>) -> AnyView {
    let asked = StoredValue::new(None::<EmailAddress>);
    let request = Mutation::<RequestPasswordReset>::new(move |_| sent.set(asked.get_value()));
    let email =
        Input::new("", EmailAddress::parse).within(1, EmailAddress::MAX).refused_by(request, "/email");
    let submit = move |()| match email.read() {
        Some(email) => {
            asked.set_value(Some(email.clone()));
            request.run(&RequestPasswordReset(NewPasswordReset { email }));
        }
        None => focus_first(&[(false, email.focus)]),
    };
    let error = request.error();
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&["/email"])));
    view! {
        <Gate>
            <PageTitle title=t(password_resets::TITLE) />
            <Lead text=t(password_resets::LEAD) />
            <Card>
                <Form on_submit=submit>
                    <FormError message=message />
                    <Field
                        label=t(session::EMAIL)
                        value=email.value
                        kind=FieldKind::Email
                        name="email"
                        autocomplete="username"
                        required=true
                        error=email.error()
                        on_leave=move |()| email.leave()
                        focus=email.focus
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
            {back()}
        </Gate>
    }
    .into_any()
}

fn sent_page(email: EmailAddress) -> AnyView {
    view! {
        <Gate drawing=Drawing::Mail>
            <PageTitle title=t(password_resets::SENT_TITLE) />
            <Lead text=tx(move |texts| password_resets::sent_text(texts, email.as_str())) />
            <div class="gate-action">
                <MailboxNotice />
            </div>
            {back()}
        </Gate>
    }
    .into_any()
}

fn back() -> AnyView {
    view! {
        <p class="gate-note">
            <a href=Route::sign_in(None).path()>{t(password_resets::BACK)}</a>
        </p>
    }
    .into_any()
}
