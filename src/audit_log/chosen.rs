//! Whom and what the log is filtered by, and the ways to see more again.

use super::{
    people::{key_name, person_name},
    person::{ChosenPerson, nobody_name},
    row::subject_name,
};
use crate::{
    api::{List, Query, Remote},
    language::{t, tx},
    routes::{AuditAddress, AuditFilters},
    ui::{Button, Icon, Kind, Size, glyph},
};
use hq_contract::{
    OrganizationId,
    audit_log::{AuditActor, AuditApiKey, AuditEntry, ListAuditApiKeys, ListAuditPeople},
};
use hq_text::{Key, audit_log};
use leptos::prelude::*;

/// The person and the subject as chips, and the button that clears all filters; nothing while there are none.
pub fn chosen(
    org: OrganizationId,
    address: AuditAddress,
    list: List<AuditEntry>,
    name: ChosenPerson,
    focus: RwSignal<()>,
) -> AnyView {
    let view = address.view();
    let actor = Memo::new(move |_| view.with(|view| view.actor));
    let subject = Memo::new(move |_| view.with(|view| view.subject.clone()));
    let filtered = Memo::new(move |_| view.with(|view| *view != AuditFilters::default()));
    let by = done_by(org, actor, list, name);
    let about = named_subject(subject, list);
    let change = move |change: fn(&mut AuditFilters)| {
        Callback::new(move |()| {
            address.change(change);
            // The button goes with what it took away.
            focus.notify();
        })
    };
    (move || {
        let by = actor
            .get()
            .is_some()
            .then(|| chip(by, audit_log::NO_LONGER_BY, change(|view| view.actor = None)));
        let about = (!subject.with(String::is_empty)).then(|| {
            let words = tx(move |texts| audit_log::about(texts, &about.get()));
            chip(words, audit_log::NO_LONGER_ABOUT, change(|view| view.subject.clear()))
        });
        let list = (by.is_some() || about.is_some()).then(|| {
            view! {
                <ul class="audit-chips" aria-label=t(audit_log::FILTERS)>
                    {by}
                    {about}
                </ul>
            }
        });
        filtered.get().then(|| {
            view! {
                <div class="audit-chosen">
                    {list}
                    <Button
                        label=t(audit_log::CLEAR)
                        kind=Kind::Quiet
                        size=Size::Small
                        on_click=change(|view| *view = AuditFilters::default())
                    />
                </div>
            }
        })
    })
    .into_any()
}

fn chip(words: Signal<String>, remove: Key, on_remove: Callback<()>) -> AnyView {
    let label = t(remove);
    view! {
        <li class="chip">
            <span class="audit-chip-text">{words}</span>
            <button
                type="button"
                class="chip-remove"
                aria-label=label
                title=label
                on:click=move |_| on_remove.run(())
            >
                <Icon glyph=glyph::CLOSE />
            </button>
        </li>
    }
    .into_any()
}

/// By whom: as when they were chosen, as a line says, or as the server knows them.
fn done_by(
    org: OrganizationId,
    actor: Memo<Option<AuditActor>>,
    list: List<AuditEntry>,
    name: ChosenPerson,
) -> Signal<String> {
    let items = list.items();
    let id = Memo::new(move |_| match actor.get() {
        Some(AuditActor::Person(id)) => Some(id),
        _ => None,
    });
    let known = Memo::new(move |_| {
        let id = id.get()?;
        let chosen = name.get().filter(|person| person.id == id);
        chosen.or_else(|| {
            items.with(|items| {
                let mut people = items.iter().filter_map(|entry| entry.actor.as_ref());
                people.find(|person| person.id == id).cloned()
            })
        })
    });
    let list_loaded = Memo::new(move |_| list.with(|remote| *remote != Remote::Loading));
    let key = named_key(org, actor, list, list_loaded);
    let people = Query::new(move || {
        let id = id.get().filter(|_| list_loaded.get() && known.with(Option::is_none))?;
        Some(ListAuditPeople { org, q: None, deleted_name: None, id: Some(id), page_token: None })
    });
    tx(move |texts| {
        let asked = || people.with(|remote| remote.ready()?.value.items.first().cloned());
        match actor.get() {
            Some(AuditActor::Person(id)) => {
                let person = known.get().or_else(asked);
                let name = person.map_or_else(|| id.to_string(), |person| person_name(texts, &person));
                audit_log::by_person(texts, &name)
            }
            Some(AuditActor::ApiKey(id)) => {
                key.with(|key| key.as_ref().map_or_else(|| id.to_string(), |key| key_name(texts, key)))
            }
            Some(actor) => nobody_name(texts, actor),
            None => String::new(),
        }
    })
}

/// The key that did it: as a line says, or as the server knows it.
fn named_key(
    org: OrganizationId,
    actor: Memo<Option<AuditActor>>,
    list: List<AuditEntry>,
    list_loaded: Memo<bool>,
) -> Memo<Option<AuditApiKey>> {
    let items = list.items();
    let id = Memo::new(move |_| match actor.get() {
        Some(AuditActor::ApiKey(id)) => Some(id),
        _ => None,
    });
    let known = Memo::new(move |_| {
        let id = id.get()?;
        items.with(|items| {
            let mut keys = items.iter().filter_map(|entry| entry.api_key.as_ref());
            keys.find(|key| key.id == id).cloned()
        })
    });
    let all = Query::new(move || {
        let asked = id.get().is_some() && list_loaded.get() && known.with(Option::is_none);
        asked.then_some(ListAuditApiKeys { org })
    });
    Memo::new(move |_| {
        let id = id.get()?;
        known.get().or_else(|| {
            all.with(|remote| {
                let answer = remote.ready()?;
                answer.value.items.iter().find(|key| key.id == id).cloned()
            })
        })
    })
}

/// What the subject is called: as a line says, else its id.
fn named_subject(subject: Memo<String>, list: List<AuditEntry>) -> Signal<String> {
    let items = list.items();
    tx(move |texts| {
        subject.with(|subject| {
            items.with(|items| {
                let mut entries = items.iter();
                let entry = entries.find(|entry| entry.subject == *subject && entry.subject_name.is_some());
                entry.map_or_else(|| subject.clone(), |entry| subject_name(texts, entry))
            })
        })
    })
}
