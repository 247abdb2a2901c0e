//! `/billing-account-transfers/{token}`. Reading it changes nothing, as scanners of mails follow links: the button does.

use super::{
    answer::answer,
    dead::dead,
    done::{done, over},
    link::{Situation, TransferLink},
    signed_out::signed_out,
    wrong::wrong,
};
use crate::{
    kit::{LinkPending, page_turn},
    language::t,
};
use hq_text::account_transfer;
use leptos::prelude::*;

/// The page of the link's situation. What an answer makes of it is another page under the same path.
#[component]
pub fn TransferPage(token: String) -> AnyView {
    let (turn, link) = (page_turn(), TransferLink::new(token));
    let situation = Memo::new(move |_| link.situation());
    (move || {
        let situation = situation.get();
        if situation.is_some() {
            turn();
        }
        untrack(|| page(link, situation))
    })
    .into_any()
}

fn page(link: TransferLink, situation: Option<Situation>) -> AnyView {
    let Some(situation) = situation else {
        return view! { <LinkPending title=t(account_transfer::TITLE) data=link.query() /> }.into_any();
    };
    match (situation, link.offer()) {
        (Situation::Answer, Some(offer)) => answer(link, &offer),
        (Situation::SignedOut, Some(offer)) => signed_out(link, &offer),
        (Situation::WrongAccount, Some(offer)) => wrong(&offer),
        (Situation::Done, Some(offer)) => done(&offer),
        (Situation::Over, Some(offer)) => over(&offer),
        (Situation::Expired, _) => dead(account_transfer::EXPIRED_TITLE, account_transfer::EXPIRED_TEXT),
        (Situation::Used, _) => dead(account_transfer::USED_TITLE, account_transfer::USED_TEXT),
        (Situation::Cancelled, _) => {
            dead(account_transfer::CANCELLED_TITLE, account_transfer::CANCELLED_TEXT)
        }
        _ => dead(account_transfer::UNKNOWN_TITLE, account_transfer::UNKNOWN_TEXT),
    }
}
