//! The plans, a card each.

use super::order::Order;
use crate::{
    language::{Language, money_text, number_text, t, tx, use_language},
    plan::words::{plan_key, plan_text_key},
    ui::{Badge, Icon, LinkButton, RadioLine, Tone, glyph, unique_id},
};
use hq_contract::{
    encode_segment,
    plan::{Cycle, Plan},
    plans::{PlanOffer, Plans},
};
use hq_text::{Texts, choose};
use leptos::prelude::*;

/// The choice. A plan that the operator makes an offer for is asked for by email.
pub(super) fn cards(order: Order) -> AnyView {
    let group = unique_id();
    let plans = order.plans.ready_untracked().map(|answer| answer.value);
    let cards = plans.iter().flat_map(|plans| {
        plans.plans.iter().map(|offer| card(order, plans, offer.clone(), group.clone())).collect::<Vec<_>>()
    });
    view! {
        <fieldset class="field plan-cards">
            <legend class="field-label">{t(choose::PLAN)}</legend>
            <div class="plan-cards-all">{cards.collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .into_any()
}

fn card(order: Order, plans: &Plans, offer: PlanOffer, group: String) -> AnyView {
    let plan = offer.plan;
    let own = Memo::new(move |_| order.now().is_some_and(|terms| terms.plan == plan));
    let badge = move || own.get().then(|| view! { <Badge label=t(choose::YOUR_PLAN) tone=Tone::Info /> });
    let chosen = Memo::new(move |_| order.plan() == Some(plan));
    let head = if offer.month.is_some() {
        view! {
            <RadioLine
                group=group
                value=plan.as_str()
                label=t(plan_key(plan))
                hint=t(plan_text_key(plan))
                chosen=chosen
                on_choose=move |()| order.typed.update(|typed| typed.plan = Some(plan))
            />
        }
        .into_any()
    } else {
        view! {
            <div class="plan-card-head">
                <h2 class="plan-card-name">{t(plan_key(plan))}</h2>
                <p class="plan-soft">{t(plan_text_key(plan))}</p>
            </div>
        }
        .into_any()
    };
    let sales = plans.sales_email.as_ref().map(ToString::to_string);
    let way = offer.month.is_none().then(|| reach_out(order, plan, sales));
    view! {
        <div class="plan-card" data-chosen=move || chosen.get().then_some("true")>
            {head}
            {badge}
            {price(order, offer.clone())}
            <ul class="plan-card-list">{includes(&offer)}</ul>
            {way}
        </div>
    }
    .into_any()
}

/// What it costs, and what the trial means.
fn price(order: Order, offer: PlanOffer) -> AnyView {
    let language = use_language();
    let trial_left = Memo::new(move |_| {
        order.current.with(|remote| remote.ready().is_some_and(|answer| answer.value.trial_left))
    });
    let (month, year, days) = (offer.month.clone(), offer.year.clone(), offer.trial_days);
    let amount = tx(move |texts| match (order.cycle(), &month, &year) {
        (_, None, _) => texts.get(choose::CUSTOM).into_owned(),
        (Cycle::Yearly, Some(_), Some(year)) => money_text(language, year),
        (_, Some(month), _) => money_text(language, month),
    });
    let (after, sold) = (offer.month.clone(), offer.month.is_some());
    let per = tx(move |texts| match (order.cycle(), sold) {
        (_, false) => texts.get(choose::BY_OFFER).into_owned(),
        (Cycle::Yearly, true) => texts.get(choose::PER_YEAR).into_owned(),
        (Cycle::Monthly, true) => texts.get(choose::PER_MONTH).into_owned(),
    });
    let trial = tx(move |texts| {
        let (Some(month), true) = (&after, days > 0 && trial_left.get()) else { return String::new() };
        let days = number_text(language, days.into());
        match (order.cycle(), &offer.year) {
            (Cycle::Yearly, Some(year)) => choose::trial_year(texts, &money_text(language, year), &days),
            (Cycle::Yearly, None) | (Cycle::Monthly, _) => {
                choose::trial(texts, &money_text(language, month), &days)
            }
        }
    });
    view! {
        <p class="plan-price">
            <strong class="plan-amount">{amount}</strong>
            " "
            <span class="plan-soft">{per}</span>
        </p>
        <p class="plan-trial">{trial}</p>
    }
    .into_any()
}

/// What it includes, a line each.
fn includes(offer: &PlanOffer) -> AnyView {
    let language = use_language();
    let (fpu, storage, dataplants) = (offer.included_fpu, offer.included_storage_gb, offer.dataplants);
    let lines: [Signal<String>; 3] = [
        tx(move |texts| match fpu {
            0 => texts.get(choose::PAY_AS_YOU_GO).into_owned(),
            fpu => choose::fpu_included(texts, &number_text(language, fpu.into())),
        }),
        tx(move |texts| choose::storage_included(texts, &number_text(language, storage.into()))),
        tx(move |texts| dataplants_text(texts, language, dataplants)),
    ];
    lines
        .map(|line| {
            view! {
                <li>
                    <Icon glyph=glyph::CHECK />
                    <span>{line}</span>
                </li>
            }
        })
        .into_iter()
        .collect::<Vec<_>>()
        .into_any()
}

fn dataplants_text(texts: &Texts, language: Language, dataplants: Option<u32>) -> String {
    match dataplants {
        Some(1) => texts.get(choose::ONE_DATAPLANT).into_owned(),
        Some(most) => choose::dataplants_included(texts, &number_text(language, most.into())),
        None => texts.get(choose::ANY_DATAPLANTS).into_owned(),
    }
}

/// A mail to the operator, with what it is about.
fn reach_out(order: Order, plan: Plan, sales: Option<String>) -> AnyView {
    let Some(sales) = sales else {
        return view! { <p class="plan-soft">{t(choose::ASK_OPERATOR)}</p> }.into_any();
    };
    let subject =
        tx(move |texts| choose::offer_subject(texts, &order.access.name.get(), &texts.get(plan_key(plan))));
    let href = Signal::derive(move || {
        // Marks that keep names apart are for pages, not for the subject of a mail.
        let plain: String = subject.get().chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
        format!("mailto:{}?subject={}", encode_mailbox(&sales), encode_segment(&plain))
    });
    view! { <LinkButton label=t(choose::REACH_OUT) href=href icon=glyph::MAIL /> }.into_any()
}

/// An address as it stands in a `mailto:` (RFC 6068): the `@` as it is.
fn encode_mailbox(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{}", encode_segment(local), encode_segment(domain)),
        None => encode_segment(address),
    }
}
