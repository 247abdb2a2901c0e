//! The search for who did something.

use crate::{
    api::{Query, Remote},
    kit::{TYPING_PAUSE, debounced},
    language::{count, t},
    routes::AuditAddress,
    ui::{Avatar, Field, FieldKind},
};
use hq_contract::{
    OrganizationId, UserId,
    members::{ListMembers, Member, MemberOrder},
};
use hq_text::audit_log;
use leptos::{ev::KeyboardEvent, prelude::*};

/// How many people are offered; who is not among them is found by more letters.
const MOST: usize = 8;

/// The chosen person and their name.
pub type ChosenPerson = RwSignal<Option<(UserId, String)>>;

/// The field, and under it who was found, while something is typed. Enter takes the first, Escape none.
pub fn person_search(
    org: OrganizationId,
    address: AuditAddress,
    name: ChosenPerson,
    focus: RwSignal<()>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = search(org, typed);
    let choose = Callback::new(move |member: Member| {
        name.set(Some((member.id, member.full_name.to_string())));
        address.change(|view| view.actor = Some(member.id));
        typed.set(String::new());
        focus.notify();
    });
    let first = move |()| {
        let first = found.with_untracked(|remote| remote.ready()?.value.items.first().cloned());
        let searched = typed.with_untracked(|typed| !typed.trim().is_empty());
        if let (Some(member), true) = (first, searched) {
            choose.run(member);
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            typed.set(String::new());
            focus.notify();
        }
    };
    view! {
        <div class="audit-person" on:keydown=escape>
            <Field
                label=t(audit_log::PERSON)
                value=typed
                kind=FieldKind::Search
                name="person"
                placeholder=t(audit_log::PERSON_HINT)
                on_enter=Some(Callback::new(first))
                focus=focus
            />
            {people(typed, found, choose)}
        </div>
    }
    .into_any()
}

/// Who is called so, after a pause.
fn search(org: OrganizationId, typed: RwSignal<String>) -> Query<hq_contract::Page<Member>> {
    let debounced_text = debounced(typed, TYPING_PAUSE);
    Query::new(move || {
        let q = Some(debounced_text.get()).filter(|q| !q.is_empty());
        let sort = MemberOrder::default();
        q.is_some().then_some(ListMembers { org, q, role: None, mfa: None, sort, page_token: None })
    })
}

fn people(
    typed: RwSignal<String>,
    found: Query<hq_contract::Page<Member>>,
    choose: Callback<Member>,
) -> AnyView {
    let searched = Memo::new(move |_| typed.with(|typed| !typed.trim().is_empty()));
    let total = move || found.with(|remote| remote.ready().map(|answer| answer.value.total));
    let counted = count(audit_log::people_found, move || total().unwrap_or(0));
    let (nobody, failed) = (t(audit_log::NOBODY), t(audit_log::PEOPLE_FAILED));
    let status = move || match (searched.get(), total()) {
        (false, _) => String::new(),
        (true, Some(0)) => nobody.get(),
        (true, Some(_)) => counted.get(),
        (true, None) if found.with(|remote| matches!(remote, Remote::Failed(_))) => failed.get(),
        (true, None) => String::new(),
    };
    let list = move || {
        let members = found.with(|remote| {
            let items = remote.ready().map(|answer| answer.value.items.iter().take(MOST).cloned());
            items.into_iter().flatten().collect::<Vec<_>>()
        });
        (searched.get() && !members.is_empty()).then(|| {
            let members = members.into_iter().map(|member| person(member, choose)).collect::<Vec<_>>();
            view! {
                <ul class="audit-people-list" aria-label=t(audit_log::PEOPLE)>
                    {members}
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

fn person(member: Member, choose: Callback<Member>) -> AnyView {
    let name = member.full_name.to_string();
    let address = member.email.as_ref().map(ToString::to_string);
    view! {
        <li>
            <button type="button" class="menu-item" on:click=move |_| choose.run(member.clone())>
                <Avatar name=name.clone() />
                <span class="person-text">
                    <span class="person-name">
                        <bdi>{name}</bdi>
                    </span>
                    <span class="person-detail">
                        <bdi>{address}</bdi>
                    </span>
                </span>
            </button>
        </li>
    }
    .into_any()
}
