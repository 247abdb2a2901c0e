//! The lines of the log.

use super::row::{day_row, row};
use crate::{
    api::List,
    browser::calendar,
    kit::{AsyncView, show_more},
    language::{count, t},
    routes::{AuditAddress, AuditFilters},
    ui::{Column, LinkButton, NoMatch, Shape, Skeleton, Table},
};
use hq_contract::audit_log::AuditEntry;
use hq_text::audit_log;
use leptos::prelude::*;

/// The table in each of its states, and the number of entries.
pub fn lines(address: AuditAddress, list: List<AuditEntry>) -> AnyView {
    let (counted, fetching) = (count(audit_log::count, move || list.total()), list.fetching());
    let ready = Memo::new(move |_| list.with(|remote| remote.ready().is_some()));
    let status = move || if ready.get() && !fetching.get() { counted.get() } else { String::new() };
    view! {
        <section class="audit-part" aria-label=t(audit_log::TITLE)>
            <p class="audit-count" role="status">
                {status}
            </p>
            <AsyncView
                data=list
                is_empty=move || list.is_empty()
                loading=skeleton
                empty=move || none(address)
            >
                {table(address, list)}
            </AsyncView>
        </section>
    }
    .into_any()
}

fn skeleton() -> AnyView {
    view! { <Skeleton shape=Shape::Table /> }.into_any()
}

/// No line fits, or there is none yet.
fn none(address: AuditAddress) -> AnyView {
    let view = address.view();
    let filtered = Memo::new(move |_| view.with(|view| *view != AuditFilters::default()));
    let (none_found, nothing) = (t(audit_log::NONE_FOUND), t(audit_log::NOTHING));
    let clear = move || {
        filtered.get().then(|| {
            let href = Signal::derive(move || address.path(|view| *view = AuditFilters::default()));
            view! { <LinkButton label=t(audit_log::CLEAR) href=href /> }
        })
    };
    view! {
        <NoMatch text=Signal::derive(move || {
            if filtered.get() { none_found.get() } else { nothing.get() }
        })>{clear}</NoMatch>
    }
    .into_any()
}

fn table(address: AuditAddress, list: List<AuditEntry>) -> AnyView {
    let items = list.items();
    let columns = || {
        let [when, what, changes, details] =
            [audit_log::WHEN, audit_log::WHAT, audit_log::CHANGES, audit_log::DETAILS]
                .map(|label| Column::plain(t(label)));
        vec![when, what, changes, Column { quiet: true, ..details }]
    };
    let lines = move || items.with(|items| by_days(items));
    let line = move |(entry, begins): (AuditEntry, bool)| {
        let day = begins.then(|| day_row(entry.created_at.clone()));
        view! {
            {day}
            {row(entry, address)}
        }
    };
    view! {
        <Table label=t(audit_log::TITLE) columns=columns() busy=list.fetching()>
            <For each=lines key=|(entry, begins)| (entry.id, *begins) children=line />
        </Table>
        {show_more(list, audit_log::MORE, audit_log::shown)}
    }
    .into_any()
}

/// The entries, each with whether it is the first of its day in the list.
fn by_days(entries: &[AuditEntry]) -> Vec<(AuditEntry, bool)> {
    let mut day = None;
    let begins = |entry: &AuditEntry| {
        let before = day.replace(calendar::day_of_moment(entry.created_at.as_str()));
        (entry.clone(), day != before)
    };
    entries.iter().map(begins).collect()
}
