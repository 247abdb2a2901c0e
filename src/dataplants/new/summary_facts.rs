//! All of an order, with the way to change each part.

use super::{frame::step_key, order::Order};
use crate::{
    api::Query,
    kit::{AsyncView, fact},
    language::{t, tx, use_language},
    operations::table_key,
    providers::region_text,
    routes::NewDataplantStep,
    ui::{Card, Shape, Skeleton},
};
use hq_contract::{
    providers::Region,
    storage_defaults::{StorageDefaults, TableKind},
};
use hq_text::dataplants;
use leptos::prelude::*;

/// The facts, by the step that they were chosen in.
pub(super) fn facts(order: Order, defaults: Query<StorageDefaults>) -> AnyView {
    let typed = order.typed;
    let plain = t(dataplants::NO_TEMPLATE);
    let template = Signal::derive(move || {
        let name = order.template.with(|template| template.as_ref().map(|template| template.name.clone()));
        name.map(|name| if name.is_empty() { plain.get() } else { name }).unwrap_or_default()
    });
    let size = tx(move |texts| match order.fpu() {
        Some(fpu) => dataplants::size(texts, &fpu.to_string()),
        None => texts.get(dataplants::NO_SIZES).into_owned(),
    });
    let text = move |read: fn(&super::typed::Typed) -> String| Signal::derive(move || typed.with(read));
    view! {
        <div class="order-facts">
            <Card title=t(step_key(NewDataplantStep::Template))>
                <dl class="facts">{fact(dataplants::TEMPLATE, template)}</dl>
                {change(order, NewDataplantStep::Template)}
            </Card>
            <Card title=t(step_key(NewDataplantStep::Place))>
                <dl class="facts">{fact(dataplants::PLACE, place(order))}</dl>
                {change(order, NewDataplantStep::Place)}
            </Card>
            <Card title=t(step_key(NewDataplantStep::Name))>
                <dl class="facts">
                    {fact(dataplants::NAME, text(|typed| typed.name.clone()))}
                    {fact(dataplants::DESCRIPTION, text(|typed| typed.description.clone()))}
                    {fact(dataplants::TAGS, text(|typed| typed.tags.join(", ")))}
                    {fact(dataplants::NAMES, text(|typed| typed.names.join(", ")))}
                    {fact(dataplants::SIZE_LABEL, size)}
                </dl>
                {change(order, NewDataplantStep::Name)}
            </Card>
            {engines(defaults)}
        </div>
    }
    .into_any()
}

/// The way to the step where it was chosen.
fn change(order: Order, step: NewDataplantStep) -> AnyView {
    let href = Signal::derive(move || order.route(step).path());
    let about = t(step_key(step));
    view! {
        <a class="order-change" href=href>
            {t(dataplants::CHANGE)}
            <span class="visually-hidden">" " {about}</span>
        </a>
    }
    .into_any()
}

/// The provider and the region, in words.
fn place(order: Order) -> Signal<String> {
    let language = use_language();
    Signal::derive(move || {
        let (Some(place), Some(offer)) = (order.place.get(), order.offer.get()) else { return String::new() };
        let providers = order.provider_list();
        let provider = providers.iter().find(|provider| provider.id == offer.provider);
        let region: Option<&Region> =
            provider.and_then(|provider| provider.regions.iter().find(|region| region.id == place.region));
        let name = provider.map_or(offer.provider.as_str(), |provider| provider.name.as_str());
        let region = region.map_or_else(|| place.region.clone(), |region| region_text(language, region));
        [name, &region].join(", ")
    })
}

/// The engines that it will be bound to: the organization's default configuration.
fn engines(defaults: Query<StorageDefaults>) -> AnyView {
    let lines = move || defaults.with(|remote| remote.ready().map(|answer| lines(&answer.value)));
    view! {
        <Card title=t(dataplants::ENGINES) text=t(dataplants::ENGINES_TEXT)>
            <AsyncView data=defaults loading=|| view! { <Skeleton shape=Shape::Line /> }>
                <dl class="facts">{lines}</dl>
            </AsyncView>
        </Card>
    }
    .into_any()
}

fn lines(defaults: &StorageDefaults) -> AnyView {
    let hidden = t(dataplants::ENGINE_HIDDEN);
    let line = |kind: TableKind| {
        let Some(engine) = defaults.of(kind) else {
            return fact(table_key(kind), t(dataplants::ENGINE_NONE));
        };
        let name = engine.name.as_ref().map(ToString::to_string);
        fact(table_key(kind), Signal::derive(move || name.clone().unwrap_or_else(|| hidden.get())))
    };
    TableKind::ALL.map(line).into_iter().collect::<Vec<_>>().into_any()
}
