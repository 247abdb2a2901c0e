//! How soon the operator helps.

use super::{
    frame::{Next, frame},
    order::Order,
};
use crate::{
    language::{money_text, t, tx, use_language},
    plan::{
        access::PlanAccess,
        words::{support_key, support_text_key},
    },
    routes::ChooseStep,
    ui::{RadioLine, unique_id},
};
use hq_contract::plans::SupportOffer;
use hq_text::{choose, plan};
use leptos::prelude::*;

/// The second step.
#[component]
pub fn SupportStep(access: PlanAccess) -> AnyView {
    let order = Order::at(access, ChooseStep::Support);
    frame(order, Next::step(move || order.go_on()), move || {
        let group = unique_id();
        let offers = order.plans.ready_untracked().map(|answer| answer.value.support).unwrap_or_default();
        let lines = offers.into_iter().map(|offer| line(order, offer, group.clone()));
        view! {
            <fieldset class="field choices">
                <legend class="field-label">{t(choose::SUPPORT)}</legend>
                {lines.collect::<Vec<_>>()}
            </fieldset>
        }
        .into_any()
    })
}

fn line(order: Order, offer: SupportOffer, group: String) -> AnyView {
    let (language, level) = (use_language(), offer.level);
    let hint = tx(move |texts| {
        let price = match offer.month.minor {
            0 => texts.get(choose::IN_THE_PLAN).into_owned(),
            _ => plan::month(texts, &money_text(language, &offer.month)),
        };
        [price, texts.get(support_text_key(level)).into_owned()].join(" · ")
    });
    view! {
        <RadioLine
            group=group
            value=level.as_str()
            label=t(support_key(level))
            hint=hint
            chosen=Signal::derive(move || order.support() == level)
            on_choose=move |()| order.typed.update(|typed| typed.support = Some(level))
        />
    }
    .into_any()
}
