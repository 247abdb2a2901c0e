//! Which resources are committed.

use super::{
    estimate::saved,
    frame::{Next, frame},
    order::Order,
};
use crate::{
    language::{money_text, number_text, t, tx, use_language},
    plan::access::PlanAccess,
    routes::ChooseStep,
    ui::{NumberField, Range},
};
use hq_text::choose;
use leptos::prelude::*;

/// The third step.
#[component]
pub fn ResourcesStep(access: PlanAccess) -> AnyView {
    let order = Order::at(access, ChooseStep::Resources);
    let focus = RwSignal::new(());
    // Where the plan is missing the page is left; here only the number can be wrong.
    let right = move || order.terms.with(Option::is_some);
    let next = Next::step(move || if untrack(right) { order.go_on() } else { focus.notify() });
    frame(order, next, move || field(order, focus))
}

fn field(order: Order, focus: RwSignal<()>) -> AnyView {
    let language = use_language();
    let Some(plans) = order.plans.ready_untracked().map(|answer| answer.value) else {
        return ().into_any();
    };
    let most = plans.committed_fpu_most;
    let first = order.typed.with_untracked(|typed| typed.fpu.clone());
    let now = untrack(|| order.now()).map(|terms| terms.committed_fpu).unwrap_or_default();
    let value = RwSignal::new(first.clone().unwrap_or_else(|| now.to_string()));
    Effect::new(move |before: Option<()>| {
        let typed = value.get();
        // What nobody has touched stays as it is now, whatever that will be.
        if before.is_some() || first.is_some() {
            order.typed.update(|all| all.fpu = Some(typed));
        }
    });
    let wrong = Signal::derive(move || {
        let fine =
            value.with(|text| text.trim().is_empty() || text.trim().parse::<u32>().is_ok_and(|n| n <= most));
        let texts = language.texts();
        (!fine).then(|| texts.with(|texts| choose::fpu_wrong(texts, &number_text(language, most.into()))))
    });
    let saving = saved(&plans);
    let each = plans.committed_fpu_month.clone();
    let price = tx(move |texts| {
        each.as_ref().map(|each| choose::fpu_each(texts, &money_text(language, each))).unwrap_or_default()
    });
    let saves = tx(move |texts| match &saving {
        Some((used, less)) => {
            let number = value.with(|text| text.trim().parse::<u32>().ok()).filter(|n| *n > 0 && *n <= most);
            let all = number.and_then(|number| less.times(number));
            let each = choose::saves_each(texts, &money_text(language, less), &money_text(language, used));
            match all {
                Some(all) => [each, choose::saves_all(texts, &money_text(language, &all))].join(" "),
                None => each,
            }
        }
        None => String::new(),
    });
    view! {
        <p>{t(choose::RESOURCES_TEXT)}</p>
        <NumberField
            label=t(choose::COMMITTED)
            value=value
            range=Range {
                min: 0,
                max: most,
                step: 1,
            }
            name="committed"
            less_label=t(choose::LESS)
            more_label=t(choose::MORE)
            unit=t(choose::FPU)
            hint=price
            error=wrong
            focus=focus
        />
        <p class="plan-saves" role="status">
            {saves}
        </p>
    }
    .into_any()
}
