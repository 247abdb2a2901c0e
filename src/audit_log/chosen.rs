//! Whom and what the log is filtered by, and the ways to see more again.

use super::person::ChosenPerson;
use crate::{
    api::{List, Query, Remote},
    language::{t, tx},
    routes::{AuditAddress, AuditFilters},
    ui::{Button, Icon, Kind, Size, glyph},
};
use hq_contract::{OrganizationId, UserId, audit_log::AuditEntry, members::GetMember};
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
    let person = person_name(org, actor, list, name);
    let about = subject_name(subject, list);
    let change = move |change: fn(&mut AuditFilters)| {
        Callback::new(move |()| {
            address.change(change);
            // The button goes with what it took away.
            focus.notify();
        })
    };
    (move || {
        let by = actor.get().is_some().then(|| {
            let words = tx(move |texts| audit_log::by_person(texts, &person.get()));
            chip(words, audit_log::NO_LONGER_BY, change(|view| view.actor = None))
        });
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

/// What the person is called: as when they were chosen, as a line says, or as the server knows them as a member.
fn person_name(
    org: OrganizationId,
    actor: Memo<Option<UserId>>,
    list: List<AuditEntry>,
    name: ChosenPerson,
) -> Memo<String> {
    let items = list.items();
    let known = Memo::new(move |_| {
        let actor = actor.get()?;
        let chosen = name.get().filter(|(id, _)| *id == actor).map(|(_, name)| name);
        chosen.or_else(|| {
            items.with(|items| {
                let people = items.iter().filter_map(|entry| entry.actor.as_ref());
                people
                    .into_iter()
                    .find(|person| person.id == actor)
                    .map(|person| person.full_name.to_string())
            })
        })
    });
    let list_loaded = Memo::new(move |_| list.with(|remote| *remote != Remote::Loading));
    let member = Query::new(move || {
        let user = actor.get().filter(|_| list_loaded.get() && known.with(Option::is_none))?;
        Some(GetMember { org, user })
    });
    Memo::new(move |_| {
        let asked = || member.with(|remote| Some(remote.ready()?.value.full_name.to_string()));
        let id = || actor.get().map(|actor| actor.to_string()).unwrap_or_default();
        known.get().or_else(asked).unwrap_or_else(id)
    })
}

/// What the subject is called: as a line says, else its id.
fn subject_name(subject: Memo<String>, list: List<AuditEntry>) -> Memo<String> {
    let items = list.items();
    Memo::new(move |_| {
        subject.with(|subject| {
            let name = items
                .with(|items| items.iter().find(|entry| entry.subject == *subject)?.subject_name.clone());
            name.unwrap_or_else(|| subject.clone())
        })
    })
}
