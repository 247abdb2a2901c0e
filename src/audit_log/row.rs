//! A line of the log.

use super::{
    change_list::change_list,
    details::details,
    people::{deleted_name, logged_name, picture, standing_key},
    person::nobody,
    words::{happens, sentence},
};
use crate::{
    language::{day_heading, exact_moment, t, time_text, tx, uncapitalized, use_language},
    routes::AuditAddress,
    ui::{Avatar, Cell, Glyph, Icon, glyph},
};
use hq_contract::{
    Timestamp,
    audit_log::{AuditAction, AuditActor, AuditEntry, AuditStanding, AuditSubject, LoggedActor},
};
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
    let (datetime, exactly) = (when.as_str().to_owned(), exact_moment(when.clone()));
    let told = told(&entry, address);
    let (changed, opener) = (change_list(&entry), opener(&entry, id.clone(), open));
    let more = move || {
        open.get().then(|| {
            view! {
                <tr class="table-row audit-more" role="row" id=id.clone()>
                    <td class="table-cell" role="cell" colspan="4">
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
                    {time_text(when)}
                </time>
            </Cell>
            <Cell head=true>{told}</Cell>
            <Cell label=t(audit_log::CHANGES)>{changed}</Cell>
            <Cell actions=true>{opener}</Cell>
        </tr>
        {more}
    }
    .into_any()
}

/// The day over the lines of that day.
pub fn day_row(at: Timestamp) -> AnyView {
    view! {
        <tr class="audit-day" role="row">
            <th class="table-cell" role="rowheader" scope="rowgroup" colspan="4" aria-colspan="4">
                {day_heading(at)}
            </th>
        </tr>
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
        _ => entry.subject_name.clone().unwrap_or_else(|| {
            match AuditAction::named(&entry.action).map(|action| action.subject) {
                Some(AuditSubject::Person) => texts.get(audit_log::SOMEBODY).into_owned(),
                Some(AuditSubject::Thing) | None => entry.subject.clone(),
            }
        }),
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

/// Who did what, as one sentence beside a mark of who did it.
fn told(entry: &Arc<AuditEntry>, address: AuditAddress) -> AnyView {
    let what = what(entry, address);
    match &entry.actor {
        _ if happens(&entry.action) => marked(symbol(glyph::SYSTEM), what, None),
        Some(actor) => by_actor(actor.clone(), what, address),
        None => by_nobody(nobody(entry.means), what, address),
    }
}

fn marked(mark: AnyView, sentence: AnyView, detail: Option<AnyView>) -> AnyView {
    view! {
        <div class="person">
            {mark} <div class="person-text">
                <span class="audit-what">{sentence}</span>
                {detail}
            </div>
        </div>
    }
    .into_any()
}

fn symbol(icon: Glyph) -> AnyView {
    view! {
        <span class="person-mark" aria-hidden="true">
            <Icon glyph=icon />
        </span>
    }
    .into_any()
}

/// By the server, or whoever had a link; the name is a link to only what it did.
fn by_nobody(actor: AuditActor, what: AnyView, address: AuditAddress) -> AnyView {
    let (icon, key) = match actor {
        AuditActor::Server => (glyph::SYSTEM, audit_log::BY_SERVER),
        _ => (glyph::LINK, audit_log::SOMEBODY_BY_LINK),
    };
    let href = Signal::derive(move || address.path(|view| view.actor = Some(actor)));
    let sentence = view! {
        <a class="audit-link audit-subject" href=href>
            {t(key)}
        </a>
        " "
        {what}
    };
    marked(symbol(icon), sentence.into_any(), None)
}

/// By a person, or by a script with a key; the name is a link to only what they did.
fn by_actor(actor: LoggedActor, what: AnyView, address: AuditAddress) -> AnyView {
    let (only, standing, picture) = (actor.as_filter(), standing_key(&actor), picture(&actor));
    let is_key = matches!(actor, LoggedActor::ApiKey { .. });
    let name = tx(move |texts| logged_name(texts, &actor));
    let title = tx(move |texts| audit_log::only_by(texts, &name.get()));
    let href = Signal::derive(move || address.path(|view| view.actor = Some(only)));
    let mark =
        if is_key { symbol(glyph::KEY) } else { view! { <Avatar name=name picture=picture /> }.into_any() };
    let detail = standing.map(|key| view! { <span class="person-detail">{t(key)}</span> }.into_any());
    let sentence = view! {
        <a class="audit-link audit-subject" href=href title=title>
            <bdi>{name}</bdi>
        </a>
        " "
        {what}
    };
    marked(mark, sentence.into_any(), detail)
}

/// What was done, to go on after who did it; the subject in it is a link to only what is about it.
fn what(entry: &Arc<AuditEntry>, address: AuditAddress) -> AnyView {
    let (entry, language) = (Arc::clone(entry), use_language());
    (move || {
        let (text, name) = language
            .texts()
            .with(|texts| (sentence(texts, &entry.action, PLACE), subject_name(texts, &entry)));
        let text = if happens(&entry.action) { text } else { uncapitalized(&text) };
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

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::audit_log::AUDIT_ACTIONS;
    use serde_json::json;

    /// A line about something without a name.
    fn about(action: &str, subject: &str) -> AuditEntry {
        serde_json::from_value(json!({
            "id": "0190f1f5-2c3e-7000-8000-000000000001", "created_at": "2026-01-01T00:00:00Z", "actor": null,
            "action": action, "subject": subject, "subject_name": null, "changes": [], "means": "server",
            "address": null, "request_id": null,
        }))
        .unwrap()
    }

    #[test]
    fn nobody_is_called_by_an_id_and_no_thing_is_called_somebody() {
        let english = Texts::english();
        let people = ["members", "rules", "invitations", "join_requests"];
        for action in AUDIT_ACTIONS {
            let feature = action.name.split('.').next().unwrap();
            let called = if people.contains(&feature) { "someone" } else { "7f" };
            assert_eq!(subject_name(&english, &about(action.name, "7f")), called, "{}", action.name);
        }
        assert_eq!(subject_name(&english, &about("robots.start", "7f")), "7f", "of a newer server");
    }
}
