//! All of an order, with the way to change each part.

use super::{frame::step_key, order::Order, total::quote_day_text};
use crate::{
    kit::fact,
    language::{money_text, number_text, t, tx, use_language},
    plan::words::{cycle_key, payment_key, plan_key, support_key},
    routes::ChooseStep,
    ui::Card,
};
use hq_contract::{
    Money,
    plan::Cycle,
    subscription::{PlanFees, TakesEffect},
};
use hq_text::{Key, choose, plan};
use leptos::prelude::*;

/// What is ordered, when it holds, and who pays how.
pub(super) fn facts(order: Order) -> AnyView {
    view! {
        <div class="order-facts">
            <Card title=t(step_key(ChooseStep::Plan))>
                <dl class="facts">{what(order)}</dl>
                {change(order, ChooseStep::Plan)}
            </Card>
            {prices(order)}
            <Card title=t(step_key(ChooseStep::Payer))>
                <dl class="facts">{who(order)}</dl>
                {change(order, ChooseStep::Payer)}
            </Card>
        </div>
    }
    .into_any()
}

fn what(order: Order) -> AnyView {
    let language = use_language();
    let name =
        tx(move |texts| order.plan().map(|plan| texts.get(plan_key(plan)).into_owned()).unwrap_or_default());
    let cycle = tx(move |texts| texts.get(cycle_key(order.cycle())).into_owned());
    let support = tx(move |texts| texts.get(support_key(order.support())).into_owned());
    let committed = tx(move |texts| match order.terms.get().map(|terms| terms.committed_fpu) {
        None | Some(0) => texts.get(plan::NONE_COMMITTED).into_owned(),
        Some(fpu) => plan::fpu(texts, &number_text(language, fpu.into())),
    });
    // Of an organization that has a plan: from what to what.
    let now = tx(move |texts| {
        let Some(now) = order.now() else { return String::new() };
        let (cycle, name) = (texts.get(cycle_key(now.cycle)), texts.get(plan_key(now.plan)));
        choose::line_plan(texts, &cycle, &name)
    });
    let effect = tx(move |texts| {
        let Some(quote) = order.quoted() else { return String::new() };
        let day = |at| quote_day_text(language, &quote, at);
        match (&quote.takes_effect, &quote.trial_until) {
            (TakesEffect::Unchanged, _) => texts.get(choose::EFFECT_UNCHANGED).into_owned(),
            (TakesEffect::PeriodEnd { at }, _) => choose::effect_later(texts, &day(at)),
            (TakesEffect::Now, Some(until)) => choose::effect_trial(texts, &day(until)),
            (TakesEffect::Now, None) => texts.get(choose::EFFECT_NOW).into_owned(),
        }
    });
    let next = Signal::derive(move || {
        let quote = order.quoted();
        let day = quote
            .and_then(|quote| quote.next_invoice.as_ref().map(|at| quote_day_text(language, &quote, at)));
        day.unwrap_or_default()
    });
    view! {
        {fact(choose::NOW, now)}
        {fact(choose::PLAN, name)}
        {fact(plan::PAID, cycle)}
        {fact(plan::SUPPORT, support)}
        {fact(plan::COMMITTED, committed)}
        {fact(choose::HOLDS, effect)}
        {fact(plan::NEXT_RECEIPT, next)}
    }
    .into_any()
}

/// What it costs a month and a year.
fn prices(order: Order) -> AnyView {
    let fees = Memo::new(move |_| order.quoted().map(|quote| quote.plan_fees));
    let table = move || fees.get().map(|fees| price_table(order, fees));
    view! {
        <Card title=t(choose::PRICES) text=t(choose::WITHOUT_VAT)>
            {table}
        </Card>
    }
    .into_any()
}

fn price_table(order: Order, fees: PlanFees) -> AnyView {
    let language = use_language();
    let PlanFees { plan_month, plan_year, support_month, support_year, committed_month, committed_year } =
        fees;
    let row = |key: Key, month: Money, year: Money| {
        let (a_month, a_year) = (
            Signal::derive(move || money_text(language, &month)),
            Signal::derive(move || money_text(language, &year)),
        );
        view! {
            <tr>
                <th scope="row">{t(key)}</th>
                <td>{a_month}</td>
                <td>{a_year}</td>
            </tr>
        }
    };
    let rows = [
        row(choose::PLAN, plan_month, plan_year),
        row(choose::SUPPORT, support_month, support_year),
        row(choose::COMMITTED, committed_month, committed_year),
    ];
    let chosen = move |cycle: Cycle| move || (order.cycle() == cycle).then_some("true");
    view! {
        <table class="quote-lines quote-prices" aria-label=t(choose::PRICES)>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col" data-chosen=chosen(Cycle::Monthly)>
                        {t(choose::A_MONTH)}
                    </th>
                    <th scope="col" data-chosen=chosen(Cycle::Yearly)>
                        {t(choose::A_YEAR)}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}

fn who(order: Order) -> AnyView {
    let name = Signal::derive(move || order.account_name().unwrap_or_default());
    let payment = tx(move |texts| {
        let id = order.account();
        let own = order.accounts.with(|remote| {
            let all = &remote.ready()?.value.items;
            all.iter().find(|account| Some(account.id) == id).map(|account| account.payment)
        });
        let payment = own.or_else(|| order.payer_now().map(|payer| payer.payment));
        payment.map(|payment| texts.get(payment_key(payment)).into_owned()).unwrap_or_default()
    });
    view! {
        {fact(plan::PAYER, name)}
        {fact(plan::PAYMENT, payment)}
    }
    .into_any()
}

/// The way to the step where it was chosen.
fn change(order: Order, step: ChooseStep) -> AnyView {
    let href = Signal::derive(move || order.route(step).path());
    let about = t(step_key(step));
    view! {
        <a class="order-change" href=href>
            {t(choose::CHANGE)}
            <span class="visually-hidden">" " {about}</span>
        </a>
    }
    .into_any()
}
