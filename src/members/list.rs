//! The members.

use super::{
    leave::LeaveDialog,
    remove::RemoveDialog,
    role::RoleDialog,
    row::{Acting, row},
    target::Target,
};
use crate::{
    api::{List, Remote},
    language::{count, error_text, said, t, tx, use_language},
    routes::{MemberStatus, MembersAddress, MembersView, use_members_address},
    ui::{Button, Column, Face, FormError, LinkButton, Loaded, Shape, Skeleton, Sort, Table},
};
use hq_contract::{
    OrganizationId,
    members::{ListMembers, Member, MemberOrder},
};
use hq_text::{Key, common, members};
use leptos::prelude::*;

/// The members that the address asks for.
#[must_use]
pub fn use_members(org: OrganizationId) -> List<Member> {
    let view = use_members_address().view();
    List::new(move |page_token| {
        view.with(|view| {
            let q = Some(view.q.clone()).filter(|q| !q.is_empty());
            Some(ListMembers { org, q, role: view.role, mfa: None, sort: view.sort, page_token })
        })
    })
}

/// The table, and what is done to its members. It waits with its skeleton until what stands above it is `settled`, so
/// that nothing moves under a pointer.
#[component]
pub fn MemberList(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    #[prop(into)] may_manage: Signal<bool>,
    #[prop(into)] settled: Signal<bool>,
    list: List<Member>,
) -> AnyView {
    let (language, address) = (use_language(), use_members_address());
    let view = address.view();
    let acting = Acting {
        may_manage,
        role: Target::new(org, list),
        remove: Target::new(org, list),
        leave: RwSignal::new(false),
    };
    let face = move || {
        list.with(|remote| match remote {
            Remote::Failed(error) => Face::Failed(error_text(language, error)),
            Remote::Ready(answer) if settled.get() && answer.value.items.is_empty() => Face::Empty,
            Remote::Ready(_) if settled.get() => Face::Full,
            Remote::Loading | Remote::Ready(_) => Face::Loading,
        })
    };
    let (plain, counted) = (t(members::TITLE), count(members::count, move || list.total()));
    let hidden = move || may_manage.get() && view.with(|view| view.status == Some(MemberStatus::Invited));
    view! {
        <section class="members-part" aria-labelledby="members-active" hidden=hidden>
            <h2 class="members-title" id="members-active">
                {move || if list.total() == 0 { plain.get() } else { counted.get() }}
            </h2>
            <Loaded
                face=Signal::derive(face)
                retry_label=t(common::TRY_AGAIN)
                on_retry=move |()| list.retry()
                loading=skeleton
                empty=move || none(address)
            >
                {table(address, list, acting)}
            </Loaded>
            <p class="visually-hidden" role="status">
                {found(view, list)}
            </p>
        </section>
        <RoleDialog org=org target=acting.role />
        <RemoveDialog org=org organization=organization target=acting.remove />
        <LeaveDialog org=org organization=organization open=acting.leave />
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

fn table(address: MembersAddress, list: List<Member>, acting: Acting) -> AnyView {
    let items = list.items();
    let columns = move || {
        let mut columns =
            vec![by(address, members::NAME, MemberOrder::Name), Column::plain(t(members::ROLE))];
        if acting.may_manage.get() {
            columns.push(by(address, members::LAST_ACTIVE, MemberOrder::LastActive));
            columns.push(Column::plain(t(members::STATUS)));
        }
        columns.push(Column { quiet: true, ..Column::plain(t(members::ACTIONS)) });
        columns
    };
    let rows = move || {
        view! {
            <For
                each=move || items.get()
                key=|member| member.id
                children=move |member| {
                    let id = member.id;
                    row(list.item(member, move |item| item.id == id), acting)
                }
            />
        }
    };
    view! {
        {move || {
            view! {
                <Table label=t(members::TITLE) columns=columns() busy=list.fetching()>
                    {rows()}
                </Table>
            }
        }}
        {more(list)}
    }
    .into_any()
}

fn by(address: MembersAddress, label: Key, order: MemberOrder) -> Column {
    let view = address.view();
    let sort = Sort {
        active: Signal::derive(move || view.with(|view| view.sort == order)),
        descending: order != MemberOrder::Name,
        on_sort: Callback::new(move |()| address.change(|view| view.sort = order)),
    };
    Column { sort: Some(sort), ..Column::plain(t(label)) }
}

/// The way to those that are not loaded yet.
fn more(list: List<Member>) -> AnyView {
    let more = Memo::new(move |_| list.has_more());
    let (failed, items) = (list.growing_failed(), list.items());
    let shown =
        tx(move |texts| members::shown(texts, &items.with(Vec::len).to_string(), &list.total().to_string()));
    let body = move || {
        more.get().then(|| {
            view! {
                <div class="members-more">
                    <Button label=t(members::MORE) busy=list.growing() on_click=move |()| list.grow() />
                    <span>{shown}</span>
                </div>
            }
        })
    };
    view! {
        <FormError message=said(move || failed.get()) />
        {body}
    }
    .into_any()
}
