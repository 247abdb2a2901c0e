//! One storage engine in the list.

use super::{
    links::engine_href,
    words::{engine_text, size_text, storage_text},
};
use crate::{
    language::{t, tx, use_language},
    operations::Standing,
    providers::region_text,
    ui::{Cell, TagList},
};
use hq_contract::storage_engines::StorageEngine;
use hq_text::storage_engines;
use leptos::prelude::*;

/// How many tags a row has room for.
const TAGS: usize = 3;

/// The row; it stays while its engine changes, and so does the focus. The built-in one is grey.
pub fn row(engine: Memo<StorageEngine>) -> AnyView {
    let language = use_language();
    let built_in = engine.with_untracked(|engine| engine.built_in);
    let kind = tx(move |texts| engine.with(|engine| engine_text(texts, engine)));
    let size = tx(move |texts| {
        engine.with(|engine| if engine.built_in { String::new() } else { size_text(texts, engine) })
    });
    let storage = move || engine.with(|engine| storage_text(language, engine));
    let state = Signal::derive(move || engine.with(|engine| engine.state));
    let health = Memo::new(move |_| engine.with(|engine| engine.health.clone()));
    view! {
        <tr class="table-row engine-row" role="row" data-built-in=built_in.then_some("true")>
            <Cell head=true>{name(engine)}</Cell>
            <Cell label=t(storage_engines::TAGS)>{tags(engine, Some(TAGS))}</Cell>
            <Cell label=t(storage_engines::ENGINE)>{kind}</Cell>
            <Cell label=t(storage_engines::LOCATION)>{location(engine)}</Cell>
            <Cell label=t(storage_engines::SIZE_HEAD)>{size}</Cell>
            <Cell label=t(storage_engines::STORAGE)>{storage}</Cell>
            <Cell label=t(storage_engines::STATUS)>
                <span class="engine-status">
                    <Standing state=state health=health />
                </span>
            </Cell>
        </tr>
    }
    .into_any()
}

fn name(engine: Memo<StorageEngine>) -> AnyView {
    let href = engine_href(engine.with_untracked(|engine| engine.id));
    let name = Memo::new(move |_| engine.with(|engine| engine.name.to_string()));
    view! {
        <a class="engine-name" href=href>
            <bdi>{name}</bdi>
        </a>
    }
    .into_any()
}

/// What it is grouped by: the first `most` of it, or everything.
pub fn tags(engine: Memo<StorageEngine>, most: Option<usize>) -> AnyView {
    let tags = Memo::new(move |_| {
        engine.with(|engine| engine.tags.iter().map(ToString::to_string).collect::<Vec<_>>())
    });
    view! { <TagList tags=tags most=most /> }.into_any()
}

/// Where it is, and who runs the machines.
pub fn location(engine: Memo<StorageEngine>) -> AnyView {
    let language = use_language();
    let place = Memo::new(move |_| engine.with(|engine| (engine.region.clone(), engine.provider.clone())));
    let region =
        move || place.with(|(region, _)| region.as_ref().map(|region| region_text(language, region)));
    // A machine of one's own may be its own provider.
    let provider = move || {
        Some(place.with(|(_, provider)| provider.clone())).filter(|name| region().as_ref() != Some(name))
    };
    view! {
        <span class="engine-place">
            <bdi>{region}</bdi>
            <bdi class="engine-provider">{provider}</bdi>
        </span>
    }
    .into_any()
}
