//! Search, filters and order of the members page. The address holds them.

use super::permissions::MemberPermissions;
use crate::{
    kit::{choice_in, choices, search_in},
    language::{role_key, t},
    routes::{MemberStatus, MembersAddress, use_members_address},
    ui::{Field, FieldKind, Select},
};
use hq_contract::{Role, members::MemberOrder};
use hq_text::{member_list, members, mfa};
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
                value=search_in(address, |view| &view.q, |view, q| view.q = q)
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

fn role(address: MembersAddress) -> AnyView {
    let value = choice_in(
        address,
        |view| view.role.map_or("", Role::as_str),
        |view, name| view.role = Role::from_name(name),
    );
    let choices = choices(vec![
        ("", members::ANY_ROLE),
        (Role::Admin.as_str(), role_key(Role::Admin)),
        (Role::User.as_str(), role_key(Role::User)),
    ]);
    view! { <Select label=t(members::ROLE) value=value choices=choices name="role" /> }.into_any()
}

fn status(address: MembersAddress) -> AnyView {
    let value = choice_in(
        address,
        |view| view.status.map_or("", MemberStatus::as_str),
        |view, name| view.status = MemberStatus::from_name(name),
    );
    let choices = choices(vec![
        ("", members::ANY_STATUS),
        (MemberStatus::Active.as_str(), members::ACTIVE),
        (MemberStatus::Invited.as_str(), members::INVITED),
    ]);
    view! { <Select label=t(members::STATUS) value=value choices=choices name="status" /> }.into_any()
}

fn mfa(address: MembersAddress) -> AnyView {
    let value = choice_in(
        address,
        |view| match view.mfa {
            None => "",
            Some(true) => "true",
            Some(false) => "false",
        },
        |view, name| view.mfa = name.parse().ok(),
    );
    let choices = choices(vec![("", member_list::ANY_MFA), ("true", mfa::ON), ("false", mfa::OFF)]);
    view! { <Select label=t(mfa::TITLE) value=value choices=choices name="mfa" /> }.into_any()
}

/// Nobody orders by what they do not see.
fn order(address: MembersAddress, may: MemberPermissions) -> AnyView {
    let value = choice_in(
        address,
        |view| view.sort.as_str(),
        |view, name| view.sort = MemberOrder::from_name(name).unwrap_or_default(),
    );
    let (name, joined) =
        ((MemberOrder::Name.as_str(), members::NAME), (MemberOrder::Joined.as_str(), members::JOINED));
    let active = (MemberOrder::LastActive.as_str(), members::LAST_ACTIVE);
    let (all, some) = (choices(vec![name, active, joined]), choices(vec![name, joined]));
    let choices = Signal::derive(move || if may.read.get() { all.get() } else { some.get() });
    view! { <Select label=t(members::SORT) value=value choices=choices name="sort" /> }.into_any()
}
