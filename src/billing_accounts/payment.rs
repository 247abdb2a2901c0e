//! `/billing-accounts/{id}/payment`: how its receipts are paid.

use super::{
    account::Account,
    add_card::AddCard,
    cards::cards,
    refusal::{CardRefused, RefusalPlace},
    words::{account_message, payment_key},
};
use crate::{
    api::{Answer, Mutation, Query},
    browser::events,
    kit::AsyncView,
    language::{t, use_language},
    ui::{Badge, Button, Card, FormError, Shape, Size, Skeleton, Toasts, Tone},
};
use hq_contract::{
    payment_methods::{ListPaymentMethods, PaymentMethods, UnsetDefaultPaymentMethod},
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
    let refused = Memo::new(move |_| {
        methods.with(|remote| remote.ready().and_then(|answer| answer.value.refused.clone()))
    });
    view! {
        <CardRefused refused=refused.into() place=RefusalPlace::Cards />
        <AsyncView data=methods loading=|| view! { <Skeleton shape=Shape::Card /> }>
            <div class="account-parts">{by_transfer(account, methods)} {by_card(account, methods)}</div>
        </AsyncView>
    }
    .into_any()
}

fn by_transfer(account: Account, methods: Query<PaymentMethods>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let unset = Mutation::<UnsetDefaultPaymentMethod>::new(move |answer: Answer<PaymentMethods>| {
        let said = language.text_untracked(|texts| texts.get(billing_accounts::TRANSFER_USED).into_owned());
        toasts.push(Tone::Success, said);
        methods.set(answer);
        account.query.retry();
    });
    let failed = unset.error();
    let used = Memo::new(move |_| {
        methods.with(|remote| {
            remote.ready().is_some_and(|answer| !answer.value.methods.iter().any(|card| card.is_default))
        })
    });
    let way = move || {
        if used.get() {
            return view! { <Badge label=t(billing_accounts::IS_USED) tone=Tone::Success /> }.into_any();
        }
        view! {
            <Button
                label=t(billing_accounts::USE_TRANSFER)
                size=Size::Small
                busy=unset.pending()
                on_click=move |()| {
                    unset
                        .run(
                            &UnsetDefaultPaymentMethod {
                                id: account.id,
                            },
                        )
                }
            />
        }
        .into_any()
    };
    view! {
        <Card title=t(payment_key(PaymentKind::BankTransfer)) text=t(billing_accounts::TRANSFER_HOW)>
            <FormError message=account_message(move || failed.get()) />
            {way}
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
                <div class="cards-add">{add}</div>
            </Card>
        }
        .into_any()
    })
    .into_any()
}
