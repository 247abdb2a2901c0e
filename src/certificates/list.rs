//! The certificates that there are.

use super::{
    actions::CertificateActions,
    details::{Details, DetailsDialog},
    notice::{expiring, not_kept},
    remove::{RemoveDialog, removal},
    row::row,
    shared::Page,
};
use crate::{
    kit::AsyncView,
    language::{t, tx},
    routes::PageTitle,
    ui::{Button, Column, Drawing, Empty, Kind, Lead, Shape, Skeleton, Table, glyph},
};
use hq_contract::certificates::Certificate;
use hq_text::{Key, certificates};
use leptos::prelude::*;

/// The page with the list.
pub fn list_page(page: Page) -> AnyView {
    let actions = CertificateActions { page, details: Details::new(), removal: removal(page) };
    view! {
        {head(page)}
        <div class="page-content settings certificates">
            {not_kept(page)} {expiring(page)} {list(actions)}
        </div>
        <DetailsDialog details=actions.details />
        <RemoveDialog removal=actions.removal />
    }
    .into_any()
}

fn any(page: Page) -> bool {
    page.all.with(|remote| remote.ready().is_some_and(|answer| !answer.value.items.is_empty()))
}

/// The one button stands under the drawing while there are none.
fn head(page: Page) -> AnyView {
    let some = Memo::new(move |_| any(page));
    let lead = tx(move |texts| certificates::lead(texts, &page.organization.get()));
    view! {
        <header class="page-head members-head">
            <div>
                <PageTitle title=t(certificates::TITLE) within=page.organization />
                <Lead text=lead />
            </div>
            {move || some.get().then(|| add(page))}
        </header>
    }
    .into_any()
}

fn add(page: Page) -> AnyView {
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

fn list(actions: CertificateActions) -> AnyView {
    let page = actions.page;
    view! {
        <AsyncView
            data=page.all
            is_empty=move || !any(page)
            loading=|| view! { <Skeleton shape=Shape::Table /> }
            empty=move || {
                view! {
                    <Empty
                        drawing=Drawing::Certificate
                        title=t(certificates::EMPTY_TITLE)
                        text=t(certificates::EMPTY_TEXT)
                    >
                        {add(page)}
                    </Empty>
                }
            }
        >
            {table(actions)}
        </AsyncView>
    }
    .into_any()
}

fn table(actions: CertificateActions) -> AnyView {
    let all = actions.page.all;
    let items = Memo::new(move |before: Option<&Vec<Certificate>>| {
        let now = all.with(|remote| remote.ready().map(|answer| answer.value.items.clone()));
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let plain = |name, label: Key| Column { name, ..Column::plain(t(label)) };
    let columns = vec![
        plain("names", certificates::NAMES),
        plain("domains", certificates::DOMAINS),
        plain("issuer", certificates::ISSUER),
        plain("expires", certificates::EXPIRES),
        plain("key", certificates::KEY_TYPE),
        Column { quiet: true, ..plain("actions", certificates::ACTIONS) },
    ];
    view! {
        <Table label=t(certificates::TITLE) columns=columns busy=all.fetching()>
            <For
                each=move || items.get()
                key=|certificate| format!("{certificate:?}")
                children=move |certificate| row(certificate, actions)
            />
        </Table>
    }
    .into_any()
}
