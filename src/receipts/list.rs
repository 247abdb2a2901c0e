//! The list of receipts, filtered.

use super::{filters::filters, pay::Paying, row::row, source::ReceiptsOf};
use crate::{
    api::List,
    kit::{AsyncView, ListStatus, show_more},
    language::{count, t},
    routes::{ReceiptsAddress, ReceiptsView, use_receipts_address},
    ui::{Column, Drawing, Empty, LinkButton, NoMatch, Shape, Skeleton, Table},
};
use hq_contract::{Timestamp, invoices::Invoice};
use hq_text::{Key, receipts};
use leptos::prelude::*;

/// Where the list stands.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Whose receipts they are.
    pub of: ReceiptsOf,
    /// Nothing was issued before.
    pub since: Timestamp,
}

/// Invoices and credit notes with their PDFs, filtered by what the address says, and how to pay those that are open.
#[component]
pub fn ReceiptList(listing: Listing) -> AnyView {
    let (of, address) = (listing.of, use_receipts_address());
    let view = address.view();
    let all = of.list(view);
    let paying = Paying::new(of);
    view! {
        {filters(address, listing.since)}
        <AsyncView
            data=all
            is_empty=move || all.is_empty()
            loading=|| view! { <Skeleton shape=Shape::Table /> }
            empty=move || none(address)
        >
            {table(of, all, paying)}
        </AsyncView>
        {paying.dialog()}
        <ListStatus list=all text=count(receipts::found, move || all.total()) />
    }
    .into_any()
}

fn table(of: ReceiptsOf, all: List<Invoice>, paying: Paying) -> AnyView {
    let items = all.items();
    let rows = view! {
        <For
            each=move || items.get()
            key=|invoice| invoice.id
            children=move |invoice| {
                let id = invoice.id;
                row(of, all.item(invoice, move |item| item.id == id), paying)
            }
        />
    };
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let mut columns = vec![plain("number", receipts::NUMBER)];
    if matches!(of, ReceiptsOf::Account(_)) {
        columns.push(plain("organization", receipts::ORGANIZATION));
    }
    columns.extend([
        plain("date", receipts::DATE),
        plain("period", receipts::PERIOD),
        plain("amount", receipts::AMOUNT),
        plain("state", receipts::STATE),
        plain("due", receipts::DUE),
        Column { quiet: true, ..plain("actions", receipts::ACTIONS) },
    ]);
    view! {
        <Table label=t(receipts::TITLE) columns=columns busy=all.fetching()>
            {rows}
        </Table>
        {show_more(all, receipts::SHOW_MORE, receipts::shown)}
    }
    .into_any()
}

/// None fits the filters, or there is none yet.
fn none(address: ReceiptsAddress) -> AnyView {
    if !address.view().with_untracked(ReceiptsView::is_narrowed) {
        return view! { <Empty drawing=Drawing::Receipts title=t(receipts::EMPTY) text=t(receipts::EMPTY_TEXT) /> }
        .into_any();
    }
    let clear = Signal::derive(move || address.path(|view| *view = ReceiptsView::default()));
    view! {
        <NoMatch text=t(receipts::NONE_FOUND)>
            <LinkButton label=t(receipts::CLEAR) href=clear />
        </NoMatch>
    }
    .into_any()
}
