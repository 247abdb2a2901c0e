//! What the engine is.

use super::{
    resize::ResizeDialog,
    row::{location, tags},
    shared::EnginePage,
    words::{engine_text, month_text, size_text},
};
use crate::{
    access::Why,
    language::{actor_name, moment, t, tx, use_language},
    operations::table_key,
    ui::{Button, Card, Size},
};
use hq_contract::Permission;
use hq_text::{Key, storage_engines};
use leptos::prelude::*;

/// The card.
pub fn facts(page: EnginePage) -> AnyView {
    let (language, engine) = (use_language(), page.engine);
    let kind = tx(move |texts| engine.with(|engine| engine_text(texts, engine)));
    let available = tx(move |texts| {
        let on = engine.with(|engine| engine.high_availability);
        texts.get(if on { storage_engines::HA_ON } else { storage_engines::HA_OFF }).into_owned()
    });
    let month = Signal::derive(move || engine.with(|engine| month_text(language, engine.month.as_ref())));
    let tables = tx(move |texts| {
        engine.with(|engine| {
            let names: Vec<String> =
                engine.default_for.iter().map(|kind| texts.get(table_key(*kind)).into_owned()).collect();
            if names.is_empty() {
                texts.get(storage_engines::NO_DEFAULT).into_owned()
            } else {
                names.join(", ")
            }
        })
    });
    let at = moment(engine.with_untracked(|engine| engine.created_at.clone()));
    let ordered = tx(move |texts| {
        engine.with(|engine| match &engine.created_by {
            Some(by) => storage_engines::ordered_by(texts, &at.get(), &actor_name(texts, by)),
            None => at.get(),
        })
    });
    let built_in = engine.with_untracked(|engine| engine.built_in);
    view! {
        <Card title=t(storage_engines::FACTS)>
            <dl class="facts">
                {fact(storage_engines::ENGINE, kind.into_any())}
                {fact(storage_engines::LOCATION, location(engine))}
                {fact(storage_engines::SIZE_HEAD, size(page))}
                {fact(storage_engines::AVAILABILITY, available.into_any())}
                {fact(storage_engines::MONTH, month.into_any())} {tagged(page)}
                {fact(storage_engines::DEFAULT_FOR, tables.into_any())}
                {(!built_in).then(|| fact(storage_engines::CREATED, ordered.into_any()))}
            </dl>
        </Card>
    }
    .into_any()
}

/// What it is grouped by, where there is anything.
fn tagged(page: EnginePage) -> AnyView {
    let engine = page.engine;
    let some = Memo::new(move |_| engine.with(|engine| !engine.tags.is_empty()));
    (move || some.get().then(|| fact(storage_engines::TAGS, tags(engine, None)))).into_any()
}

/// One line.
pub fn fact(label: Key, value: AnyView) -> AnyView {
    view! {
        <div class="fact">
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

/// The size, with the way to another where there is one.
fn size(page: EnginePage) -> AnyView {
    let engine = page.engine;
    let text = tx(move |texts| engine.with(|engine| size_text(texts, engine)));
    let open = RwSignal::new(false);
    let way = Memo::new(move |_| {
        engine.with(|engine| {
            let sized = engine.sizes.is_some() && engine.fpu.is_some();
            (sized && engine.pending_fpu.is_none()).then_some((engine.may.update, engine.state.can_change()))
        })
    });
    let button = move || {
        let (may, ready) = way.get()?;
        let why = (!may).then(|| view! { <Why permission=Permission::UpdateStorageEngines /> });
        Some(view! {
            <Button
                label=t(storage_engines::RESIZE)
                size=Size::Small
                disabled=!may || !ready
                on_click=move |()| open.set(true)
            />
            {why}
        })
    };
    // Whoever may not any more has no form for it either.
    let may = page.may_update();
    let dialog = move || may.get().then(|| view! { <ResizeDialog page=page open=open /> });
    view! {
        <span class="engine-size">{text} {button}</span>
        {dialog}
    }
    .into_any()
}
