//! How far back the log is shown, by one press.

use crate::{
    browser::calendar,
    language::t,
    routes::{AuditAddress, AuditFilters},
};
use hq_text::{Key, audit_log};
use leptos::prelude::*;

/// How far back each leads: days, today among them.
const PRESETS: [(Key, Option<u32>); 3] =
    [(audit_log::LAST_7, Some(7)), (audit_log::LAST_30, Some(30)), (audit_log::ALL_TIME, None)];

/// Whether the days that are shown are those of a preset.
pub fn is_preset(view: &AuditFilters) -> bool {
    view.until.is_empty() && PRESETS.iter().any(|(_, days)| view.from == first_day(*days))
}

fn first_day(days: Option<u32>) -> String {
    days.map(|days| calendar::today(days.saturating_sub(1))).unwrap_or_default()
}

/// Links to the last days, today among them, and to everything; the one that is shown is marked (`aria-current`).
pub fn presets(address: AuditAddress) -> AnyView {
    view! {
        <ul class="audit-presets" aria-label=t(audit_log::PERIOD)>
            {PRESETS.map(|(label, days)| preset(address, label, days)).into_iter().collect::<Vec<_>>()}
        </ul>
    }
    .into_any()
}

fn preset(address: AuditAddress, label: Key, days: Option<u32>) -> AnyView {
    let from = move || first_day(days);
    let put = move |view: &mut AuditFilters| {
        view.from = from();
        view.until.clear();
    };
    let view = address.view();
    let shown = Memo::new(move |_| view.with(|view| view.until.is_empty() && view.from == from()));
    let href = Signal::derive(move || address.path(put));
    view! {
        <li>
            <a class="audit-preset" href=href aria-current=move || shown.get().then_some("true")>
                {t(label)}
            </a>
        </li>
    }
    .into_any()
}
