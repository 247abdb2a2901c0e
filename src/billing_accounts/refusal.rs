//! That a bank refused the card of a receipt: one sentence, and the one thing that mends it.

use crate::{
    language::{Language, day_text, number_text, short_day_text, t, unbroken, use_language},
    routes::Route,
    ui::{Banner, Tone},
};
use hq_contract::card_payments::{CardRefusal, RefusalReason, RefusedInvoice};
use hq_text::{Texts, card_refusals};
use leptos::prelude::*;

/// Where the sentence stands, which decides what is to be done there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalPlace {
    /// Where the account's cards are: another one is chosen there.
    Cards,
    /// Where how to pay by bank transfer stands below.
    Paying,
    /// Elsewhere.
    Elsewhere,
}

/// The sentence, as long as there is a refusal. Who pays can choose another card; others pay by bank transfer.
#[component]
pub fn CardRefused(refused: Signal<Option<RefusedInvoice>>, place: RefusalPlace) -> AnyView {
    let language = use_language();
    let text = Signal::derive(move || {
        refused.with(|refused| refused.as_ref().map(|one| said(language, one, place))).unwrap_or_default()
    });
    // Who looks at their own cards is where the link would lead.
    let account = Memo::new(move |_| {
        let away = place != RefusalPlace::Cards;
        refused.with(|refused| refused.as_ref().and_then(|one| one.refusal.billing_account)).filter(|_| away)
    });
    let way = move || {
        account.get().map(|id| {
            let href = Route::billing_account_payment(id.to_string()).path();
            view! { <a href=href>{t(card_refusals::CHOOSE)}</a> }
        })
    };
    view! {
        <Banner text=text tone=Tone::Warning>
            {way}
        </Banner>
    }
    .into_any()
}

fn said(language: Language, refused: &RefusedInvoice, place: RefusalPlace) -> String {
    let sentence = refusal_text(language, &refused.number, &refused.refusal);
    let fix = language.texts().with(|texts| match (place, refused.refusal.billing_account) {
        (RefusalPlace::Cards, _) => Some(texts.get(card_refusals::CHOOSE_HERE).into_owned()),
        (RefusalPlace::Elsewhere, None) => Some(match &refused.reference {
            Some(reference) => card_refusals::transfer_reference(texts, reference),
            None => texts.get(card_refusals::TRANSFER).into_owned(),
        }),
        // A link says it, or what stands below.
        (RefusalPlace::Elsewhere | RefusalPlace::Paying, _) => None,
    });
    std::iter::once(sentence).chain(fix).collect::<Vec<_>>().join(" ")
}

/// When the card of a receipt was refused, why, and what comes next: one sentence.
fn refusal_text(language: Language, number: &str, refusal: &CardRefusal) -> String {
    let date = day_text(language, &refusal.refused_at);
    let next = refusal.next_try.as_ref().map(|at| day_text(language, at));
    language.texts().with(|texts| {
        let what = what(texts, refusal.reason, &date, &unbroken(number));
        match next {
            Some(next) => card_refusals::again(texts, &next, &what),
            None => {
                let tries = u64::from(refusal.tries);
                let count = number_text(language, tries);
                card_refusals::not_again(texts, texts.language().plural(tries), &count, &what)
            }
        }
    })
}

fn what(texts: &Texts, reason: Option<RefusalReason>, date: &str, number: &str) -> String {
    let write = match reason.unwrap_or(RefusalReason::Other) {
        RefusalReason::InsufficientFunds => card_refusals::insufficient_funds,
        RefusalReason::Expired => card_refusals::expired,
        RefusalReason::Authentication => card_refusals::authentication,
        RefusalReason::Limit => card_refusals::limit,
        RefusalReason::Incorrect => card_refusals::incorrect,
        RefusalReason::NotSupported => card_refusals::not_supported,
        RefusalReason::Unavailable => card_refusals::unavailable,
        RefusalReason::Other => card_refusals::other,
    };
    write(texts, date, number)
}

/// The same in a line of a table, in short.
#[must_use]
pub fn refusal_line(language: Language, refusal: &CardRefusal) -> String {
    let next = refusal.next_try.as_ref().map(|at| short_day_text(language, at));
    language.texts().with(|texts| match next {
        Some(next) => card_refusals::row_again(texts, &next),
        None => texts.get(card_refusals::ROW_NOT_AGAIN).into_owned(),
    })
}
