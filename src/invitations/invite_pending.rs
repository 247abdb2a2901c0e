//! The invitations that wait, have expired or were declined, in the members page.

use super::{
    invite_row::{MayInvite, row},
    invite_take_back::{Lists, TakeBack, TakeBackDialog},
};
use crate::{
    api::{List, Remote},
    language::{error_message, error_text, t, tx, use_language},
    routes::{MemberStatus, MembersView, use_members_address},
    ui::{Banner, Button, Column, FormError, LinkButton, Size, Table, Tone},
};
use hq_contract::{
    OrganizationId,
    invitations::{Invitation, ListInvitations},
};
use hq_text::{common, invite, members};
use leptos::prelude::*;

/// How many stand above the members, who are not to be pushed out of sight; all are behind the filter of the status.
const FEW: usize = 5;

/// The invitations that the address asks for; none are asked for by those who may not see them.
#[must_use]
pub fn use_invitations(org: OrganizationId, may_invite: Signal<bool>) -> List<Invitation> {
    let view = use_members_address().view();
    List::new(move |page_token| {
        let q = view.with(|view| Some(view.q.clone()).filter(|q| !q.is_empty()));
        may_invite.get().then_some(ListInvitations { org, q, page_token })
    })
}

/// Which of those that are loaded are shown.
fn shown(view: &MembersView, mut items: Vec<Invitation>) -> Vec<Invitation> {
    items.retain(|item| view.role.is_none_or(|role| item.role == role));
    if view.status.is_none() && view.q.is_empty() {
        items.truncate(FEW);
    }
    items
}

/// The table, where there are invitations; `on_answered` runs when one turns out to have been answered meanwhile.
#[component]
pub fn PendingInvitations(
    org: OrganizationId,
    may: MayInvite,
    list: List<Invitation>,
    #[prop(into)] on_answered: Callback<()>,
) -> AnyView {
    let view = use_members_address().view();
    let take_back = TakeBack::new(org, Lists::new(list, on_answered));
    let rows = Memo::new(move |_| view.with(|view| shown(view, list.items().get())));
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let wanted =
        Memo::new(move |_| may.users.get() && view.with(|view| view.status != Some(MemberStatus::Active)));
    let only = Memo::new(move |_| view.with(|view| view.status == Some(MemberStatus::Invited)));
    let failed = Memo::new(move |_| list.with(|remote| matches!(remote, Remote::Failed(_))));
    let ready = Memo::new(move |_| list.with(|remote| remote.ready().is_some()));
    let body = move || match (failed.get(), any.get()) {
        (true, _) => Some(failure(list)),
        (_, true) => Some(table(org, may, list, rows, take_back)),
        // Alone on the page, it says that there is nothing.
        (_, false) => (only.get() && ready.get()).then(|| none(view)),
    };
    let part = move || {
        (wanted.get() && (failed.get() || any.get() || only.get())).then(|| {
            view! {
                <section class="members-part" aria-labelledby="members-invited">
                    <h2 class="members-title" id="members-invited">
                        {t(invite::PENDING)}
                        {total(view, list)}
                    </h2>
                    {body}
                </section>
            }
            .into_any()
        })
    };
    view! {
        {part}
        <TakeBackDialog take_back=take_back />
    }
    .into_any()
}

/// How many there are; not told where not all of them fit what is looked for.
fn total(view: Memo<MembersView>, list: List<Invitation>) -> AnyView {
    let number = move || list.total().to_string();
    (move || {
        let show_total = view.with(|view| view.role.is_none()) && list.total() > 0;
        show_total.then(|| view! { <span class="members-number">{number}</span> })
    })
    .into_any()
}

fn failure(list: List<Invitation>) -> AnyView {
    let language = use_language();
    let text = move || {
        list.with(|remote| match remote {
            Remote::Failed(error) => error_text(language, error),
            Remote::Loading | Remote::Ready(_) => String::new(),
        })
    };
    view! {
        <Banner
            text=Signal::derive(text)
            tone=Tone::Danger
            action=t(common::TRY_AGAIN)
            busy=list.fetching()
            on_action=move |()| list.retry()
        />
    }
    .into_any()
}

fn none(view: Memo<MembersView>) -> AnyView {
    let (none, none_found) = (t(invite::NONE_PENDING), t(invite::NONE_FOUND));
    let searched = move || view.with(|view| !view.q.is_empty() || view.role.is_some());
    view! { <p class="members-none">{move || if searched() { none_found.get() } else { none.get() }}</p> }
        .into_any()
}

fn table(
    org: OrganizationId,
    may: MayInvite,
    list: List<Invitation>,
    rows: Memo<Vec<Invitation>>,
    take_back: TakeBack,
) -> AnyView {
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
                each=move || rows.get()
                key=|invitation| invitation.id
                children=move |invitation| {
                    let id = invitation.id;
                    row(org, may, list.item(invitation, move |item| item.id == id), take_back)
                }
            />
        </Table>
        {more(list, rows)}
    }
    .into_any()
}

/// The way to the others: to all of them, or where those are shown, to the next.
fn more(list: List<Invitation>, rows: Memo<Vec<Invitation>>) -> AnyView {
    let address = use_members_address();
    let items = list.items();
    let folded = Memo::new(move |_| rows.with(Vec::len) < items.with(Vec::len) && !filtered(address.view()));
    let more = Memo::new(move |_| list.has_more());
    let failed = list.growing_failed();
    let all = tx(move |texts| invite::show_all(texts, &list.total().to_string()));
    let body = move || {
        if folded.get() {
            let href = move || address.path(|view| view.status = Some(MemberStatus::Invited));
            return Some(
                view! {
                    <div class="list-more">
                        <LinkButton label=all href=Signal::derive(href) size=Size::Small />
                    </div>
                }
                .into_any(),
            );
        }
        more.get().then(|| {
            view! {
                <div class="list-more">
                    <Button label=t(members::MORE) busy=list.growing() on_click=move |()| list.grow() />
                </div>
            }
            .into_any()
        })
    };
    view! {
        <FormError message=error_message(move || failed.get()) />
        {body}
    }
    .into_any()
}

fn filtered(view: Memo<MembersView>) -> bool {
    view.with(|view| view.status.is_some() || !view.q.is_empty())
}
