//! Search, filters and order of the members page. The address holds them.

use super::permissions::MemberPermissions;
use crate::{
    kit::{TYPING_PAUSE, watch_debounced},
    language::{role_key, t, use_language},
    routes::{MemberStatus, MembersAddress, MembersView, use_members_address},
    ui::{Choice, Field, FieldKind, Select},
};
use hq_contract::{Role, members::MemberOrder};
use hq_text::{Key, member_list, members, mfa};
use leptos::prelude::*;

/// The controls: by status for those who see who is invited, by authentication for those who read members' details.
#[component]
pub fn Filters(may: MemberPermissions) -> AnyView {
    let address = use_members_address();
    let (by_address, by_name) = (t(members::SEARCH), t(members::SEARCH_NAMES));
    let status = move || may.invite.get().then(|| status(address));
    let mfa = move || may.read.get().then(|| mfa(address));
    view! {
        <div class="members-filters" role="search">
            <Field
                label=move || if may.read.get() { by_address.get() } else { by_name.get() }
                value=search(address)
                kind=FieldKind::Search
                name="q"
            />
            {role(address)}
            {status}
            {mfa}
            {order(address, may)}
        </div>
    }
    .into_any()
}

/// What is looked for: as typed, and after a pause in the address. Going back puts the address's into the field.
fn search(address: MembersAddress) -> RwSignal<String> {
    let view = address.view();
    let named = Memo::new(move |_| view.with(|view| view.q.clone()));
    let typed = RwSignal::new(named.get_untracked());
    let written = StoredValue::new(named.get_untracked());
    Effect::new(move |_| {
        let named = named.get();
        if written.get_value() != named {
            written.set_value(named.clone());
            typed.set(named);
        }
    });
    watch_debounced(
        move || typed.with(|typed| typed.trim().to_owned()),
        TYPING_PAUSE,
        move |q| {
            if written.get_value() != q {
                written.set_value(q.clone());
                address.change(|view| view.q = q);
            }
        },
    );
    typed
}

/// A choice whose name stands in the address, both ways.
fn bound(
    address: MembersAddress,
    read: fn(&MembersView) -> &'static str,
    write: fn(&mut MembersView, &str),
) -> RwSignal<String> {
    let view = address.view();
    let named = Memo::new(move |_| view.with(read));
    let chosen = RwSignal::new(named.get_untracked().to_owned());
    Effect::new(move |_| {
        let named = named.get();
        if chosen.with_untracked(|chosen| chosen != named) {
            chosen.set(named.to_owned());
        }
    });
    Effect::new(move |_| {
        chosen.with(|chosen| {
            if named.get_untracked() != chosen {
                address.change(|view| write(view, chosen));
            }
        });
    });
    chosen
}

fn choices<const N: usize>(choices: [(&'static str, Key); N]) -> Signal<Vec<Choice>> {
    let language = use_language();
    Signal::derive(move || {
        language.texts().with(|texts| {
            choices
                .map(|(value, label)| Choice {
                    value: value.to_owned(),
                    label: texts.get(label).into_owned(),
                })
                .into()
        })
    })
}

fn role(address: MembersAddress) -> AnyView {
    let value = bound(
        address,
        |view| view.role.map_or("", Role::as_str),
        |view, name| view.role = Role::from_name(name),
    );
    let choices = choices([
        ("", members::ANY_ROLE),
        (Role::Admin.as_str(), role_key(Role::Admin)),
        (Role::User.as_str(), role_key(Role::User)),
    ]);
    view! { <Select label=t(members::ROLE) value=value choices=choices name="role" /> }.into_any()
}

fn status(address: MembersAddress) -> AnyView {
    let value = bound(
        address,
        |view| view.status.map_or("", MemberStatus::as_str),
        |view, name| view.status = MemberStatus::from_name(name),
    );
    let choices = choices([
        ("", members::ANY_STATUS),
        (MemberStatus::Active.as_str(), members::ACTIVE),
        (MemberStatus::Invited.as_str(), members::INVITED),
    ]);
    view! { <Select label=t(members::STATUS) value=value choices=choices name="status" /> }.into_any()
}

fn mfa(address: MembersAddress) -> AnyView {
    let value = bound(
        address,
        |view| match view.mfa {
            None => "",
            Some(true) => "true",
            Some(false) => "false",
        },
        |view, name| view.mfa = name.parse().ok(),
    );
    let choices = choices([("", member_list::ANY_MFA), ("true", mfa::ON), ("false", mfa::OFF)]);
    view! { <Select label=t(mfa::TITLE) value=value choices=choices name="mfa" /> }.into_any()
}

/// Nobody orders by what they do not see.
fn order(address: MembersAddress, may: MemberPermissions) -> AnyView {
    let value = bound(
        address,
        |view| view.sort.as_str(),
        |view, name| view.sort = MemberOrder::from_name(name).unwrap_or_default(),
    );
    let (name, joined) =
        ((MemberOrder::Name.as_str(), members::NAME), (MemberOrder::Joined.as_str(), members::JOINED));
    let active = (MemberOrder::LastActive.as_str(), members::LAST_ACTIVE);
    let (all, some) = (choices([name, active, joined]), choices([name, joined]));
    let choices = Signal::derive(move || if may.read.get() { all.get() } else { some.get() });
    view! { <Select label=t(members::SORT) value=value choices=choices name="sort" /> }.into_any()
}
