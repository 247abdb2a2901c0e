//! What an order comes to, and placing it.

use super::{
    changed::changed,
    frame::{Next, frame},
    lines::lines,
    order::Order,
    summary_facts::facts,
};
use crate::{
    api::{Answer, Error, Mutation, Remote},
    kit::AsyncView,
    language::{money_text, t, tx, use_language},
    plan::{
        access::PlanAccess,
        words::{error_message, named},
    },
    routes::{ChooseStep, PlanView, Route, use_router},
    session::use_session,
    ui::{Shape, Skeleton, Toasts, Tone},
};
use hq_contract::{
    ProblemCode,
    subscription::{CurrentSubscription, PutSubscription, Quote, SubscriptionOrder, TakesEffect},
};
use hq_text::{choose, plan};
use leptos::prelude::*;

/// The last step.
#[component]
pub fn SummaryStep(access: PlanAccess) -> AnyView {
    let (order, language) = (Order::at(access, ChooseStep::Summary), use_language());
    let agreed = RwSignal::new(None::<Quote>);
    let put = ordering(order);
    let error = put.error();
    let code = Memo::new(move |_| error.with(|error| error.as_ref().and_then(Error::code)));
    Effect::new(move |_| match code.get() {
        // What it comes to now is asked for, and shown beside what it came to.
        Some(ProblemCode::QuoteChanged) => order.quote.retry(),
        Some(ProblemCode::NoSubscription | ProblemCode::BillingOff | ProblemCode::AskForOffer) => {
            order.plans.retry();
            order.current.retry();
        }
        _ => {}
    });
    let confirm = move || {
        let (quote, account) = untrack(|| (order.quoted(), order.account()));
        if let (Some(quote), Some(billing_account)) = (quote, account) {
            let Quote { hash, terms, zone, .. } = quote.clone();
            agreed.set(Some(quote));
            let body = SubscriptionOrder { terms, billing_account, quote: hash, zone: Some(zone) };
            put.run(&PutSubscription { org: access.org, body });
        }
    };
    let label = tx(move |texts| match order.quoted() {
        Some(quote) if quote.gross.minor > 0 && quote.takes_effect == TakesEffect::Now => {
            choose::confirm_amount(texts, &money_text(language, &quote.gross))
        }
        _ => texts.get(choose::CONFIRM).into_owned(),
    });
    let waits = Signal::derive(move || {
        let open = order.quoted().is_some_and(|quote| quote.takes_effect != TakesEffect::Unchanged);
        !open || order.account().is_none()
    });
    let next = Next {
        label,
        busy: put.pending(),
        waits,
        error: error_message(move || error.get()),
        ..Next::step(confirm)
    };
    let differs = Memo::new(move |_| {
        let before = agreed.get().filter(|_| code.get() == Some(ProblemCode::QuoteChanged))?;
        let now = order.quoted()?;
        (before.hash != now.hash).then_some((before, now))
    });
    // What it comes to decides which lines there are.
    let said = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || order.terms.with(Option::is_none) || !order.quote.with(Remote::is_loading)
    });
    frame(order, next, move || {
        view! {
            <AsyncView data=order.accounts show_when=said loading=|| view! { <Skeleton shape=Shape::Card /> }>
                {move || differs.get().map(|(before, now)| changed(before, now))}
                {facts(order)}
                {lines(order)}
            </AsyncView>
            <p class="order-note">{t(choose::CONFIRM_NOTE)}</p>
        }
        .into_any()
    })
}

/// Places the order; afterwards the page of the plan says what there is.
fn ordering(order: Order) -> Mutation<PutSubscription> {
    let (router, language, toasts) = (use_router(), use_language(), expect_context::<Toasts>());
    let organization = use_session().organization();
    Mutation::new(move |answer: Answer<CurrentSubscription>| {
        order.draft.forget();
        // What the plan allows, the organization says.
        organization.retry();
        if let Some(own) = &answer.value.subscription {
            let plan = own.next.as_ref().map_or(own.terms.plan, |next| next.terms.plan);
            let said: fn(&hq_text::Texts, &str) -> String =
                if own.next.is_some() { plan::is_coming } else { plan::is_ordered };
            toasts.push(Tone::Success, language.text_untracked(|texts| named(texts, plan, said)));
        }
        router.replace(Route::plan(order.access.slug.get_untracked(), PlanView::Look));
    })
}
