//! What stands around each page of an account: which account it is, the way to others, the tabs.

use super::{
    account::{Account, AccountTab},
    switcher::switcher,
};
use crate::{
    api::Query,
    kit::AsyncView,
    language::t,
    routes::{BillingAccountsView, PageTitle, Route},
    ui::{BackLink, PageHead, Shape, Skeleton, Tab, Tabs},
};
use hq_contract::{
    BillingAccountId,
    billing_accounts::{BillingAccount, GetBillingAccount},
};
use hq_text::billing_accounts;
use leptos::prelude::*;

/// A page of an account of the person's own: `body` is what is on it. An account of others looks like one that does not exist:
/// then `not_found` stands here.
#[component]
pub fn AccountPage(
    id: BillingAccountId,
    tab: AccountTab,
    not_found: fn() -> AnyView,
    body: fn(Account) -> AnyView,
) -> AnyView {
    let query = Query::new(move || Some(GetBillingAccount { id }));
    let gone = query.is_missing();
    let there = move || query.ready_untracked().map(|answer| body(Account::of(id, query, answer.value)));
    (move || {
        if gone.get() {
            return not_found();
        }
        view! {
            <div class="page">
                {head(id, tab, query)}
                <AsyncView data=query loading=|| view! { <Skeleton shape=Shape::Card /> }>
                    <div class="page-content account">{untrack(there)}</div>
                </AsyncView>
            </div>
        }
        .into_any()
    })
    .into_any()
}

fn head(id: BillingAccountId, tab: AccountTab, query: Query<BillingAccount>) -> AnyView {
    let name = Memo::new(move |before: Option<&String>| {
        let now = query.with(|remote| remote.ready().map(|answer| answer.value.name.to_string()));
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let tabs = AccountTab::ALL.map(|each| Tab {
        label: t(each.title()),
        href: Signal::stored(each.route(id).path()),
        current: Signal::stored(each == tab),
        count: None,
        mark: None,
    });
    view! {
        <BackLink
            href=Route::billing_accounts(BillingAccountsView::List).path()
            label=t(billing_accounts::ALL)
        />
        {switcher(id, tab, name)}
        <PageHead>
            <PageTitle title=t(tab.title()) within=name />
        </PageHead>
        <Tabs label=t(billing_accounts::TABS) tabs=tabs.into_iter().collect() />
    }
    .into_any()
}
