//! Which plan, and how often it is paid.

use super::{
    cards::cards,
    compare::compare,
    frame::{Next, frame},
    order::Order,
};
use crate::{
    language::{number_text, t, tx, use_language},
    plan::access::PlanAccess,
    routes::{ChooseStep, PlanView, Route},
    ui::{RadioLine, unique_id},
};
use hq_contract::plan::Cycle;
use hq_text::{choose, plan};
use leptos::prelude::*;

/// The first step.
#[component]
pub fn PlanStep(access: PlanAccess) -> AnyView {
    let order = Order::at(access, ChooseStep::Plan);
    let asked = RwSignal::new(false);
    let missing = t(choose::CHOOSE_FIRST);
    let go = move || {
        asked.set(true);
        if untrack(|| order.plan()).is_some() {
            order.go_on();
        }
    };
    let error = Signal::derive(move || (asked.get() && order.plan().is_none()).then(|| missing.get()));
    let next = Next { error, ..Next::step(go) };
    frame(order, next, move || {
        let voucher = Signal::derive(move || Route::plan(access.slug.get(), PlanView::Voucher).path());
        view! {
            <p class="plan-soft">{t(choose::PER_ORGANIZATION)}</p>
            {cycles(order)}
            {cards(order)}
            {compare(order)}
            <p class="plan-soft">{t(choose::HAVE_VOUCHER)} " " <a href=voucher>{t(plan::USE_VOUCHER)}</a></p>
        }
        .into_any()
    })
}

/// By the month, or by the year for less.
fn cycles(order: Order) -> AnyView {
    let (language, group) = (use_language(), unique_id());
    let percent = Memo::new(move |_| {
        order.plans.with(|remote| {
            remote.ready().map(|answer| answer.value.yearly_rebate_percent).unwrap_or_default()
        })
    });
    let line = move |cycle: Cycle| {
        let label = tx(move |texts| match (cycle, percent.get()) {
            (Cycle::Monthly, _) => texts.get(plan::MONTHLY).into_owned(),
            (Cycle::Yearly, 0) => texts.get(plan::YEARLY).into_owned(),
            (Cycle::Yearly, percent) => choose::yearly_less(texts, &number_text(language, percent.into())),
        });
        view! {
            <RadioLine
                group=group.clone()
                value=cycle.as_str()
                label=label
                chosen=Signal::derive(move || order.cycle() == cycle)
                on_choose=move |()| order.typed.update(|typed| typed.cycle = Some(cycle))
            />
        }
    };
    view! {
        <fieldset class="field cycles">
            <legend class="field-label">{t(choose::CYCLE)}</legend>
            <div class="cycles-lines">{Cycle::ALL.map(line).into_iter().collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .into_any()
}
