//! What an order comes to, on every step of it.

use super::order::Order;
use crate::{
    language::{Language, day_text_in, money_text, t, use_language},
    plan::words::error_text,
};
use hq_contract::{
    Timestamp,
    subscription::{Quote, TakesEffect},
};
use hq_text::choose;
use leptos::prelude::*;

/// A month, and what is billed today; says so where it is an estimate.
pub(super) fn total(order: Order) -> AnyView {
    let language = use_language();
    let (not_yet, wrong) = (t(choose::NOT_CHOSEN), t(choose::TOTAL_WRONG));
    let month = move || {
        if order.plan().is_none() {
            return not_yet.get();
        }
        let quoted = order.quoted();
        let month = quoted.as_ref().map(|quote| quote.month.clone()).or_else(|| order.estimate());
        let Some(month) = month else { return wrong.get() };
        let amount = money_text(language, &month);
        let write = if quoted.is_some() { choose::month } else { choose::about_month };
        language.texts().with(|texts| write(texts, &amount))
    };
    let today = move || {
        if order.terms.with(Option::is_none) {
            return String::new();
        }
        let failed = order.quote.with(|remote| remote.failure().cloned());
        match (order.quoted(), failed) {
            (Some(quote), _) => today_text(language, &quote),
            (None, Some(error)) => error_text(language, &error),
            (None, None) => language.texts().with(|texts| texts.get(choose::ESTIMATE).into_owned()),
        }
    };
    view! {
        <p class="total-sum" role="status">
            <span class="total-label">{t(choose::TOTAL)}</span>
            " "
            <strong class="total-amount">{month}</strong>
            " "
            <span class="total-parts">{today}</span>
        </p>
    }
    .into_any()
}

/// A day that a quote says.
pub(super) fn quote_day_text(language: Language, quote: &Quote, at: &Timestamp) -> String {
    day_text_in(language, at, &quote.zone)
}

/// What is billed today, or why nothing is.
pub(super) fn today_text(language: Language, quote: &Quote) -> String {
    let (money, day) = (|amount| money_text(language, amount), |at| quote_day_text(language, quote, at));
    language.texts().with(|texts| match (&quote.trial_until, &quote.takes_effect) {
        (_, TakesEffect::Unchanged) => texts.get(choose::TODAY_UNCHANGED).into_owned(),
        (_, TakesEffect::PeriodEnd { at }) => choose::today_later(texts, &day(at)),
        (Some(until), TakesEffect::Now) => choose::today_trial(texts, &day(until)),
        (None, TakesEffect::Now) if quote.gross.minor == 0 => texts.get(choose::TODAY_NOTHING).into_owned(),
        (None, TakesEffect::Now) if quote.tax_certain => choose::today(texts, &money(&quote.gross)),
        (None, TakesEffect::Now) => choose::today_without_vat(texts, &money(&quote.net)),
    })
}
