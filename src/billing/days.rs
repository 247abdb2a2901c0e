//! What each day cost.

use super::{sums::total, words::category_key};
use crate::{
    browser::clock,
    language::{Language, date_text, last_day_text, money_text, number_text, t, use_language},
    ui::{Bar, BarChart, BarChartWords, Card},
};
use hq_contract::{
    Money,
    invoices::{UpcomingInvoice, UsageDay},
    plans::CostCategory,
    subscription::Period,
};
use hq_text::billing;
use leptos::prelude::*;

/// What is metered, in the order of the bars' parts.
const METERED: [CostCategory; 3] =
    [CostCategory::Dataplants, CostCategory::StorageEngines, CostCategory::Storage];
/// Seconds of a day.
const DAY: i64 = 86_400;

/// The chart; on the first day nothing is there yet.
pub(super) fn days(upcoming: Memo<UpcomingInvoice>) -> AnyView {
    let none = Memo::new(move |_| upcoming.with(|upcoming| upcoming.days.is_empty()));
    let body = move || {
        if none.get() {
            view! { <p class="billing-soft">{t(billing::NO_DAYS)}</p> }.into_any()
        } else {
            untrack(|| chart(upcoming))
        }
    };
    view! {
        <Card title=t(billing::DAYS) text=t(billing::DAYS_TEXT)>
            {body}
        </Card>
    }
    .into_any()
}

fn chart(upcoming: Memo<UpcomingInvoice>) -> AnyView {
    let language = use_language();
    let parts = Signal::derive(move || {
        language
            .texts()
            .with(|texts| METERED.map(|category| texts.get(category_key(category)).into_owned()).to_vec())
    });
    let bars = Signal::derive(move || {
        upcoming.with(|upcoming| {
            let currency = &upcoming.net.currency;
            upcoming.days.iter().map(|day| bar(language, day, currency)).collect::<Vec<_>>()
        })
    });
    let places = Signal::derive(move || upcoming.with(|upcoming| length(&upcoming.period)));
    let last = Signal::derive(move || upcoming.with(|upcoming| last_day_text(language, &upcoming.period)));
    let words = BarChartWords {
        title: t(billing::CHART),
        sentence: Signal::derive(move || upcoming.with(|upcoming| sentence(language, upcoming))),
        when: t(billing::DAY),
        total: t(billing::TOTAL),
        table: t(billing::AS_TABLE),
    };
    view! { <BarChart words=words parts=parts bars=bars places=places last=last /> }.into_any()
}

/// How many days a period has.
fn length(period: &Period) -> usize {
    let seconds = clock::between(period.start.as_str(), period.end.as_str());
    // The days on which clocks are put have an hour more or less.
    let days = seconds.map_or(31, |seconds| (seconds + DAY / 2) / DAY);
    usize::try_from(days).unwrap_or(31)
}

fn bar(language: Language, day: &UsageDay, currency: &str) -> Bar {
    let nothing = || Money { minor: 0, currency: currency.to_owned() };
    let of = |category| {
        let own = day.costs.iter().filter(|cost| cost.category == category).map(|cost| &cost.net);
        total(own).unwrap_or_else(nothing)
    };
    let parts = METERED.map(of);
    let sum = total(parts.iter()).unwrap_or_else(nothing);
    Bar {
        when: date_text(language, &day.day),
        parts: parts.iter().map(|part| (as_float(part.minor), money_text(language, part))).collect(),
        total: money_text(language, &sum),
    }
}

/// What comes of the days.
fn sentence(language: Language, upcoming: &UpcomingInvoice) -> String {
    let cost = |day: &UsageDay| total(day.costs.iter().map(|cost| &cost.net)).map_or(0, |sum| sum.minor);
    let text = |minor| money_text(language, &Money { minor, currency: upcoming.net.currency.clone() });
    let sum: i64 = upcoming.days.iter().map(cost).fold(0, i64::saturating_add);
    let count = number_text(language, upcoming.days.len() as u64);
    // Of equal days the first.
    let most = upcoming.days.iter().rev().max_by_key(|day| cost(day));
    language.texts().with(|texts| match most {
        _ if sum <= 0 => texts.get(billing::CHART_NOTHING).into_owned(),
        Some(most) if upcoming.days.len() > 1 => billing::chart_sentence(
            texts,
            &date_text(language, &most.day),
            &count,
            &text(cost(most)),
            &text(sum),
        ),
        _ => billing::chart_one(texts, &text(sum)),
    })
}

#[expect(clippy::cast_precision_loss, reason = "it is drawn")]
const fn as_float(minor: i64) -> f64 {
    minor as f64
}
