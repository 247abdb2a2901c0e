//! The members.

use super::{
    export::export,
    give::GiveDialog,
    leave::LeaveDialog,
    permissions::MemberPermissions,
    remove::RemoveDialog,
    role::RoleDialog,
    row::MemberActions,
    selection::Selection,
    selection_bar::SelectionBar,
    table::table,
    target::Target,
    transfer::{Transfer, TransferDialog},
};
use crate::{
    api::List,
    browser::page,
    kit::AsyncView,
    language::{count, t},
    routes::{MemberStatus, MembersAddress, MembersView, use_members_address},
    ui::{LinkButton, Shape, Skeleton},
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
    let view = use_members_address().view();
    List::new(move |page_token| {
        let may_read = may_read.get();
        view.with(|view| {
            let q = Some(view.q.clone()).filter(|q| !q.is_empty());
            let mfa = view.mfa.filter(|_| may_read);
            Some(ListMembers { org, q, role: view.role, mfa, sort: view.sort, page_token })
        })
    })
}

/// The table, and what is done to its members. The skeleton stays until `show_when`, when what is above it has loaded, so
/// that nothing moves under a pointer.
#[component]
pub fn MemberList(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    may: MemberPermissions,
    #[prop(into)] show_when: Signal<bool>,
    list: List<Member>,
) -> AnyView {
    let address = use_members_address();
    let view = address.view();
    let selection = Selection::new();
    let actions = MemberActions {
        may,
        selection,
        role: Target::new(org, list, selection),
        remove: Target::new(org, list, selection),
        leave: RwSignal::new(false),
        transfer: Transfer::new(),
    };
    let (plain, counted) = (t(members::TITLE), count(members::count, move || list.total()));
    let hidden = move || may.invite.get() && view.with(|view| view.status == Some(MemberStatus::Invited));
    view! {
        <section class="members-part" aria-labelledby="members-active" hidden=hidden>
            <div class="members-line">
                <h2 class="members-title" id="members-active" tabindex="-1">
                    {move || if list.total() == 0 { plain.get() } else { counted.get() }}
                </h2>
                {export(org, may.read, list)}
            </div>
            <AsyncView
                data=list
                show_when=show_when
                is_empty=move || list.is_empty()
                loading=skeleton
                empty=move || none(address)
            >
                {table(address, list, actions)}
            </AsyncView>
            <p class="visually-hidden" role="status">
                {found(view, list)}
            </p>
            {several(org, list, actions)}
        </section>
        <RoleDialog org=org target=actions.role />
        <RemoveDialog org=org organization=organization target=actions.remove may_invite=may.invite />
        <LeaveDialog org=org organization=organization open=actions.leave transfer=actions.transfer />
        <TransferDialog
            org=org
            organization=organization
            transfer=actions.transfer
            list=list
            leave=actions.leave
        />
    }
    .into_any()
}

/// What is done to several at once.
fn several(org: OrganizationId, list: List<Member>, actions: MemberActions) -> AnyView {
    let (selection, giving) = (actions.selection, RwSignal::new(false));
    let clear = move |()| {
        selection.clear();
        // The button that had the focus has gone.
        page::focus("#members-active");
    };
    view! {
        <SelectionBar
            selection=selection
            may_manage=actions.may.manage
            on_give=move |()| giving.set(true)
            on_clear=clear
        />
        <GiveDialog org=org selection=selection open=giving on_given=move |()| list.retry() />
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
        <div class="members-none">
            <p>{t(members::NONE_FOUND)}</p>
            <LinkButton label=t(members::CLEAR) href=Signal::derive(clear) />
        </div>
    }
    .into_any()
}

/// How many were found, for those who do not see the list change.
fn found(view: Memo<MembersView>, list: List<Member>) -> impl Fn() -> String + Send + Sync {
    let text = count(members::found, move || list.total());
    let fetching = list.fetching();
    move || {
        let searched = view.with(|view| !view.q.is_empty());
        if searched && !fetching.get() { text.get() } else { String::new() }
    }
}
