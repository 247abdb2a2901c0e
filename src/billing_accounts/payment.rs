//! `/billing-accounts/{id}/payment`: how its receipts are paid.

use super::{account::Account, add_card::AddCard, cards::cards, words::payment_key};
use crate::{
    api::Query,
    browser::events,
    kit::AsyncView,
    language::t,
    ui::{Badge, Card, Shape, Skeleton, Tone},
};
use hq_contract::{
    billing_accounts::{ListPaymentMethods, PaymentMethods},
    plans::PaymentKind,
};
use hq_text::billing_accounts;
use leptos::prelude::*;

/// Bank transfer, which is always there, and the cards where the operator takes any.
pub fn payment(account: Account) -> AnyView {
    let id = account.id;
    let methods = Query::new(move || Some(ListPaymentMethods { id }));
    // Who comes back from the provider's page sees the card.
    let seen = events::on_seen(move || methods.retry());
    // It hears as long as this page stands.
    StoredValue::new_local(seen);
    view! {
        <AsyncView data=methods loading=|| view! { <Skeleton shape=Shape::Card /> }>
            <div class="account-parts">{by_transfer(methods)} {by_card(account, methods)}</div>
        </AsyncView>
    }
    .into_any()
}

fn by_transfer(methods: Query<PaymentMethods>) -> AnyView {
    let used = Memo::new(move |_| {
        methods.with(|remote| {
            remote.ready().is_some_and(|answer| !answer.value.methods.iter().any(|card| card.is_default))
        })
    });
    let mark =
        move || used.get().then(|| view! { <Badge label=t(billing_accounts::IS_USED) tone=Tone::Success /> });
    view! {
        <Card title=t(payment_key(PaymentKind::BankTransfer)) text=t(billing_accounts::TRANSFER_HOW)>
            {mark}
        </Card>
    }
    .into_any()
}

fn by_card(account: Account, methods: Query<PaymentMethods>) -> AnyView {
    let read = move |read: fn(&PaymentMethods) -> bool| {
        Memo::new(move |_| methods.with(|remote| remote.ready().is_some_and(|answer| read(&answer.value))))
    };
    let (adds, some) = (read(|methods| methods.cards), read(|methods| !methods.methods.is_empty()));
    let add = move || {
        if adds.get() {
            view! { <AddCard id=account.id /> }.into_any()
        } else {
            view! { <p class="account-soft">{t(billing_accounts::NO_PROVIDER)}</p> }.into_any()
        }
    };
    // Cards that are there from before can still be removed.
    (move || {
        if !adds.get() && !some.get() {
            return view! { <p class="account-soft">{t(billing_accounts::NO_PROVIDER)}</p> }.into_any();
        }
        view! {
            <Card title=t(billing_accounts::CARDS) text=t(billing_accounts::CARDS_TEXT)>
                {cards(account, methods)}
                {add}
            </Card>
        }
        .into_any()
    })
    .into_any()
}
