//! The way from one account to another.

use super::account::AccountTab;
use crate::{
    api::Query,
    language::tx,
    ui::{Icon, Menu, MenuAction, MenuEntry, glyph},
};
use hq_contract::{
    BillingAccountId,
    billing_accounts::{BillingAccountSummary, ListBillingAccounts},
};
use hq_text::billing_accounts;
use leptos::prelude::*;

/// The name of the account that is open; where there are others, a menu that leads to the same page of them.
pub(super) fn switcher(id: BillingAccountId, tab: AccountTab, name: Memo<String>) -> AnyView {
    let all = Query::new(|| Some(ListBillingAccounts));
    let others = Memo::new(move |_| {
        let read = |items: &[BillingAccountSummary]| {
            let name = |account: &BillingAccountSummary| (account.id, account.name.to_string());
            items.iter().map(name).collect::<Vec<_>>()
        };
        all.with(|remote| remote.ready().map(|answer| read(&answer.value.items)).unwrap_or_default())
    });
    let several = Memo::new(move |_| others.with(|others| others.iter().any(|(other, _)| *other != id)));
    let entries = Signal::derive(move || {
        let entry = |(other, name): (BillingAccountId, String)| MenuEntry::Item {
            label: Signal::stored(name),
            icon: Some(if other == id { glyph::CHECK } else { glyph::CARD }),
            action: MenuAction::Link(Signal::stored(tab.route(other).path())),
        };
        others.get().into_iter().map(entry).collect::<Vec<_>>()
    });
    let label = tx(move |texts| billing_accounts::switch_from(texts, &name.get()));
    let shown = move || view! { <bdi class="account-name">{name}</bdi> };
    (move || {
        if several.get() {
            view! {
                <div class="account-switcher">
                    <Menu label=label entries=entries start=true>
                        <Icon glyph=glyph::CARD />
                        {shown()}
                        <Icon glyph=glyph::CHEVRONS_UP_DOWN />
                    </Menu>
                </div>
            }
            .into_any()
        } else {
            view! { <p class="account-switcher">{shown()}</p> }.into_any()
        }
    })
    .into_any()
}
