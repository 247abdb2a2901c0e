//! The page of an organization's plan.

use super::{
    access::PlanAccess,
    cancel::CancelDialog,
    current::Current,
    left::left,
    next::next,
    nothing::{no_plan, not_sold},
    overdue::overdue,
    quota_request::QuotaDialog,
    quotas::quotas,
    summary::summary,
    usage::usage,
    voucher::VoucherDialog,
    vouchers::vouchers,
    words::named,
};
use crate::{
    api::Query,
    billing_accounts::{CardRefused, RefusalPlace},
    kit::AsyncView,
    language::{t, tx},
    routes::PageTitle,
    ui::{Card, Lead, PageHead, Shape, Skeleton},
};
use hq_contract::{plans::GetPlans, subscription::Subscription};
use hq_text::plan;
use leptos::prelude::*;

/// The plan, how much of it is used, quotas and vouchers.
#[component]
pub fn PlanPage(access: PlanAccess) -> AnyView {
    let current = Current::new(access);
    let known = move || if access.read.get() { full(current) } else { name_only(access) };
    view! {
        <PageHead>
            <PageTitle title=t(plan::TITLE) within=access.name />
            <Lead text=t(plan::LEAD) />
        </PageHead>
        <div class="page-content plan">{known} {quotas(current)}</div>
        <CancelDialog current=current />
        <VoucherDialog current=current />
        <QuotaDialog current=current />
    }
    .into_any()
}

/// Which of its shapes the page has.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum PlanShape {
    /// No plans are sold here.
    NotSold,
    /// There is none yet.
    #[default]
    Nothing,
    /// There is one.
    Plan,
}

fn full(current: Current) -> AnyView {
    let shown = current.get(|current| match (current.billing, current.subscription.is_some()) {
        (false, _) => PlanShape::NotSold,
        (true, false) => PlanShape::Nothing,
        (true, true) => PlanShape::Plan,
    });
    let some = current.get(|current| !current.vouchers.is_empty());
    let body = move || match shown.get() {
        PlanShape::NotSold => not_sold(),
        PlanShape::Nothing => view! {
            {no_plan(current)}
            {move || some.get().then(|| vouchers(current))}
        }
        .into_any(),
        PlanShape::Plan => untrack(|| of_plan(current)),
    };
    view! {
        {overdue(current)}
        {left(current)}
        <CardRefused
            refused=current.get(|current| current.card_refused.clone()).into()
            place=RefusalPlace::Elsewhere
        />
        <AsyncView
            data=current.query
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Card />
                    <Skeleton shape=Shape::Card />
                }
            }
        >
            <div class="plan-parts">{body}</div>
        </AsyncView>
    }
    .into_any()
}

fn of_plan(current: Current) -> AnyView {
    let read = current.subscription();
    let Some(first) = read.get_untracked() else { return ().into_any() };
    let subscription: Memo<Subscription> = Memo::new(move |before: Option<&Subscription>| {
        read.get().or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    view! {
        {summary(current, subscription)}
        {next(current, subscription)}
        {usage(subscription)}
        {vouchers(current)}
    }
    .into_any()
}

/// For who may not see the bills: what the plan is called, and no more.
fn name_only(access: PlanAccess) -> AnyView {
    let plans = Query::new(|| Some(GetPlans));
    let sold = Memo::new(move |_| {
        plans.with(|remote| remote.ready().is_some_and(|answer| !answer.value.plans.is_empty()))
    });
    let body = move || {
        if !sold.get() {
            return not_sold();
        }
        let title = tx(move |texts| named(texts, access.plan.get(), plan::current_named));
        view! {
            <Card title=title text=t(plan::AMOUNTS_HIDDEN)>
                {access.why_read.with_value(ViewFn::run)}
            </Card>
        }
        .into_any()
    };
    view! {
        <AsyncView data=plans loading=|| view! { <Skeleton shape=Shape::Card /> }>
            {body}
        </AsyncView>
    }
    .into_any()
}
