//! `/billing-accounts/{id}/subscriptions`: the organizations that it pays for.

use super::account::Account;
use crate::{
    api::List,
    kit::AsyncView,
    language::{day_text, t, tx, use_language},
    routes::{PlanView, Route},
    ui::{Badge, Cell, Column, Drawing, Empty, Shape, Skeleton, Table, Tone},
};
use hq_contract::{
    billing_accounts::{ListPaidSubscriptions, PaidSubscription},
    plan::{Cycle, Plan},
    subscription::SubscriptionState,
};
use hq_text::{Key, billing_accounts, plan};
use leptos::prelude::*;

/// The page.
pub fn subscriptions(account: Account) -> AnyView {
    let id = account.id;
    let all = List::new(move |_| Some(ListPaidSubscriptions { id }));
    let items = all.items();
    let rows = move || items.get().into_iter().map(row).collect::<Vec<_>>();
    let columns = move || {
        [
            billing_accounts::ORGANIZATION,
            billing_accounts::PLAN,
            billing_accounts::STATE,
            billing_accounts::NEXT_RECEIPT,
        ]
        .map(|label| Column::plain(t(label)))
        .to_vec()
    };
    view! {
        <p class="account-soft">{t(billing_accounts::PLANS_TEXT)}</p>
        <AsyncView
            data=all
            is_empty=move || all.is_empty()
            loading=|| view! { <Skeleton shape=Shape::Table /> }
            empty=none
        >
            <Table label=t(billing_accounts::PLANS) columns=columns() busy=all.fetching()>
                {rows}
            </Table>
        </AsyncView>
    }
    .into_any()
}

fn none() -> AnyView {
    view! {
        <Empty
            drawing=Drawing::BillingAccount
            title=t(billing_accounts::NO_PLANS)
            text=t(billing_accounts::NO_PLANS_TEXT)
        />
    }
    .into_any()
}

fn row(paid: PaidSubscription) -> AnyView {
    let language = use_language();
    let PaidSubscription { organization_name, slug, terms, state, next_invoice, .. } = paid;
    let name = organization_name.to_string();
    // Who has left the organization, or was never in it, pays all the same.
    let organization = match slug {
        Some(slug) => {
            let href = Route::plan(slug.to_string(), PlanView::Look).path();
            view! {
                <a class="account-link" href=href>
                    <bdi>{name}</bdi>
                </a>
            }
            .into_any()
        }
        None => view! { <bdi>{name}</bdi> }.into_any(),
    };
    let what = tx(move |texts| {
        let (cycle, plan) = (texts.get(cycle_key(terms.cycle)), texts.get(plan_key(terms.plan)));
        billing_accounts::plan_cycle(texts, &cycle, &plan)
    });
    let (label, tone) = state_words(state);
    let none = t(billing_accounts::NO_NEXT);
    let next = move || next_invoice.as_ref().map_or_else(|| none.get(), |at| day_text(language, at));
    view! {
        <tr class="table-row" role="row">
            <Cell head=true>{organization}</Cell>
            <Cell label=t(billing_accounts::PLAN)>{what}</Cell>
            <Cell label=t(billing_accounts::STATE)>
                <Badge label=t(label) tone=tone />
            </Cell>
            <Cell label=t(billing_accounts::NEXT_RECEIPT)>{next}</Cell>
        </tr>
    }
    .into_any()
}

const fn plan_key(of: Plan) -> Key {
    match of {
        Plan::Standard => plan::STANDARD,
        Plan::Premium => plan::PREMIUM,
        Plan::Enterprise => plan::ENTERPRISE,
    }
}

const fn cycle_key(cycle: Cycle) -> Key {
    match cycle {
        Cycle::Monthly => plan::MONTHLY,
        Cycle::Yearly => plan::YEARLY,
    }
}

const fn state_words(state: SubscriptionState) -> (Key, Tone) {
    match state {
        SubscriptionState::Trial => (billing_accounts::TRIAL, Tone::Info),
        SubscriptionState::Active => (billing_accounts::ACTIVE, Tone::Success),
        SubscriptionState::Cancelled => (billing_accounts::CANCELLED, Tone::Warning),
        SubscriptionState::Ended => (billing_accounts::ENDED, Tone::Danger),
    }
}
