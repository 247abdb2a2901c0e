//! `/organizations/{org}/billing`

use super::{access::BillingAccess, budget::budget, days::days, next::next};
use crate::{
    api::Query,
    billing_accounts::{CardRefused, RefusalPlace},
    kit::AsyncView,
    language::{day_text_in, money_text, t, tx, use_language},
    routes::{ChooseStep, ChooseView, PageTitle, Route},
    ui::{Banner, Drawing, Empty, Kind, Lead, LinkButton, PageHead, Shape, Skeleton, Tone},
};
use hq_contract::{
    ProblemCode,
    invoices::{GetUpcomingInvoice, UpcomingInvoice},
    subscription::{CurrentSubscription, GetSubscription, SubscriptionState},
};
use hq_text::billing;
use leptos::prelude::*;

/// The next receipt, the days and the budget.
#[component]
pub fn BillingPage(access: BillingAccess) -> AnyView {
    let org = access.org;
    let subscription = Query::new(move || Some(GetSubscription { org }));
    let upcoming = Query::new(move || Some(GetUpcomingInvoice { org }));
    let shown = Memo::new(move |_| {
        subscription.with(|remote| remote.ready().map(|answer| BillingShape::of(&answer.value)))
    });
    let body = move || match shown.get() {
        Some(BillingShape::NotSold) => not_sold(),
        Some(BillingShape::Nothing) => none(access),
        Some(BillingShape::Bills) => bills(access, upcoming),
        None => ().into_any(),
    };
    let name = access.name;
    let refused = Memo::new(move |_| {
        subscription.with(|remote| remote.ready().and_then(|answer| answer.value.card_refused.clone()))
    });
    view! {
        <PageHead>
            <PageTitle title=t(billing::TITLE) within=name />
            <Lead text=tx(move |texts| billing::lead(texts, &name.get())) />
        </PageHead>
        <div class="page-content billing">
            {past_due(access, subscription)}
            <CardRefused refused=refused.into() place=RefusalPlace::Elsewhere /> {standing(subscription)}
            <AsyncView data=subscription loading=loading>
                {body}
            </AsyncView>
        </div>
    }
    .into_any()
}

fn loading() -> AnyView {
    view! {
        <Skeleton shape=Shape::Card />
        <Skeleton shape=Shape::Card />
    }
    .into_any()
}

/// Which of its shapes the page has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BillingShape {
    /// No plans are sold here.
    NotSold,
    /// There is no plan, or none any more.
    Nothing,
    /// There is something to bill.
    Bills,
}

impl BillingShape {
    fn of(current: &CurrentSubscription) -> Self {
        match &current.subscription {
            _ if !current.billing => Self::NotSold,
            Some(subscription) if subscription.state != SubscriptionState::Ended => Self::Bills,
            _ => Self::Nothing,
        }
    }
}

fn not_sold() -> AnyView {
    view! { <Empty drawing=Drawing::Billing title=t(billing::NOT_SOLD) text=t(billing::NOT_SOLD_TEXT) /> }
        .into_any()
}

fn none(access: BillingAccess) -> AnyView {
    let way = move || {
        if access.update.get() {
            let slug = access.slug;
            let href = Signal::derive(move || {
                Route::choose_plan(slug.get(), ChooseStep::Plan, &ChooseView::default()).path()
            });
            view! { <LinkButton label=t(billing::CHOOSE) href=href kind=Kind::Primary /> }.into_any()
        } else {
            view! { <p class="billing-soft">{t(billing::NONE_ASK)}</p> }.into_any()
        }
    };
    view! {
        <Empty drawing=Drawing::Billing title=t(billing::NONE) text=t(billing::NONE_TEXT)>
            {way}
        </Empty>
    }
    .into_any()
}

fn bills(access: BillingAccess, upcoming: Query<UpcomingInvoice>) -> AnyView {
    // The plan may have ended between both answers: then there is nothing, as if there had never been one.
    let gone = Memo::new(move |_| {
        upcoming.with(|remote| {
            remote.failure().is_some_and(|error| error.code() == Some(ProblemCode::NoSubscription))
        })
    });
    let all = move || {
        let first = upcoming.ready_untracked()?.value;
        let read: Memo<UpcomingInvoice> = upcoming.latest(first);
        Some(view! {
            {next(read)}
            {days(read)}
            {budget(access, read, upcoming)}
        })
    };
    (move || {
        if gone.get() {
            return none(access);
        }
        view! {
            <AsyncView data=upcoming loading=loading>
                <div class="billing-parts">{untrack(all)}</div>
            </AsyncView>
        }
        .into_any()
    })
    .into_any()
}

/// That something should have been paid by now.
fn past_due(access: BillingAccess, subscription: Query<CurrentSubscription>) -> AnyView {
    let language = use_language();
    let late = Memo::new(move |_| {
        subscription.with(|remote| remote.ready().and_then(|answer| answer.value.overdue.clone()))
    });
    let text = Signal::derive(move || {
        late.with(|late| {
            let Some(late) = late else { return String::new() };
            let (amount, since) =
                (money_text(language, &late.amount), day_text_in(language, &late.since, &late.zone));
            language.texts().with(|texts| billing::past_due(texts, &amount, &since))
        })
    });
    let href = Signal::derive(move || Route::receipts(access.slug.get()).path());
    view! {
        <Banner text=text tone=Tone::Warning>
            <a href=href>{t(billing::SEE_RECEIPTS)}</a>
        </Banner>
    }
    .into_any()
}

/// That it is a trial, or ends with the period.
fn standing(subscription: Query<CurrentSubscription>) -> AnyView {
    let language = use_language();
    let text = Signal::derive(move || {
        subscription.with(|remote| {
            let Some(own) = remote.ready().and_then(|answer| answer.value.subscription.as_ref()) else {
                return String::new();
            };
            let (write, at): (fn(&hq_text::Texts, &str) -> String, _) = match own.state {
                SubscriptionState::Trial => (billing::trial, &own.trial_until),
                SubscriptionState::Cancelled => (billing::cancelled, &own.ends_at),
                SubscriptionState::Active | SubscriptionState::Ended => return String::new(),
            };
            let date = at.as_ref().map(|at| day_text_in(language, at, &own.zone)).unwrap_or_default();
            language.texts().with(|texts| write(texts, &date))
        })
    });
    view! { <Banner text=text /> }.into_any()
}
