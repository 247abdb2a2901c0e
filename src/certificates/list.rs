//! The certificates that there are.

use super::{
    actions::CertificateActions,
    details::{Details, DetailsDialog},
    notice::{expiring, not_kept},
    remove::{RemoveDialog, removal},
    row::row,
    shared::CertificateList,
};
use crate::{
    kit::{WholeList, items_of, none_of, rows},
    language::{t, tx},
    ui::{Button, Column, Drawing, Kind, Table, glyph},
};
use hq_text::{Key, certificates};
use leptos::prelude::*;

/// The page with the list.
pub fn list_page(page: CertificateList) -> AnyView {
    let actions = CertificateActions { page, details: Details::new(), removal: removal(page) };
    let frame = WholeList {
        title: certificates::TITLE,
        lead: tx(move |texts| certificates::lead(texts, &page.organization.get())),
        within: page.organization,
        drawing: Drawing::Certificate,
        empty: (certificates::EMPTY_TITLE, certificates::EMPTY_TEXT),
        none: none_of(page.all, |page| &page.items),
    };
    let add = move || add(page);
    view! {
        {frame.head(add)}
        <div class="page-content settings certificates">
            {not_kept(page)} {expiring(page)} {frame.body(page.all, add, move || table(actions))}
        </div>
        <DetailsDialog details=actions.details />
        <RemoveDialog removal=actions.removal />
    }
    .into_any()
}

fn add(page: CertificateList) -> AnyView {
    view! {
        <Button
            label=t(certificates::ADD)
            kind=Kind::Primary
            icon=glyph::PLUS
            disabled=Signal::derive(move || !page.can_be_kept())
            on_click=move |()| page.address.add()
        />
    }
    .into_any()
}

fn table(actions: CertificateActions) -> AnyView {
    let all = actions.page.all;
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let columns = vec![
        plain("names", certificates::NAMES),
        plain("domains", certificates::DOMAINS),
        plain("issuer", certificates::ISSUER),
        plain("expires", certificates::EXPIRES),
        plain("key", certificates::KEY_TYPE),
        Column { quiet: true, ..plain("actions", certificates::ACTIONS) },
    ];
    let items = items_of(all, |page| &page.items);
    view! {
        <Table label=t(certificates::TITLE) columns=columns busy=all.fetching()>
            {rows(items, |certificate| certificate.id, move |certificate| row(certificate, actions))}
        </Table>
    }
    .into_any()
}
