//! The members.

use super::{
    bulk::{Bulk, bulk_dialogs},
    dialogs::member_dialogs,
    permissions::MemberPermissions,
    row::MemberActions,
    selection::Selection,
    selection_bar::SelectionBar,
    table::table,
    target::Target,
    toolbar::Toolbar,
    transfer::Transfer,
};
use crate::{
    api::{List, Remote},
    browser::page,
    kit::{AsyncView, ListStatus, items_before, last_page},
    language::{count, t},
    routes::{MembersAddress, MembersView, use_members_address},
    ui::{LinkButton, NoMatch, Shape, Skeleton},
};
use hq_contract::{
    OrganizationId,
    members::{ListMembers, Member},
};
use hq_text::members;
use leptos::prelude::*;

/// The members that the address asks for; by their authentication only for those who may know it.
#[must_use]
pub fn use_members(org: OrganizationId, may_read: Signal<bool>) -> List<Member> {
    let address = use_members_address();
    let view = address.view();
    let list = List::new(move |page_token| {
        let may_read = may_read.get();
        view.with(|view| {
            let q = Some(view.q.clone()).filter(|q| !q.is_empty());
            let mfa = view.mfa.filter(|_| may_read);
            let offset = items_before(view.page);
            Some(ListMembers { org, q, role: view.role, mfa, sort: view.sort, page_token, offset })
        })
    });
    // Who was on the last page may have left.
    let behind = Memo::new(move |_| {
        list.with(|remote| match remote {
            Remote::Ready(page) if page.value.items.is_empty() => Some(page.value.total),
            _ => None,
        })
    });
    Effect::new(move |_| {
        if let Some(total) = behind.get().filter(|total| *total > 0)
            && view.with_untracked(|view| view.page > last_page(total))
        {
            address.change(|view| view.page = last_page(total));
        }
    });
    list
}

/// The table, what stands above it, and what is done to its members.
#[component]
pub fn MemberList(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    may: MemberPermissions,
    list: List<Member>,
) -> AnyView {
    let address = use_members_address();
    let selection = Selection::new();
    let actions = MemberActions {
        may,
        selection,
        role: Target::of_list(org, list, selection),
        remove: Target::of_list(org, list, selection),
        leave: RwSignal::new(false),
        transfer: Transfer::new(),
    };
    let found = count(members::found, move || list.total());
    view! {
        <section class="members-part" aria-label=t(members::TITLE)>
            <Toolbar may=may list=list />
            <AsyncView
                data=list
                is_empty=move || list.is_empty()
                loading=skeleton
                empty=move || none(address)
            >
                {table(address, list, actions)}
            </AsyncView>
            <ListStatus list=list text=found />
            {several(org, list, actions)}
        </section>
        {member_dialogs(org, organization, actions, list)
            .when_open(actions.any_open(), Signal::stored(false))}
    }
    .into_any()
}

/// What is done to several at once.
fn several(org: OrganizationId, list: List<Member>, actions: MemberActions) -> AnyView {
    let (selection, bulk) = (actions.selection, Bulk::new());
    let clear = move |()| {
        selection.clear();
        // The button that had the focus has gone.
        page::focus("#members-total");
    };
    view! {
        <SelectionBar selection=selection may_manage=actions.may.manage bulk=bulk on_clear=clear />
        {bulk_dialogs(org, selection, bulk, list, actions.may.invite)
            .when_open(bulk.any_open(), Signal::stored(false))}
    }
    .into_any()
}

fn skeleton() -> AnyView {
    view! { <Skeleton shape=Shape::Table /> }.into_any()
}

/// Nobody fits what is looked for.
fn none(address: MembersAddress) -> AnyView {
    let clear =
        move || address.path(|view| *view = MembersView { invite: view.invite, ..MembersView::default() });
    view! {
        <NoMatch text=t(members::NONE_FOUND)>
            <LinkButton label=t(members::CLEAR) href=Signal::derive(clear) />
        </NoMatch>
    }
    .into_any()
}
