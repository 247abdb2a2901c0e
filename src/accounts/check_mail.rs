//! Waiting for the mail with the link.

use crate::{
    api::Mutation,
    language::{error_message, t, tx, use_language},
    routes::PageTitle,
    session::MailboxNotice,
    ui::{Button, Card, Drawing, FormError, Gate, Kind, Lead, Toasts, Tone},
};
use hq_contract::accounts::{NewAccount, SignUp};
use hq_text::accounts;
use leptos::prelude::*;

/// Says where the link went, sends it again, and leads back to another address. On a server that sends no mails it
/// leads to the mailbox that they land in.
#[component]
pub fn CheckMail(account: NewAccount, #[prop(into)] on_back: Callback<()>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let email = StoredValue::new(account.email.to_string());
    let again = Mutation::<SignUp>::new(move |_| {
        let text =
            language.text_untracked(|texts| email.with_value(|email| accounts::sent_again(texts, email)));
        toasts.push(Tone::Success, text);
    });
    let error = again.error();
    let send = move |()| again.run(&SignUp(account.clone()));
    view! {
        <Gate drawing=Drawing::Mail>
            <PageTitle title=t(accounts::CHECK_TITLE) />
            <Lead text=tx(move |texts| { email.with_value(|email| accounts::check_text(texts, email)) }) />
            <Card>
                <MailboxNotice />
                <p>{t(accounts::CHECK_MISSING)}</p>
                <FormError message=error_message(move || error.get()) />
                <div class="actions">
                    <Button label=t(accounts::ANOTHER_ADDRESS) kind=Kind::Quiet on_click=on_back />
                    <Button label=t(accounts::SEND_AGAIN) busy=again.pending() on_click=send />
                </div>
            </Card>
        </Gate>
    }
    .into_any()
}
