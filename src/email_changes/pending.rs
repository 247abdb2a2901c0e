//! A change that waits for its link.

use super::under_way::UnderWay;
use crate::{
    api::{Answer, Mutation},
    kit::MailboxNotice,
    language::{error_message, moment, t, tx, use_language},
    ui::{Actions, Button, FormError, Kind, Toasts, Tone},
};
use hq_contract::{
    ProblemCode,
    email_changes::{CancelEmailChange, EmailChange, ResendEmailChange},
};
use hq_text::email_changes;
use leptos::prelude::*;

/// Where the link went and how long it works; another one, or none. On a server that sends no mails, the way to the mailbox that
/// they land in.
pub(super) fn pending(change: &EmailChange, under_way: UnderWay) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let (email, until) = (change.email.to_string(), moment(change.expires_at.clone()));
    let say = move |tone: Tone, text: String| toasts.push(tone, text);
    let resend = Mutation::<ResendEmailChange>::new(move |answer: Answer<EmailChange>| {
        let email = answer.value.email.to_string();
        say(Tone::Success, language.text_untracked(|texts| email_changes::resent(texts, &email)));
        under_way.becomes(Some(answer.value));
    });
    let cancel = Mutation::<CancelEmailChange>::new(move |_| {
        let text = language.text_untracked(|texts| texts.get(email_changes::CANCELLED).into_owned());
        say(Tone::Success, text);
        under_way.becomes(None);
    });
    let resent = resend.error();
    let is_over = move || {
        resent.with(|error| error.as_ref().is_some_and(|error| error.code() == Some(ProblemCode::NotFound)))
    };
    Effect::new(move |_| {
        if is_over() {
            let text = language.text_untracked(|texts| texts.get(email_changes::OVER).into_owned());
            say(Tone::Info, text);
            under_way.look_again();
        }
    });
    let cancelled = cancel.error();
    let message = error_message(move || resent.get().filter(|_| !is_over()).or_else(|| cancelled.get()));
    view! {
        <p>{tx(move |texts| email_changes::pending(texts, &email, &until.get()))}</p>
        <FormError message=message />
        <MailboxNotice />
        <Actions>
            <Button
                label=t(email_changes::CANCEL)
                kind=Kind::Quiet
                busy=cancel.pending()
                on_click=move |()| cancel.run(&CancelEmailChange)
            />
            <Button
                label=t(email_changes::RESEND)
                busy=resend.pending()
                on_click=move |()| resend.run(&ResendEmailChange)
            />
        </Actions>
    }
    .into_any()
}
