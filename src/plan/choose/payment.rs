//! How it is paid.

use super::{
    frame::{Next, frame},
    order::Order,
};
use crate::{
    api::{Answer, Mutation, Query},
    billing_accounts::{AddCard, card_text},
    browser::events,
    kit::AsyncView,
    language::{t, tx},
    plan::{
        access::PlanAccess,
        words::{error_message, payment_key},
    },
    routes::ChooseStep,
    ui::{RadioLine, Shape, Skeleton, unique_id},
};
use hq_contract::{
    BillingAccountId, Nothing,
    payment_methods::{
        ListPaymentMethods, PaymentMethod, PaymentMethods, SetDefaultPaymentMethod, UnsetDefaultPaymentMethod,
    },
    plans::PaymentKind,
};
use hq_text::choose;
use leptos::prelude::*;

/// The fifth step.
#[component]
pub fn PaymentStep(access: PlanAccess) -> AnyView {
    let order = Order::at(access, ChooseStep::Payment);
    let own = Memo::new(move |_| order.account().filter(|_| order.account_is_own()));
    let methods = Query::new(move || own.get().map(|id| ListPaymentMethods { id }));
    // Who comes back from the provider's page sees the card.
    let seen = events::on_seen(move || {
        if own.get_untracked().is_some() {
            methods.retry();
        }
    });
    // It hears as long as this page stands.
    StoredValue::new_local(seen);
    let pay =
        Mutation::<SetDefaultPaymentMethod>::new(move |answer: Answer<PaymentMethods>| methods.set(answer));
    let unset = Mutation::<UnsetDefaultPaymentMethod>::new(move |answer: Answer<PaymentMethods>| {
        methods.set(answer);
    });
    let ways = Ways { methods, pay, unset };
    let (failed, stuck) = (pay.error(), unset.error());
    let next = Next {
        busy: ways.pending(),
        error: error_message(move || failed.get().or_else(|| stuck.get())),
        ..Next::step(move || order.go_on())
    };
    frame(order, next, move || {
        let body = move || match own.get() {
            Some(id) => of_own(id, ways),
            None => of_other(order),
        };
        view! {
            <AsyncView data=order.accounts loading=|| view! { <Skeleton shape=Shape::Card /> }>
                {body}
            </AsyncView>
        }
        .into_any()
    })
}

/// How an account of the person's own pays, and what changes that.
#[derive(Clone, Copy)]
struct Ways {
    methods: Query<PaymentMethods>,
    pay: Mutation<SetDefaultPaymentMethod>,
    unset: Mutation<UnsetDefaultPaymentMethod>,
}

impl Ways {
    /// Whether it is being changed.
    fn pending(self) -> Signal<bool> {
        let (pays, unsets) = (self.pay.pending(), self.unset.pending());
        Signal::derive(move || pays.get() || unsets.get())
    }
}

/// Of an account of the person's own: bank transfer, its cards, another card.
fn of_own(id: BillingAccountId, ways: Ways) -> AnyView {
    let Ways { methods, pay, unset } = ways;
    let cards = Memo::new(move |_| {
        methods.with(|remote| remote.ready().map(|answer| answer.value.methods.clone())).unwrap_or_default()
    });
    let adds =
        Memo::new(move |_| methods.with(|remote| remote.ready().is_some_and(|answer| answer.value.cards)));
    let by_card = Memo::new(move |_| cards.with(|cards| cards.iter().any(|card| card.is_default)));
    // Whenever a choice is refused, the lines are drawn as they stand: the browser has marked the one that was pressed.
    let (failed, stuck) = (pay.error(), unset.error());
    let refusals = Memo::new(move |before: Option<&u32>| {
        let refused = failed.with(Option::is_some) || stuck.with(Option::is_some);
        before.copied().unwrap_or_default().saturating_add(u32::from(refused))
    });
    let lines = move || {
        refusals.with(|_| ());
        let group = unique_id();
        let cards: Vec<AnyView> =
            cards.get().into_iter().map(|method| card(id, method, group.clone(), pay)).collect();
        view! {
            <fieldset class="field choices">
                <legend class="field-label">{t(choose::PAYMENT)}</legend>
                <RadioLine
                    group=group
                    value="bank_transfer"
                    label=t(payment_key(PaymentKind::BankTransfer))
                    hint=t(choose::TRANSFER_TEXT)
                    chosen=Signal::derive(move || !by_card.get())
                    on_choose=move |()| unset.run(&UnsetDefaultPaymentMethod { id })
                />
                {cards}
            </fieldset>
        }
    };
    view! {
        <AsyncView data=methods loading=|| view! { <Skeleton shape=Shape::Field /> }>
            {lines}
            {move || adds.get().then(|| view! { <AddCard id=id /> })}
        </AsyncView>
    }
    .into_any()
}

/// A card; choosing it pays with it from now on.
fn card(
    id: BillingAccountId,
    card: PaymentMethod,
    group: String,
    pay: Mutation<SetDefaultPaymentMethod>,
) -> AnyView {
    let (method, chosen, expires) = (card.id, card.is_default, card.expires);
    let label = tx(move |texts| card_text(texts, &card));
    let hint = tx(move |texts| {
        expires
            .map(|expires| {
                choose::card_until(texts, &format!("{:02}", expires.month), &expires.year.to_string())
            })
            .unwrap_or_default()
    });
    view! {
        <RadioLine
            group=group
            value=method.to_string()
            label=label
            hint=hint
            chosen=Signal::stored(chosen)
            on_choose=move |()| {
                pay.run(
                    &SetDefaultPaymentMethod {
                        id,
                        method,
                        body: Nothing {},
                    },
                )
            }
        />
    }
    .into_any()
}

/// Of somebody else's account: how it pays, which only they change.
fn of_other(order: Order) -> AnyView {
    let payment = Memo::new(move |_| order.payer_now().map(|payer| payer.payment));
    let how = tx(move |texts| {
        let key = payment_key(payment.get().unwrap_or(PaymentKind::BankTransfer));
        choose::other_pays(texts, &order.account_name().unwrap_or_default(), &texts.get(key))
    });
    view! { <p>{how}</p> }.into_any()
}
