//! `/billing-accounts`

use super::{new::new_account, words::payment_key};
use crate::{
    api::{List, Remote},
    kit::{AsyncView, page_turn},
    language::{count, country_text, t, use_language},
    routes::{BillingAccountsAddress, BillingAccountsView, PageTitle, Route, use_billing_accounts_address},
    ui::{Button, Cell, Column, Coming, Drawing, Empty, Kind, Lead, Shape, Skeleton, Table, glyph},
};
use hq_contract::billing_accounts::{BillingAccountSummary, ListBillingAccounts};
use hq_text::{Key, billing_accounts};
use leptos::prelude::*;

/// The person's accounts, or the form that opens another one, as the address says.
#[component]
pub fn BillingAccountsPage() -> AnyView {
    let (turn, address) = (page_turn(), use_billing_accounts_address());
    let all = List::new(|_| Some(ListBillingAccounts));
    let view = address.view();
    let body = move || {
        let view = view.get();
        turn();
        untrack(|| match view {
            BillingAccountsView::List => list(address, all),
            BillingAccountsView::New => view! {
                {head(billing_accounts::NEW, billing_accounts::NEW_LEAD, None)}
                <div class="page-content">{new_account(Callback::new(move |()| address.close()))}</div>
            }
            .into_any(),
        })
    };
    view! { <div class="page">{body}</div> }.into_any()
}

fn head(title: Key, lead: Key, action: Option<AnyView>) -> AnyView {
    view! {
        <header class="page-head accounts-head">
            <div>
                <PageTitle title=t(title) />
                <Lead text=t(lead) />
            </div>
            {action}
        </header>
    }
    .into_any()
}

fn list(address: BillingAccountsAddress, all: List<BillingAccountSummary>) -> AnyView {
    let add = move || {
        view! {
            <Button
                label=t(billing_accounts::NEW)
                kind=Kind::Primary
                icon=glyph::PLUS
                on_click=move |()| address.add()
            />
        }
        .into_any()
    };
    let empty = move || {
        view! {
            <Empty
                drawing=Drawing::BillingAccount
                title=t(billing_accounts::EMPTY)
                text=t(billing_accounts::EMPTY_TEXT)
            >
                {add()}
            </Empty>
        }
    };
    let some = Memo::new(move |_| !all.is_empty());
    let above = move || some.get().then(add);
    let items = all.items();
    let rows = move || items.get().into_iter().map(row).collect::<Vec<_>>();
    let skeleton = || view! { <Skeleton shape=Shape::Table /> };
    let columns = || {
        [
            billing_accounts::NAME,
            billing_accounts::COUNTRY,
            billing_accounts::PAYMENT,
            billing_accounts::PAYS_FOR,
        ]
        .map(|label| Column::plain(t(label)))
        .to_vec()
    };
    view! {
        {head(billing_accounts::TITLE, billing_accounts::LEAD, Some(above.into_any()))}
        // Whether there is a button above is known as late as the list.
        <Coming here=move || !all.with(Remote::is_loading) loading=skeleton />
        <div class="page-content">
            <AsyncView data=all is_empty=move || all.is_empty() loading=skeleton empty=empty>
                <Table label=t(billing_accounts::TITLE) columns=columns() busy=all.fetching()>
                    {rows}
                </Table>
            </AsyncView>
        </div>
    }
    .into_any()
}

fn row(account: BillingAccountSummary) -> AnyView {
    let language = use_language();
    let BillingAccountSummary { id, name, country, payment, organizations } = account;
    let href = Route::billing_account(id.to_string()).path();
    let place = move || country_text(language, country.as_str());
    view! {
        <tr class="table-row" role="row">
            <Cell head=true>
                <a class="account-link" href=href>
                    <bdi>{name.to_string()}</bdi>
                </a>
            </Cell>
            <Cell label=t(billing_accounts::COUNTRY)>{place}</Cell>
            <Cell label=t(billing_accounts::PAYMENT)>{t(payment_key(payment))}</Cell>
            <Cell label=t(
                billing_accounts::PAYS_FOR,
            )>{count(billing_accounts::pays_count, move || organizations)}</Cell>
        </tr>
    }
    .into_any()
}
