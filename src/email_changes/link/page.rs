//! `/email-changes/{token}`. Reading it changes nothing, as scanners of mails follow links: the button does.

use super::{
    answer::{answer, signed_out},
    dead::{dead, other_account, taken},
    situation::{EmailLink, Situation},
};
use crate::{
    api::{Answer, Mutation, Query},
    kit::{LinkPending, page_turn},
    language::{t, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::{Toasts, Tone},
};
use hq_contract::{
    email_changes::{ConfirmEmailChange, GetEmailChange},
    me::Me,
};
use hq_text::email_changes;
use leptos::prelude::*;

/// The page of the link's situation. What an answer makes of it is another page under the same path.
#[component]
pub fn EmailChangePage(token: String) -> AnyView {
    let (router, session) = (use_router(), use_session());
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let token = StoredValue::new(token);
    let confirm = Mutation::<ConfirmEmailChange>::new(move |answer: Answer<Me>| {
        let email = answer.value.email.to_string();
        session.user_changed(answer.value);
        toasts.push(Tone::Success, language.text_untracked(|texts| email_changes::changed(texts, &email)));
        // The token leaves the address bar with its page.
        router.replace(Route::account());
    });
    let query = Query::new(move || Some(GetEmailChange { token: token.get_value() }));
    let link = EmailLink { token, query, confirm };
    let situation = Memo::new(move |_| link.situation());
    let turn = page_turn();
    (move || {
        let situation = situation.get();
        if situation.is_some() {
            turn();
        }
        untrack(|| page(link, situation))
    })
    .into_any()
}

fn page(link: EmailLink, situation: Option<Situation>) -> AnyView {
    let change = link.query.ready_untracked().map(|answer| answer.value);
    match (situation, change) {
        (Some(Situation::Answer), Some(change)) => answer(link, &change),
        (Some(Situation::SignedOut), Some(change)) => signed_out(link, &change),
        (Some(Situation::Taken), Some(change)) => taken(&change),
        (Some(Situation::OtherAccount), _) => other_account(),
        (Some(Situation::Expired), _) => dead(email_changes::EXPIRED_TITLE, email_changes::EXPIRED_TEXT),
        (Some(Situation::Used), _) => dead(email_changes::USED_TITLE, email_changes::USED_TEXT),
        (Some(Situation::Cancelled), _) => {
            dead(email_changes::CANCELLED_TITLE, email_changes::CANCELLED_TEXT)
        }
        (Some(_), _) => dead(email_changes::UNKNOWN_TITLE, email_changes::UNKNOWN_TEXT),
        (None, _) => view! { <LinkPending title=t(email_changes::TITLE) data=link.query /> }.into_any(),
    }
}
