//! The table of the members.

use super::row::{MemberActions, row};
use crate::{
    api::List,
    kit::{Pager, first_rows},
    language::t,
    routes::MembersAddress,
    ui::{Column, SelectAll, Sort, Table},
};
use hq_contract::members::{Member, MemberOrder};
use hq_text::{Key, member_list, members};
use leptos::prelude::*;

/// The table, with the way to those that are not loaded yet. Who reads members' details sees more columns.
pub fn table(address: MembersAddress, list: List<Member>, actions: MemberActions) -> AnyView {
    let items = first_rows(list.items());
    let rows = move || {
        view! {
            <For
                each=move || items.get()
                key=|member| member.id
                children=move |member| {
                    let id = member.id;
                    row(list.item(member, move |item| item.id == id), actions)
                }
            />
        }
    };
    view! {
        {move || {
            view! {
                <Table label=t(members::TITLE) columns=columns(address, list, actions) busy=list.fetching()>
                    {rows()}
                </Table>
            }
        }}
        <Pager
            list=list
            page=Signal::derive(move || address.view().with(|view| view.page))
            href=move |page| address.path(|view| view.page = page)
        />
    }
    .into_any()
}

fn columns(address: MembersAddress, list: List<Member>, actions: MemberActions) -> Vec<Column> {
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let mut columns = Vec::new();
    if actions.may.manage.get() {
        columns.push(ticks(list, actions));
    }
    columns.push(by(address, "name", members::NAME, MemberOrder::Name));
    columns.push(plain("role", members::ROLE));
    if actions.may.read.get() {
        columns.push(plain("rules", member_list::RULES));
        columns.push(by(address, "active", members::LAST_ACTIVE, MemberOrder::LastActive));
        columns.push(plain("status", members::STATUS));
    }
    columns.push(Column { quiet: true, ..plain("actions", members::ACTIONS) });
    columns
}

fn by(address: MembersAddress, name: &'static str, label: Key, order: MemberOrder) -> Column {
    let view = address.view();
    let sort = Sort {
        active: Signal::derive(move || view.with(|view| view.sort == order)),
        descending: order != MemberOrder::Name,
        on_sort: Callback::new(move |()| address.change(|view| (view.sort, view.page) = (order, 0))),
    };
    Column { name, sort: Some(sort), ..Column::plain(t(label)) }
}

/// The box for all that are shown.
fn ticks(list: List<Member>, actions: MemberActions) -> Column {
    let items = list.items();
    let some = Memo::new(move |_| items.with(|items| actions.selection.of(items)));
    let all = Memo::new(move |_| some.get() > 0 && some.get() == items.with(Vec::len));
    let select_all = SelectAll {
        checked: all.into(),
        mixed: Signal::derive(move || some.get() > 0 && !all.get()),
        on_change: Callback::new(move |chosen| {
            items.with_untracked(|items| actions.selection.set(items, chosen));
        }),
    };
    Column { name: "tick", select_all: Some(select_all), ..Column::plain(t(member_list::CHOOSE_SHOWN)) }
}
