//! The plan that an organization has.

use super::{
    current::Current,
    words::{cycle_key, error_message, month_text, named, payment_key, plan_key, state_text, support_key},
};
use crate::{
    api::Mutation,
    kit::fact,
    language::{day_text_in, number_text, t, tx, use_language},
    routes::{PlanView, Route},
    ui::{Badge, Button, FormError, Kind, LinkButton, Toasts, Tone},
};
use hq_contract::subscription::{ReactivateSubscription, Subscription, SubscriptionState};
use hq_text::plan;
use leptos::prelude::*;

/// Its name, its state, what it costs, who pays, and what can be done with it.
pub(super) fn summary(current: Current, subscription: Memo<Subscription>) -> AnyView {
    let language = use_language();
    let name = tx(move |texts| texts.get(plan_key(subscription.with(|own| own.terms.plan))).into_owned());
    let badge = move || {
        let (text, tone) = subscription.with(|own| state_text(language, own));
        view! { <Badge label=text tone=tone /> }
    };
    let month = Signal::derive(move || subscription.with(|own| month_text(language, &own.month)));
    view! {
        <section class="card plan-current" aria-labelledby="plan-current">
            <div class="plan-head">
                <h2 class="plan-name" id="plan-current">
                    {name}
                </h2>
                {badge}
            </div>
            <p class="plan-month">{month}</p>
            <dl class="facts">{facts(subscription)}</dl>
            {actions(current, subscription)}
        </section>
    }
    .into_any()
}

fn facts(subscription: Memo<Subscription>) -> AnyView {
    let language = use_language();
    let text = move |read: fn(&Subscription) -> hq_text::Key| {
        tx(move |texts| texts.get(subscription.with(read)).into_owned())
    };
    let committed = tx(move |texts| match subscription.with(|own| own.terms.committed_fpu) {
        0 => texts.get(plan::NONE_COMMITTED).into_owned(),
        fpu => plan::fpu(texts, &number_text(language, fpu.into())),
    });
    let next = Signal::derive(move || {
        subscription.with(|own| {
            let period = own.period.as_ref().filter(|_| own.state != SubscriptionState::Ended);
            period.map(|period| day_text_in(language, &period.end, &period.zone)).unwrap_or_default()
        })
    });
    view! {
        {fact(plan::PAID, text(|own| cycle_key(own.terms.cycle)))}
        {fact(plan::SUPPORT, text(|own| support_key(own.terms.support)))}
        {fact(plan::COMMITTED, committed)}
        {fact(plan::NEXT_RECEIPT, next)}
        <div class="fact">
            <dt>{t(plan::PAYER)}</dt>
            <dd>{payer(subscription)}</dd>
        </div>
        {fact(plan::PAYMENT, text(|own| payment_key(own.payer.payment)))}
    }
    .into_any()
}

/// Who pays; the account's own page is for its owner.
fn payer(subscription: Memo<Subscription>) -> AnyView {
    let payer = Memo::new(move |_| subscription.with(|own| own.payer.clone()));
    (move || {
        let payer = payer.get();
        let name = view! { <bdi>{payer.name}</bdi> };
        if payer.mine {
            let href = Route::billing_account_information(payer.id.to_string()).path();
            view! { <a href=href>{name}</a> }.into_any()
        } else {
            name.into_any()
        }
    })
    .into_any()
}

/// What can be done, by the state; who may not is told why.
fn actions(current: Current, subscription: Memo<Subscription>) -> AnyView {
    let access = current.access;
    let state = Memo::new(move |_| subscription.with(|own| own.state));
    let left = Memo::new(move |_| subscription.with(is_left));
    let back = take_back(current, plan::is_reactivated);
    let failed = back.error();
    let ways = move || {
        if !access.update.get() {
            return view! {
                <Button label=t(plan::CHANGE) disabled=true />
                {access.why_not()}
            }
            .into_any();
        }
        match state.get() {
            SubscriptionState::Trial | SubscriptionState::Active => view! {
                <LinkButton label=t(plan::CHANGE) href=access.choose_href() kind=Kind::Primary />
                <Button
                    label=t(plan::CANCEL)
                    kind=Kind::Quiet
                    on_click=move |()| current.address.begin(PlanView::Cancel)
                />
            }
            .into_any(),
            SubscriptionState::Cancelled if left.get() => view! { <LinkButton label=t(plan::OTHER_PAYER) href=access.payer_href() kind=Kind::Primary /> }
            .into_any(),
            SubscriptionState::Cancelled => view! {
                <Button
                    label=t(plan::REACTIVATE)
                    kind=Kind::Primary
                    busy=back.pending()
                    on_click=move |()| {
                        back.run(
                            &ReactivateSubscription {
                                org: access.org,
                            },
                        )
                    }
                />
                <LinkButton label=t(plan::CHANGE) href=access.choose_href() />
            }
            .into_any(),
            SubscriptionState::Ended => view! { <LinkButton label=t(plan::REACTIVATE) href=access.choose_href() kind=Kind::Primary /> }
            .into_any(),
        }
    };
    view! {
        <FormError message=error_message(move || failed.get()) />
        <div class="plan-actions">{ways}</div>
    }
    .into_any()
}

/// Whether somebody else who pays stops: then it is kept with another payer only.
pub(super) fn is_left(subscription: &Subscription) -> bool {
    subscription.payer.stops && !subscription.payer.mine
}

/// Takes back what was to come at the end of the period, and says so.
pub(super) fn take_back(
    current: Current,
    said: fn(&hq_text::Texts, &str) -> String,
) -> Mutation<ReactivateSubscription> {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    current.change(move |now| {
        if let Some(own) = &now.subscription {
            let text = language.text_untracked(|texts| named(texts, own.terms.plan, said));
            toasts.push(Tone::Success, text);
        }
    })
}
