//! Whom and what the log is filtered by, and the ways to see more again.

use super::{
    people::logged_name,
    person::{ChosenActor, nobody_name},
    row::subject_name,
};
use crate::{
    api::{List, Query, Remote},
    language::{t, tx},
    routes::{AuditAddress, AuditFilters},
    ui::{Button, Icon, Kind, Size, glyph},
};
use hq_contract::{
    OrganizationId, Page,
    audit_log::{AuditActor, AuditEntry, ListAuditApiKeys, ListAuditPeople, LoggedActor},
};
use hq_text::{Key, audit_log};
use leptos::prelude::*;

/// The person and the subject as chips, and the button that clears all filters; nothing while there are none.
pub fn chosen(
    org: OrganizationId,
    address: AuditAddress,
    list: List<AuditEntry>,
    name: ChosenActor,
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
    name: ChosenActor,
) -> Signal<String> {
    let items = list.items();
    let known = Memo::new(move |_| {
        let only = actor.get()?;
        let is_it = |actor: &LoggedActor| actor.as_filter() == only;
        name.get().filter(is_it).or_else(|| {
            items.with(|items| {
                let mut actors = items.iter().filter_map(|entry| entry.actor.as_ref());
                actors.find(|actor| is_it(actor)).cloned()
            })
        })
    });
    let list_loaded = Memo::new(move |_| list.with(|remote| *remote != Remote::Loading));
    let unknown =
        Memo::new(move |_| actor.get().filter(|_| list_loaded.get() && known.with(Option::is_none)));
    let people = Query::new(move || match unknown.get()? {
        AuditActor::Person(id) => {
            Some(ListAuditPeople { org, q: None, deleted_name: None, id: Some(id), page_token: None })
        }
        _ => None,
    });
    let keys = Query::new(move || {
        matches!(unknown.get(), Some(AuditActor::ApiKey(_))).then_some(ListAuditApiKeys { org })
    });
    let asked = move |query: Query<Page<LoggedActor>>| {
        let only = actor.get()?;
        query.with(|remote| {
            let mut items = remote.ready()?.value.items.iter();
            items.find(|actor| actor.as_filter() == only).cloned()
        })
    };
    tx(move |texts| {
        let found = known.get().or_else(|| asked(people)).or_else(|| asked(keys));
        let called = |id: String| found.as_ref().map_or(id, |found| logged_name(texts, found));
        match actor.get() {
            Some(AuditActor::Person(id)) => audit_log::by_person(texts, &called(id.to_string())),
            Some(AuditActor::ApiKey(id)) => called(id.to_string()),
            Some(actor) => nobody_name(texts, actor),
            None => String::new(),
        }
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
