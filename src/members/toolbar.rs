//! Search, filters and order of the members, in one line. The address holds them.

use super::permissions::MemberPermissions;
use crate::{
    api::List,
    kit::{choice_in, choices, search_in},
    language::{count, role_key, t},
    routes::{MembersAddress, MembersView, use_members_address},
    ui::{ChipSelect, Field, FieldKind, Kind, LinkButton, Size},
};
use hq_contract::{
    Role,
    members::{Member, MemberOrder},
};
use hq_text::{member_list, members, mfa};
use leptos::prelude::*;

/// The controls, by authentication only for those who read members' details, and how many members fit.
#[component]
pub fn Toolbar(may: MemberPermissions, list: List<Member>) -> AnyView {
    let address = use_members_address();
    let (by_address, by_name) = (t(members::SEARCH), t(members::SEARCH_NAMES));
    let label = Signal::derive(move || if may.read.get() { by_address.get() } else { by_name.get() });
    let mfa = move || may.read.get().then(|| mfa(address));
    let search = |view: &mut MembersView, q| (view.q, view.page) = (q, 0);
    view! {
        <div class="toolbar" role="search">
            <Field
                label=label
                placeholder=label
                value=search_in(address, |view| &view.q, search)
                kind=FieldKind::Search
                name="q"
            />
            {role(address)}
            {mfa}
            {order(address, may)}
            {clear(address)}
            {total(list)}
        </div>
    }
    .into_any()
}

/// How many there are. The focus comes here when what had it has gone.
fn total(list: List<Member>) -> AnyView {
    let counted = count(members::count, move || list.total());
    view! {
        <p class="toolbar-total" id="members-total" tabindex="-1">
            {move || if list.total() == 0 { String::new() } else { counted.get() }}
        </p>
    }
    .into_any()
}

/// Takes search and filters away, where there are some.
fn clear(address: MembersAddress) -> AnyView {
    let view = address.view();
    let any = Memo::new(move |_| view.with(|view| !view.is_everybody()));
    let href = move || address.path(|view| *view = MembersView { sort: view.sort, ..MembersView::default() });
    (move || {
        any.get().then(|| {
            view! {
                <LinkButton
                    label=t(member_list::CLEAR_FILTERS)
                    href=Signal::derive(href)
                    kind=Kind::Quiet
                    size=Size::Small
                />
            }
        })
    })
    .into_any()
}

fn role(address: MembersAddress) -> AnyView {
    let value = choice_in(
        address,
        |view| view.role.map_or("", Role::as_str),
        |view, name| (view.role, view.page) = (Role::from_name(name), 0),
    );
    let choices = choices(vec![
        ("", members::ANY_ROLE),
        (Role::Admin.as_str(), role_key(Role::Admin)),
        (Role::User.as_str(), role_key(Role::User)),
    ]);
    view! { <ChipSelect label=t(members::ROLE) value=value choices=choices name="role" /> }.into_any()
}

fn mfa(address: MembersAddress) -> AnyView {
    let value = choice_in(
        address,
        |view| match view.mfa {
            None => "",
            Some(true) => "true",
            Some(false) => "false",
        },
        |view, name| (view.mfa, view.page) = (name.parse().ok(), 0),
    );
    let choices = choices(vec![
        ("", member_list::ANY_MFA),
        ("true", member_list::WITH_MFA),
        ("false", member_list::WITHOUT_MFA),
    ]);
    view! { <ChipSelect label=t(mfa::TITLE) value=value choices=choices name="mfa" /> }.into_any()
}

/// Nobody orders by what they do not see.
fn order(address: MembersAddress, may: MemberPermissions) -> AnyView {
    let value = choice_in(
        address,
        |view| view.sort.as_str(),
        |view, name| (view.sort, view.page) = (MemberOrder::from_name(name).unwrap_or_default(), 0),
    );
    let name = (MemberOrder::Name.as_str(), member_list::BY_NAME);
    let joined = (MemberOrder::Joined.as_str(), member_list::BY_JOINED);
    let active = (MemberOrder::LastActive.as_str(), member_list::BY_ACTIVE);
    let (all, some) = (choices(vec![name, active, joined]), choices(vec![name, joined]));
    let choices = Signal::derive(move || if may.read.get() { all.get() } else { some.get() });
    view! { <ChipSelect label=t(members::SORT) value=value choices=choices name="sort" plain=true /> }
        .into_any()
}
