//! The search for who did something.

use super::people::{logged_name, picture, standing_key};
use crate::{
    api::{Query, Remote},
    kit::{TYPING_PAUSE, debounced},
    language::{count, fold, t, use_language},
    routes::AuditAddress,
    ui::{Avatar, Field, FieldKind},
};
use hq_contract::{
    OrganizationId, Page,
    audit_log::{AuditActor, AuditMeans, ListAuditApiKeys, ListAuditPeople, LoggedActor},
};
use hq_text::{Texts, audit_log};
use leptos::{ev::KeyboardEvent, prelude::*};

/// How many people are offered; who is not among them is found by more letters.
const MOST: usize = 8;

/// Who was chosen.
pub type ChosenActor = RwSignal<Option<LoggedActor>>;

/// Who was found.
#[derive(Clone, PartialEq)]
enum Found {
    Actor(LoggedActor),
    Nobody(AuditActor),
}

/// The field, and under it who was found, while something is typed. Enter takes the first, Escape none.
pub fn person_search(
    org: OrganizationId,
    address: AuditAddress,
    name: ChosenActor,
    focus: RwSignal<()>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let (people, keys) = (search(org, typed), search_keys(org, typed));
    let found = found(typed, people, keys);
    let choose = Callback::new(move |found: Found| {
        let actor = match found {
            Found::Nobody(actor) => actor,
            Found::Actor(actor) => {
                let only = actor.as_filter();
                name.set(Some(actor));
                only
            }
        };
        address.change(|view| view.actor = Some(actor));
        typed.set(String::new());
        focus.notify();
    });
    let first = move |()| {
        let first = found.with_untracked(|found| found.iter().flatten().next().cloned());
        if let Some(first) = first {
            choose.run(first);
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            typed.set(String::new());
            focus.notify();
        }
    };
    view! {
        <div class="audit-person toolbar-search" on:keydown=escape>
            <Field
                label=t(audit_log::PERSON)
                value=typed
                kind=FieldKind::Search
                name="person"
                placeholder=t(audit_log::PERSON_HINT)
                on_enter=Some(Callback::new(first))
                focus=focus
            />
            {results(people, found, choose)}
        </div>
    }
    .into_any()
}

/// Whoever did something and is called so, after a pause. Deleted accounts are called as they are shown here.
fn search(org: OrganizationId, typed: RwSignal<String>) -> Query<Page<LoggedActor>> {
    let (language, debounced_text) = (use_language(), debounced(typed, TYPING_PAUSE));
    Query::new(move || {
        let q = Some(debounced_text.get()).filter(|typed| !typed.is_empty())?;
        let deleted_name = language.texts().with(|texts| audit_log::deleted_account(texts, ""));
        let deleted_name = Some(deleted_name.trim_end().to_owned());
        Some(ListAuditPeople { org, q: Some(q), deleted_name, id: None, page_token: None })
    })
}

/// The API keys that did something, once something is typed: they are few.
fn search_keys(org: OrganizationId, typed: RwSignal<String>) -> Query<Page<LoggedActor>> {
    let wanted = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_default() || typed.with(|typed| !typed.is_empty())
    });
    Query::new(move || wanted.get().then_some(ListAuditApiKeys { org }))
}

/// Who is offered; nothing while it is not known, or nothing is typed.
fn found(
    typed: RwSignal<String>,
    people: Query<Page<LoggedActor>>,
    keys: Query<Page<LoggedActor>>,
) -> Memo<Option<Vec<Found>>> {
    let language = use_language();
    Memo::new(move |_| {
        let typed = typed.with(|typed| fold(typed));
        if typed.as_str().is_empty() {
            return None;
        }
        let people = people.with(|remote| {
            let items = remote.ready().map(|answer| answer.value.items.iter().take(MOST).cloned())?;
            Some(items.map(Found::Actor).collect::<Vec<_>>())
        })?;
        let nobody = [AuditActor::Server, AuditActor::Link].into_iter().filter(|actor| {
            language.texts().with(|texts| fold(&nobody_name(texts, *actor)).contains(&typed))
        });
        let keys = keys.with(|remote| {
            let items = remote.ready().into_iter().flat_map(|answer| &answer.value.items);
            let is_called = |key: &&LoggedActor| fold(key.name()).contains(&typed);
            items.filter(is_called).take(MOST).cloned().map(Found::Actor).collect::<Vec<_>>()
        });
        Some(people.into_iter().chain(keys).chain(nobody.map(Found::Nobody)).collect())
    })
}

/// Who did something that nobody signed in has done.
pub fn nobody(means: AuditMeans) -> AuditActor {
    if means == AuditMeans::Server { AuditActor::Server } else { AuditActor::Link }
}

/// What the server is called, or who had a link.
pub fn nobody_name(texts: &Texts, actor: AuditActor) -> String {
    let key = if actor == AuditActor::Server { audit_log::BY_SERVER } else { audit_log::BY_LINK };
    texts.get(key).into_owned()
}

fn results(
    people: Query<Page<LoggedActor>>,
    found: Memo<Option<Vec<Found>>>,
    choose: Callback<Found>,
) -> AnyView {
    let total = move || people.with(|remote| remote.ready().map_or(0, |answer| answer.value.total));
    let counted = count(audit_log::people_found, total);
    let (nobody, failed) = (t(audit_log::NOBODY), t(audit_log::PEOPLE_FAILED));
    let status = move || match found.with(|found| found.as_ref().map(Vec::is_empty)) {
        Some(true) => nobody.get(),
        Some(false) if total() > 0 => counted.get(),
        None if people.with(|remote| matches!(remote, Remote::Failed(_))) => failed.get(),
        Some(false) | None => String::new(),
    };
    let list = move || {
        found.get().filter(|found| !found.is_empty()).map(|found| {
            let rows = found.into_iter().map(|found| row(found, choose)).collect::<Vec<_>>();
            view! {
                <ul class="audit-people-list" aria-label=t(audit_log::PEOPLE)>
                    {rows}
                </ul>
            }
        })
    };
    // The field keeps the focus while one of the people is pressed, or the list would close before.
    view! {
        <div class="audit-people" on:mousedown=move |event| event.prevent_default()>
            <p class="audit-people-status" role="status">
                {status}
            </p>
            {list}
        </div>
    }
    .into_any()
}

fn row(found: Found, choose: Callback<Found>) -> AnyView {
    let (name, details): (String, Vec<String>) =
        use_language().texts().with_untracked(|texts| match &found {
            Found::Nobody(actor) => (nobody_name(texts, *actor), Vec::new()),
            Found::Actor(actor) => {
                let address = match actor {
                    LoggedActor::Person { email, .. } => email.as_ref().map(ToString::to_string),
                    LoggedActor::ApiKey { .. } => None,
                };
                let standing = standing_key(actor).map(|key| texts.get(key).into_owned());
                (logged_name(texts, actor), address.into_iter().chain(standing).collect())
            }
        });
    let picture = match &found {
        Found::Actor(actor) => picture(actor),
        Found::Nobody(_) => Signal::default(),
    };
    view! {
        <li>
            <button type="button" class="menu-item" on:click=move |_| choose.run(found.clone())>
                <Avatar name=name.clone() picture=picture />
                <span class="person-text">
                    <span class="person-name">
                        <bdi>{name}</bdi>
                    </span>
                    " "
                    <span class="person-detail">
                        <bdi>{details.join(" · ")}</bdi>
                    </span>
                </span>
            </button>
        </li>
    }
    .into_any()
}
