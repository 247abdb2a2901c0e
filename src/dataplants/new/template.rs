//! What a dataplant begins with; and whether one can be made at all.

use super::{
    frame::{Next, foot, frame},
    order::Order,
    typed::{TemplateChoice, templates},
};
use crate::{
    api::Query,
    dataplants::access::DataplantAccess,
    kit::rows,
    language::{t, tx},
    providers::{QuotaNotice, unavailable_text},
    routes::{NewDataplantStep, use_router},
    ui::{Banner, Drawing, Empty, RadioLine, Tone, unique_id},
};
use hq_contract::{
    dataplants::{DataplantOrder, ListDataplants, MAX_DATAPLANTS},
    quotas::QuotaKind,
};
use hq_text::dataplants;
use leptos::prelude::*;

/// The first step.
#[component]
pub fn TemplateStep(access: DataplantAccess) -> AnyView {
    let (order, router) = (Order::at(access, NewDataplantStep::Template), use_router());
    let there = Query::new(move || {
        let sort = DataplantOrder::default();
        Some(ListDataplants { org: access.org, q: None, state: None, sort, page_token: None })
    });
    let full = Memo::new(move |_| {
        let total = there.with(|remote| remote.ready().map(|answer| answer.value.total));
        total.filter(|total| *total >= MAX_DATAPLANTS)
    });
    let waits = Signal::derive(move || order.template.with(Option::is_none) || full.get().is_some());
    let next = move |()| {
        order.typed.update(|typed| typed.forget_refusal(NewDataplantStep::Template));
        router.go(untrack(|| order.route(NewDataplantStep::Place)));
    };
    let limit = tx(move |texts| {
        full.get().map(|_| dataplants::limit(texts, &MAX_DATAPLANTS.to_string())).unwrap_or_default()
    });
    frame(order, move || {
        order.focus_refused(".templates-cards");
        view! {
            <Banner text=limit tone=Tone::Warning />
            <QuotaNotice org=access.org slug=access.slug kind=QuotaKind::Dataplants />
            {obstacles(order)}
            {choice(order)}
            {foot(
                order,
                Next {
                    waits,
                    ..Next::step(Some(Callback::new(next)))
                },
            )}
        }
        .into_any()
    })
}

/// Why nothing can be ordered, where nothing can.
fn obstacles(order: Order) -> AnyView {
    let none = Memo::new(move |_| order.offers.with(Vec::is_empty));
    let closed = Memo::new(move |_| order.template.with(Option::is_none) && !none.get());
    let reasons = tx(move |texts| {
        if !closed.get() {
            return String::new();
        }
        let mut said: Vec<String> = Vec::new();
        order.offers.with(|offers| {
            for offer in offers {
                let reason = offer.unavailable.as_ref().map(|reason| unavailable_text(texts, reason));
                said.extend(reason.filter(|reason| !said.contains(reason)));
            }
        });
        [texts.get(dataplants::NOTHING_OPEN).into_owned(), said.join(" ")].join(" ")
    });
    let nothing = move || {
        none.get().then(|| {
            view! {
                <Empty
                    drawing=Drawing::Dataplant
                    title=t(dataplants::NOTHING_OFFERED)
                    text=t(dataplants::NOTHING_OFFERED_TEXT)
                />
            }
        })
    };
    view! {
        <Banner text=reasons tone=Tone::Warning />
        {nothing}
    }
    .into_any()
}

/// The templates, a card each.
fn choice(order: Order) -> AnyView {
    let all = Memo::new(move |_| order.offers.with(|offers| templates(offers)));
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let group = StoredValue::new(unique_id());
    let cards =
        move || rows(all, |choice| choice.id.clone(), move |choice| card(order, choice, group.get_value()));
    let (error, error_id) = (order.refusal(), format!("{}-error", group.get_value()));
    (move || {
        some.get().then(|| {
            let (error_id, described_by) = (error_id.clone(), error_id.clone());
            view! {
                <fieldset class="field templates" aria-describedby=described_by>
                    <legend class="field-label">{t(dataplants::TEMPLATE)}</legend>
                    <div class="templates-cards">{cards()}</div>
                    <p class="field-error" id=error_id aria-live="polite">
                        {move || error.get().unwrap_or_default()}
                    </p>
                </fieldset>
            }
        })
    })
    .into_any()
}

fn card(order: Order, choice: Memo<TemplateChoice>, group: String) -> AnyView {
    let id = choice.with_untracked(|choice| choice.id.clone());
    let (plain, plain_text, closed) =
        (t(dataplants::NO_TEMPLATE), t(dataplants::NO_TEMPLATE_TEXT), t(dataplants::TEMPLATE_CLOSED));
    let (own, value) = (id.clone(), if id.is_empty() { "none".to_owned() } else { id.clone() });
    let label = Signal::derive(move || {
        choice.with(|choice| if choice.name.is_empty() { plain.get() } else { choice.name.clone() })
    });
    let hint = Signal::derive(move || {
        choice.with(|choice| match (choice.open, choice.description.is_empty()) {
            (false, _) => closed.get(),
            (true, true) => plain_text.get(),
            (true, false) => choice.description.clone(),
        })
    });
    let chosen = Signal::derive(move || {
        order.template.with(|template| template.as_ref().is_some_and(|template| template.id == own))
    });
    view! {
        <div class="template" data-chosen=move || chosen.get().then_some("true")>
            <RadioLine
                group=group
                value=value
                label=label
                hint=hint
                chosen=chosen
                on_choose=move |()| order.typed.update(|typed| typed.begin_with(id.clone()))
                disabled=Signal::derive(move || choice.with(|choice| !choice.open))
            />
        </div>
    }
    .into_any()
}
