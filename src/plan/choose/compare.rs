//! What each plan includes, beside each other.

use super::order::Order;
use crate::{
    language::{Language, money_text, number_text, t, tx, use_language},
    plan::words::plan_key,
    ui::{Cell, Column, Disclosure, Table},
};
use hq_contract::{
    plan::Feature,
    plans::{Meter, PlanOffer, UsagePrice},
};
use hq_text::{Key, Texts, choose, plan};
use leptos::prelude::*;

/// What a cell says of an offer.
type Say = fn(&Texts, Language, &PlanOffer) -> String;

/// The rows: what is compared, and what is said of each plan.
const ROWS: [(Key, Say); 6] = [
    (choose::ROW_FPU, |texts, language, offer| match offer.included_fpu {
        0 => texts.get(choose::PAY_AS_YOU_GO).into_owned(),
        fpu => number_text(language, fpu.into()),
    }),
    (choose::ROW_STORAGE, |texts, language, offer| {
        choose::gigabytes(texts, &number_text(language, offer.included_storage_gb.into()))
    }),
    (choose::ROW_DATAPLANTS, |texts, language, offer| most(texts, language, offer.dataplants)),
    (choose::ROW_MEMBERS, |texts, language, offer| most(texts, language, offer.members)),
    (choose::ROW_CLOSED, |texts, _, offer| {
        let has = offer.plan.includes(Feature::CloseJoinRequests);
        texts.get(if has { choose::YES } else { choose::NO }).into_owned()
    }),
    (choose::ROW_TRIAL, |texts, language, offer| match offer.trial_days {
        0 => texts.get(choose::NO).into_owned(),
        days => choose::days(texts, &number_text(language, days.into())),
    }),
];

fn most(texts: &Texts, language: Language, most: Option<u32>) -> String {
    match most {
        Some(most) => number_text(language, most.into()),
        None => texts.get(choose::UNLIMITED).into_owned(),
    }
}

/// The table, folded at first, and what is used beyond.
pub(super) fn compare(order: Order) -> AnyView {
    let Some(plans) = order.plans.ready_untracked().map(|answer| answer.value) else {
        return ().into_any();
    };
    let language = use_language();
    let first = Column { quiet: true, ..Column::plain(t(choose::COMPARED)) };
    let heads = plans.plans.iter().map(|offer| Column::plain(t(plan_key(offer.plan))));
    let columns = std::iter::once(first).chain(heads).collect();
    let row = |(key, say): (Key, Say)| {
        let cells = plans.plans.iter().cloned().map(|offer| {
            let label = t(plan_key(offer.plan));
            let said = tx(move |texts| say(texts, language, &offer));
            view! { <Cell label=label>{said}</Cell> }
        });
        view! {
            <tr class="table-row" role="row">
                <Cell head=true>{t(key)}</Cell>
                {cells.collect::<Vec<_>>()}
            </tr>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = ROWS.into_iter().map(row).collect();
    let beyond: Vec<AnyView> = plans.beyond.into_iter().map(price).collect();
    let prices = (!beyond.is_empty()).then(|| {
        view! {
            <h2 class="compare-title">{t(choose::BEYOND)}</h2>
            <p class="plan-soft">{t(choose::BEYOND_TEXT)}</p>
            <dl class="facts">{beyond}</dl>
        }
    });
    view! {
        <Disclosure label=t(choose::COMPARE)>
            <Table label=t(choose::COMPARE) columns=columns>
                {rows}
            </Table>
            {prices}
        </Disclosure>
    }
    .into_any()
}

/// What one more of something costs a month, about.
fn price(price: UsagePrice) -> AnyView {
    let language = use_language();
    let key = match price.meter {
        Meter::Dataplant => choose::METER_DATAPLANT,
        Meter::Postgresql => choose::METER_POSTGRESQL,
        Meter::Snowflake => choose::METER_SNOWFLAKE,
        Meter::Sandbox => choose::METER_SANDBOX,
        Meter::Other => choose::METER_OTHER,
        Meter::Storage => choose::METER_STORAGE,
    };
    let amount = tx(move |texts| {
        if price.price_micro == 0 {
            texts.get(choose::NO_CHARGE).into_owned()
        } else {
            plan::month(texts, &money_text(language, &price.month))
        }
    });
    view! {
        <div class="fact">
            <dt>{t(key)}</dt>
            <dd>{amount}</dd>
        </div>
    }
    .into_any()
}
