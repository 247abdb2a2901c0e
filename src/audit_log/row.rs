//! A line of the log.

use super::{change_list::change_list, details::details, words::sentence};
use crate::{
    language::{ago, moment, t, tx, use_language},
    routes::AuditAddress,
    ui::{Avatar, Cell, Glyph, Icon, glyph},
};
use hq_contract::audit_log::{AuditEntry, AuditMeans, AuditPerson};
use hq_text::audit_log;
use leptos::prelude::*;
use std::sync::Arc;

/// Stands for the subject in a sentence until its link is put there; no text has it.
const PLACE: &str = "\u{1}";

/// The line, and under it its details while they are open.
pub fn row(entry: AuditEntry, address: AuditAddress) -> AnyView {
    let (entry, open) = (Arc::new(entry), RwSignal::new(false));
    let id = format!("audit-{}", entry.id);
    let when = entry.created_at.clone();
    let (datetime, exactly) = (when.as_str().to_owned(), moment(when.clone()));
    let (who, what) = (who(&entry, address), what(&entry, address));
    let (changed, opener) = (change_list(&entry), opener(&entry, id.clone(), open));
    let more = move || {
        open.get().then(|| {
            view! {
                <tr class="table-row audit-more" role="row" id=id.clone()>
                    <td class="table-cell" role="cell" colspan="5">
                        {details(&entry)}
                    </td>
                </tr>
            }
        })
    };
    view! {
        <tr class="table-row audit-row" role="row" data-open=move || open.get().then_some("true")>
            <Cell label=t(audit_log::WHEN)>
                <time class="audit-when" datetime=datetime title=exactly>
                    {ago(when)}
                </time>
            </Cell>
            <Cell label=t(audit_log::WHO)>{who}</Cell>
            <Cell label=t(audit_log::WHAT)>
                <span class="audit-what">{what}</span>
            </Cell>
            <Cell label=t(audit_log::CHANGES)>{changed}</Cell>
            <Cell actions=true>{opener}</Cell>
        </tr>
        {more}
    }
    .into_any()
}

/// The sentence, with the subject's name in it.
pub fn entry_text(entry: Arc<AuditEntry>) -> Signal<String> {
    tx(move |texts| {
        let somebody = texts.get(audit_log::SOMEBODY);
        sentence(texts, &entry.action, entry.subject_name.as_deref().unwrap_or(&somebody))
    })
}

fn opener(entry: &Arc<AuditEntry>, id: String, open: RwSignal<bool>) -> AnyView {
    let what = entry_text(Arc::clone(entry));
    let name = tx(move |texts| audit_log::details_of(texts, &what.get()));
    view! {
        <button
            type="button"
            class="button audit-open"
            data-kind="quiet"
            data-size="small"
            aria-label=name
            aria-expanded=move || open.get().to_string()
            aria-controls=id
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="button-label">{t(audit_log::DETAILS)}</span>
            <Icon glyph=glyph::CHEVRON_DOWN />
        </button>
    }
    .into_any()
}

fn who(entry: &Arc<AuditEntry>, address: AuditAddress) -> AnyView {
    match &entry.actor {
        Some(person) => person_link(person.clone(), address),
        None if entry.means == AuditMeans::Server => nobody(glyph::SYSTEM, t(audit_log::BY_SERVER)),
        None => nobody(glyph::LINK, t(audit_log::BY_LINK)),
    }
}

fn nobody(icon: Glyph, words: Signal<String>) -> AnyView {
    view! {
        <div class="person">
            <span class="person-mark" aria-hidden="true">
                <Icon glyph=icon />
            </span>
            <span class="person-text">{words}</span>
        </div>
    }
    .into_any()
}

/// The person, as a link to only what they did.
fn person_link(person: AuditPerson, address: AuditAddress) -> AnyView {
    let AuditPerson { id, full_name } = person;
    let name = full_name.to_string();
    let shown = name.clone();
    let title = tx(move |texts| audit_log::only_by(texts, &name));
    let href = Signal::derive(move || address.path(|view| view.actor = Some(id)));
    view! {
        <div class="person">
            <Avatar name=shown.clone() />
            <a class="person-text person-name audit-link" href=href title=title>
                <bdi>{shown}</bdi>
            </a>
        </div>
    }
    .into_any()
}

/// The sentence; the subject in it is a link to only what is about it.
fn what(entry: &Arc<AuditEntry>, address: AuditAddress) -> AnyView {
    let (entry, language) = (Arc::clone(entry), use_language());
    (move || {
        let (text, name) = language.texts().with(|texts| {
            let somebody = || texts.get(audit_log::SOMEBODY).into_owned();
            (sentence(texts, &entry.action, PLACE), entry.subject_name.clone().unwrap_or_else(somebody))
        });
        match text.split_once(PLACE) {
            Some((before, after)) => {
                let link = subject_link(entry.subject.clone(), name, address);
                view! {
                    {before.to_owned()}
                    {link}
                    {after.to_owned()}
                }
                .into_any()
            }
            None => text.into_any(),
        }
    })
    .into_any()
}

fn subject_link(subject: String, name: String, address: AuditAddress) -> AnyView {
    let shown = name.clone();
    let title = tx(move |texts| audit_log::only_about(texts, &name));
    let href = Signal::derive(move || address.path(|view| view.subject.clone_from(&subject)));
    view! {
        <a class="audit-link audit-subject" href=href title=title>
            <bdi>{shown}</bdi>
        </a>
    }
    .into_any()
}
