//! The invitations that wait, have expired or were declined.

use super::{
    invite_row::{MayInvite, row},
    invite_take_back::{Lists, TakeBack, TakeBackDialog},
};
use crate::{
    api::List,
    kit::{AsyncView, ListStatus, search_in, show_more},
    language::{count, t},
    routes::MembersAddress,
    ui::{Button, Column, Drawing, Empty, Field, FieldKind, Kind, NoMatch, Shape, Skeleton, Table, glyph},
};
use hq_contract::{
    OrganizationId,
    invitations::{Invitation, ListInvitations},
};
use hq_text::{invite, members};
use leptos::prelude::*;

/// The invitations, of which the addresses contain `q`; none are asked for by those who may not see them.
#[must_use]
pub fn use_invitations(org: OrganizationId, may_invite: Signal<bool>, q: Memo<String>) -> List<Invitation> {
    List::new(move |page_token| {
        let q = q.with(|q| Some(q.clone()).filter(|q| !q.is_empty()));
        may_invite.get().then_some(ListInvitations { org, q, page_token })
    })
}

/// The table, and what is done to its invitations.
#[component]
pub fn PendingInvitations(
    org: OrganizationId,
    may: MayInvite,
    list: List<Invitation>,
    address: MembersAddress,
) -> AnyView {
    let view = address.view();
    let take_back = TakeBack::new(org, Lists::new(list));
    let label = t(invite::SEARCH);
    let searched = Memo::new(move |_| view.with(|view| !view.q.is_empty()));
    view! {
        <section class="members-part" aria-label=t(invite::PENDING)>
            <div class="toolbar" role="search">
                <Field
                    label=label
                    placeholder=label
                    value=search_in(address, |view| &view.q, |view, q| view.q = q)
                    kind=FieldKind::Search
                    name="q"
                />
            </div>
            <AsyncView
                data=list
                is_empty=move || list.is_empty()
                loading=|| view! { <Skeleton shape=Shape::Table /> }
                empty=move || none(searched.get(), may, address)
            >
                {table(org, may, list, take_back)}
            </AsyncView>
            <ListStatus list=list text=count(invite::found, move || list.total()) />
        </section>
        <TakeBackDialog take_back=take_back />
    }
    .into_any()
}

/// Nobody fits what is looked for, or nobody waits.
fn none(searched: bool, may: MayInvite, address: MembersAddress) -> AnyView {
    if searched {
        return view! { <NoMatch text=t(invite::NONE_FOUND) /> }.into_any();
    }
    let button = move || {
        may.users.get().then(|| {
            view! {
                <Button
                    label=t(members::INVITE)
                    kind=Kind::Primary
                    icon=glyph::INVITE
                    on_click=move |()| address.invite()
                />
            }
        })
    };
    view! {
        <Empty drawing=Drawing::Mail title=t(invite::NONE_PENDING) text=t(members::ALONE_TEXT)>
            {button()}
        </Empty>
    }
    .into_any()
}

fn table(org: OrganizationId, may: MayInvite, list: List<Invitation>, take_back: TakeBack) -> AnyView {
    let items = list.items();
    let columns = vec![
        Column::plain(t(invite::ADDRESS)),
        Column::plain(t(members::ROLE)),
        Column::plain(t(invite::MAIL)),
        Column::plain(t(members::STATUS)),
        Column { quiet: true, ..Column::plain(t(members::ACTIONS)) },
    ];
    view! {
        <Table label=t(invite::PENDING) columns=columns busy=list.fetching()>
            <For
                each=move || items.get()
                key=|invitation| invitation.id
                children=move |invitation| {
                    let id = invitation.id;
                    row(org, may, list.item(invitation, move |item| item.id == id), take_back)
                }
            />
        </Table>
        {show_more(list, members::MORE, members::shown)}
    }
    .into_any()
}
