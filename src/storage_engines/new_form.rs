//! The form that orders a storage engine.

use super::{
    engine_types::type_field,
    links::{engine_route, list_href},
    order_inputs::{FIELDS, Offered, OrderInputs},
    replaced::tables_field,
    words::error_message,
};
use crate::{
    api::{Answer, Error, Mutation, Query, unless_about},
    kit::{ChipsField, InputArea, InputField},
    language::{t, use_language},
    providers::{
        AvailabilityField, FixedMark, Limits, PlaceChooser, SizeField, Total, availability, field_text,
    },
    routes::use_router,
    ui::{Button, Form, FormError, Kind, LinkButton},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    storage_defaults::StorageDefaults,
    storage_engines::{CreateStorageEngine, StorageEngine},
};
use hq_text::{Key, common, storage_engines};
use leptos::prelude::*;

/// The form; `defaults` is what new dataplants take now.
pub fn form(
    org: OrganizationId,
    offered: Offered,
    defaults: Query<StorageDefaults>,
    may_defaults: Signal<bool>,
    why_defaults: AnyView,
) -> AnyView {
    let router = use_router();
    let forget = StoredValue::new_local(None::<Box<dyn Fn()>>);
    let order = Mutation::<CreateStorageEngine>::new(move |answer: Answer<StorageEngine>| {
        forget.with_value(|forget| forget.iter().for_each(|forget| forget()));
        if let Some(route) = engine_route(router, answer.value.id) {
            router.replace(route);
        }
    });
    let inputs = OrderInputs::new(order, offered);
    forget.set_value(Some(Box::new(inputs.keep(org))));
    let error = order.error();
    Effect::new(move |_| {
        // What is offered has changed meanwhile: the cards say what there is now.
        let away = |error: &Error| error.code() == Some(ProblemCode::OfferUnavailable) || is_place(error);
        if error.with(|error| error.as_ref().is_some_and(away)) {
            offered.query.retry();
        }
    });
    let submit = move |()| {
        if let Some(body) = inputs.read(may_defaults.get_untracked()) {
            order.run(&CreateStorageEngine { org, body });
        }
    };
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            {place_section(inputs, offered, order)}
            {size_section(inputs)}
            {section(storage_engines::ABOUT, names(inputs))}
            {section(
                storage_engines::DEFAULTS,
                tables_field(defaults, inputs.tables.into(), inputs, may_defaults, why_defaults),
            )}
            <Total
                offer=inputs.offer
                fpu=Signal::derive(move || inputs.size.fpu())
                high_availability=inputs.available
            >
                <LinkButton label=t(common::CANCEL) href=list_href() />
                <Button label=t(storage_engines::ORDER) kind=Kind::Primary submit=true busy=order.pending() />
            </Total>
        </Form>
    }
    .into_any()
}

fn is_place(error: &Error) -> bool {
    error.field("/region").or_else(|| error.field("/offer")).is_some()
}

/// A part of the order with its heading.
fn section(title: Key, body: AnyView) -> AnyView {
    view! {
        <section class="order-section">
            <h2 class="order-title">{t(title)}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// What, and where.
fn place_section(inputs: OrderInputs, offered: Offered, order: Mutation<CreateStorageEngine>) -> AnyView {
    let (language, error) = (use_language(), order.error());
    let (no_type, no_place) = (t(storage_engines::CHOOSE_TYPE), t(storage_engines::CHOOSE_PLACE));
    let type_error = Signal::derive(move || {
        (inputs.tried.get() && inputs.engine.with(Option::is_none)).then(|| no_type.get())
    });
    let place_error = Signal::derive(move || {
        let refused = error.with(|error| {
            error.as_ref().and_then(|error| error.field("/region").or_else(|| error.field("/offer")))
        });
        if let Some(code) = refused {
            return Some(language.texts().with(|texts| texts.get(field_text(code)).into_owned()));
        }
        (inputs.tried.get() && inputs.place.with(Option::is_none)).then(|| no_place.get())
    });
    let typed = Memo::new(move |_| inputs.engine.with(Option::is_some));
    let places = move || {
        typed.get().then(|| {
            view! {
                <PlaceChooser
                    providers=offered.providers
                    offers=inputs.offers
                    value=inputs.place
                    on_choose=move |place| inputs.choose_place(place)
                    error=place_error
                />
            }
        })
    };
    let types = type_field(
        inputs.types,
        inputs.engine.into(),
        Callback::new(move |value| inputs.choose_type(value)),
        type_error,
    );
    let body = view! {
        {types}
        {places}
    };
    section(storage_engines::WHAT, body.into_any())
}

/// How large, and what it cannot promise; once the place is known.
fn size_section(inputs: OrderInputs) -> AnyView {
    let known = Memo::new(move |_| inputs.offer.with(Option::is_some));
    let limits = Signal::derive(move || {
        inputs.offer.with(|offer| offer.as_ref().map(|o| o.limits.clone())).unwrap_or_default()
    });
    let always = Memo::new(move |_| {
        inputs.offer.with(|offer| offer.as_ref().is_some_and(|offer| availability(offer, false)))
    });
    (move || {
        known.get().then(|| {
            let body = view! {
                <SizeField offer=inputs.offer input=inputs.size />
                <AvailabilityField offer=inputs.offer value=inputs.available />
                {move || always.get().then(|| view! { <FixedMark /> })}
                <Limits limits=limits />
            };
            section(storage_engines::HOW_LARGE, body.into_any())
        })
    })
    .into_any()
}

/// What it is called, what it is for, and what it is grouped by.
fn names(inputs: OrderInputs) -> AnyView {
    view! {
        <InputField
            label=t(storage_engines::NAME)
            input=inputs.name
            name="engine-name"
            required=true
            hint=t(storage_engines::NAME_HINT)
        />
        <InputArea
            label=t(storage_engines::DESCRIPTION)
            input=inputs.description
            name="description"
            optional=t(common::OPTIONAL)
        />
        <ChipsField
            label=t(storage_engines::TAGS)
            input=inputs.tags
            name="tags"
            words=field_text
            hint=t(storage_engines::TAGS_HINT)
        />
    }
    .into_any()
}
