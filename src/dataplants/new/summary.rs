//! What an order comes to, and placing it.

use super::{
    frame::{Next, foot, frame},
    order::Order,
    summary_facts::facts,
    typed::Typed,
};
use crate::{
    api::{Answer, Mutation, Query},
    dataplants::{access::DataplantAccess, words::error_message},
    language::{t, tx},
    providers::Limits,
    routes::{NewDataplantStep, Route, use_router},
    ui::FormError,
};
use hq_contract::{
    Description, DomainName, ProblemCode, ResourceName, Tag,
    dataplants::{CreateDataplant, Dataplant, NewDataplant},
    storage_defaults::GetStorageDefaults,
};
use hq_text::dataplants;
use leptos::prelude::*;

/// The last step.
#[component]
pub fn SummaryStep(access: DataplantAccess) -> AnyView {
    let (order, router) = (Order::at(access, NewDataplantStep::Summary), use_router());
    // At once, beside what can be had.
    let defaults = Query::new(move || Some(GetStorageDefaults { org: access.org }));
    let create = Mutation::<CreateDataplant>::new(move |answer: Answer<Dataplant>| {
        order.draft.forget();
        let id = answer.value.id.to_string();
        router.replace(Route::dataplant(access.slug.get_untracked(), id));
    });
    send_back(order, create);
    let confirm = move |()| {
        if let Some(body) = untrack(|| request(order)) {
            create.run(&CreateDataplant { org: access.org, body });
        }
    };
    let error = create.error();
    let message = error_message(move || error.get().filter(|error| pointer(error).is_none()));
    let name = Signal::derive(move || order.typed.with(|typed| typed.name.trim().to_owned()));
    let waits = Signal::derive(move || order.lacks().is_some());
    let limits = Signal::derive(move || {
        order.offer.with(|offer| offer.as_ref().map(|offer| offer.limits.clone()).unwrap_or_default())
    });
    let next = Next {
        label: tx(move |texts| dataplants::create(texts, &name.get())),
        busy: create.pending(),
        waits,
        on_click: Some(Callback::new(confirm)),
    };
    frame(order, move || {
        view! {
            <FormError message=message />
            {facts(order, defaults)}
            <Limits limits=limits />
            <p class="order-note">{t(dataplants::CONFIRM_NOTE)}</p>
            {foot(order, next)}
        }
        .into_any()
    })
}

/// The order as it is sent; nothing where something of it is wrong, which its step says.
fn request(order: Order) -> Option<NewDataplant> {
    let (typed, place, offer) = (order.typed.get(), order.place.get()?, order.offer.get()?);
    let template = order.template.get().map(|template| template.id).filter(|id| !id.is_empty());
    let named = offer.takes_certificates && order.access.infrastructure.get();
    let names = if named { typed.names } else { Vec::new() };
    Some(NewDataplant {
        template,
        offer: place.offer,
        region: place.region,
        fpu: order.fpu(),
        name: ResourceName::parse(&typed.name).ok()?,
        description: Some(typed.description.as_str())
            .filter(|text| !text.trim().is_empty())
            .map(Description::parse)
            .transpose()
            .ok()?,
        tags: typed.tags.iter().map(|tag| Tag::parse(tag)).collect::<Result<_, _>>().ok()?,
        names: names.iter().map(|name| DomainName::parse(name)).collect::<Result<_, _>>().ok()?,
    })
}

/// The first field that was refused.
fn pointer(error: &crate::api::Error) -> Option<(String, hq_contract::FieldCode)> {
    match error {
        crate::api::Error::Problem { problem, .. } => {
            problem.fields.first_key_value().map(|(pointer, code)| (pointer.clone(), *code))
        }
        crate::api::Error::Unreachable | crate::api::Error::Unreadable => None,
    }
}

/// What is wrong with a field is told where the field is. What can be had is asked for again where it is had no more.
fn send_back(order: Order, create: Mutation<CreateDataplant>) {
    let (router, error) = (use_router(), create.error());
    Effect::new(move |_| {
        let Some(error) = error.get() else { return };
        if error.code() == Some(ProblemCode::OfferUnavailable) {
            order.providers.retry();
        }
        let Some((pointer, code)) = pointer(&error) else { return };
        let step = Typed::step_of(&pointer);
        if step != NewDataplantStep::Name {
            order.providers.retry();
        }
        order.typed.update(|typed| typed.refused = Some((pointer, code)));
        order.draft.keep(Some(&order.typed.get_untracked()));
        router.go(untrack(|| order.route(step)));
    });
}
