//! `/billing-accounts/{id}/subscriptions`: the organizations that it pays for.

use super::account::Account;
use crate::{
    api::{Error, List},
    kit::{AsyncView, ConfirmDialog, ConfirmedMutation, focus_title},
    language::{day_text_in, t, tx, use_language},
    routes::{PlanView, Route},
    ui::{Badge, Button, Cell, Column, Drawing, Empty, Kind, Shape, Size, Skeleton, Table, Toasts, Tone},
};
use hq_contract::{
    Nothing, ProblemCode, Timestamp,
    billing_accounts::{ListPaidSubscriptions, PaidSubscription, StopPaying},
    plan::{Cycle, Plan},
    subscription::SubscriptionState,
};
use hq_text::{Key, billing_accounts, plan};
use leptos::prelude::*;

/// The page.
pub fn subscriptions(account: Account) -> AnyView {
    let id = account.id;
    let all = List::new(move |_| Some(ListPaidSubscriptions { id }));
    let stop = stopping(account, all);
    let items = all.items();
    let rows = move || items.get().into_iter().map(|paid| row(paid, stop)).collect::<Vec<_>>();
    let columns = move || {
        let said = [
            billing_accounts::ORGANIZATION,
            billing_accounts::PLAN,
            billing_accounts::STATE,
            billing_accounts::NEXT_RECEIPT,
        ];
        let actions = Column { name: "actions", quiet: true, ..Column::plain(t(billing_accounts::ACTIONS)) };
        said.map(|label| Column::plain(t(label))).into_iter().chain([actions]).collect::<Vec<_>>()
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
        {asks(stop)}
    }
    .into_any()
}

/// To stop paying for an organization.
type Stopping = ConfirmedMutation<PaidSubscription, StopPaying>;

fn stopping(account: Account, all: List<PaidSubscription>) -> Stopping {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let stop = ConfirmedMutation::new(
        move |paid: PaidSubscription| StopPaying {
            id: account.id,
            org: paid.organization.id,
            body: Nothing {},
        },
        |texts, paid| billing_accounts::stop_done(texts, paid.organization.name.as_str()),
        move |_| ends(all),
    );
    let is_late =
        |error: &Error| matches!(error.code(), Some(ProblemCode::NoSubscription | ProblemCode::NotFound));
    stop.overtaken(is_late, move |paid, _| {
        let name = paid.organization.name.as_str();
        toasts.push(Tone::Info, language.text_untracked(|texts| billing_accounts::stop_late(texts, name)));
        ends(all);
    })
}

/// Its row says so from now on, without the button that gets the focus back from the dialog.
fn ends(all: List<PaidSubscription>) {
    all.retry();
    focus_title();
}

/// What stopping means: until when it is paid, what comes then, and what still is billed.
fn asks(stop: Stopping) -> AnyView {
    let (language, subject) = (use_language(), stop.subject());
    let name = move || {
        subject.with(|paid| paid.as_ref().map(|paid| paid.organization.name.to_string())).unwrap_or_default()
    };
    let title = tx(move |texts| billing_accounts::stop_title(texts, &name()));
    let text = tx(move |texts| {
        let day = |paid: &PaidSubscription| {
            paid.could_end_at.as_ref().map(|end| day_text_in(language, end, &paid.zone))
        };
        let until = match subject.with(|paid| paid.as_ref().and_then(day)) {
            Some(day) => billing_accounts::stop_until(texts, &day, &name()),
            None => billing_accounts::stop_at_end(texts, &name()),
        };
        [until, texts.get(billing_accounts::STOP_USAGE).into_owned()].join(" ")
    });
    view! { <ConfirmDialog mutation=stop title=title text=text confirm_label=title /> }.into_any()
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

fn row(paid: PaidSubscription, stop: Stopping) -> AnyView {
    let language = use_language();
    let asked = paid.clone();
    let PaidSubscription {
        organization,
        slug,
        terms,
        state,
        next_invoice,
        ends_at,
        could_end_at,
        stopped,
        zone,
        ..
    } = paid;
    let name = organization.name.to_string();
    let about = Signal::stored(name.clone());
    let way = could_end_at.map(|_| {
        view! {
            <Button
                label=t(billing_accounts::STOP)
                about=about
                kind=Kind::Quiet
                size=Size::Small
                on_click=move |()| stop.ask(asked.clone())
            />
        }
    });
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
    let day = move |at: &Timestamp| day_text_in(language, at, &zone);
    let of_next = day.clone();
    let said = tx(move |texts| match &ends_at {
        Some(end) if stopped && state == SubscriptionState::Cancelled => {
            billing_accounts::stopped_until(texts, &day(end))
        }
        _ => texts.get(label).into_owned(),
    });
    let none = t(billing_accounts::NO_NEXT);
    let next = move || next_invoice.as_ref().map_or_else(|| none.get(), &of_next);
    view! {
        <tr class="table-row" role="row">
            <Cell head=true>{organization}</Cell>
            <Cell label=t(billing_accounts::PLAN)>{what}</Cell>
            <Cell label=t(billing_accounts::STATE)>
                <Badge label=said tone=tone />
            </Cell>
            <Cell label=t(billing_accounts::NEXT_RECEIPT)>{next}</Cell>
            <Cell actions=true>{way}</Cell>
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
