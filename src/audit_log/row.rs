//! A line of the log.

use super::{
    change_list::change_list,
    details::details,
    people::{deleted_name, person_name, standing_key},
    person::nobody_name,
    words::sentence,
};
use crate::{
    language::{ago, moment, t, tx, use_language},
    routes::AuditAddress,
    ui::{Avatar, Cell, Glyph, Icon, glyph},
};
use hq_contract::audit_log::{AuditActor, AuditEntry, AuditMeans, AuditPerson, AuditStanding};
use hq_text::{Texts, audit_log};
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
            <Cell head=true>
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
    tx(move |texts| sentence(texts, &entry.action, &subject_name(texts, &entry)))
}

/// What the subject is called.
pub fn subject_name(texts: &Texts, entry: &AuditEntry) -> String {
    match (entry.subject_standing, entry.subject.parse()) {
        (Some(AuditStanding::Deleted), Ok(id)) => deleted_name(texts, id),
        _ => entry.subject_name.clone().unwrap_or_else(|| texts.get(audit_log::SOMEBODY).into_owned()),
    }
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
        None if entry.means == AuditMeans::Server => nobody(glyph::SYSTEM, AuditActor::Server, address),
        None => nobody(glyph::LINK, AuditActor::Link, address),
    }
}

/// The server, or a link, as a link to only what it did.
fn nobody(icon: Glyph, actor: AuditActor, address: AuditAddress) -> AnyView {
    let words = tx(move |texts| nobody_name(texts, actor));
    let href = Signal::derive(move || address.path(|view| view.actor = Some(actor)));
    view! {
        <div class="person">
            <span class="person-mark" aria-hidden="true">
                <Icon glyph=icon />
            </span>
            <a class="person-text audit-link" href=href>
                {words}
            </a>
        </div>
    }
    .into_any()
}

/// The person, as a link to only what they did.
fn person_link(person: AuditPerson, address: AuditAddress) -> AnyView {
    let (actor, standing) = (AuditActor::Person(person.id), standing_key(person.standing));
    let name = tx(move |texts| person_name(texts, &person));
    let title = tx(move |texts| audit_log::only_by(texts, &name.get()));
    let href = Signal::derive(move || address.path(|view| view.actor = Some(actor)));
    view! {
        <div class="person">
            <Avatar name=name />
            <div class="person-text">
                <a class="person-name audit-link" href=href title=title>
                    <bdi>{name}</bdi>
                </a>
                {standing.map(|key| view! { <span class="person-detail">{t(key)}</span> })}
            </div>
        </div>
    }
    .into_any()
}

/// The sentence; the subject in it is a link to only what is about it.
fn what(entry: &Arc<AuditEntry>, address: AuditAddress) -> AnyView {
    let (entry, language) = (Arc::clone(entry), use_language());
    (move || {
        let (text, name) = language
            .texts()
            .with(|texts| (sentence(texts, &entry.action, PLACE), subject_name(texts, &entry)));
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
