//! The storage engines that it is bound to.

use super::thing::Thing;
use crate::{
    language::t,
    operations::table_key,
    routes::Route,
    ui::{Card, Icon, glyph},
};
use hq_contract::dataplants::DataplantEngine;
use hq_text::dataplants;
use leptos::prelude::*;

pub(super) fn engines(thing: Thing) -> AnyView {
    let engines = thing.get(|dataplant| dataplant.engines.clone());
    let lines = move || engines.get().into_iter().map(|engine| line(thing, engine)).collect::<Vec<_>>();
    let some = Memo::new(move |_| engines.with(|engines| !engines.is_empty()));
    (move || {
        some.get().then(|| {
            view! {
                <Card title=t(dataplants::ENGINES)>
                    <dl class="facts">{lines}</dl>
                </Card>
            }
        })
    })
    .into_any()
}

/// For which tables, and which engine: a link for who may see it.
fn line(thing: Thing, engine: DataplantEngine) -> AnyView {
    let id = engine.engine.to_string();
    let href = Signal::derive(move || Route::storage_engine(thing.access.slug.get(), id.clone()).path());
    let name = match engine.name {
        Some(name) => view! {
            <a href=href>
                <Icon glyph=glyph::DATABASE />
                <bdi>{name.to_string()}</bdi>
            </a>
        }
        .into_any(),
        None => t(dataplants::ENGINE_HIDDEN).into_any(),
    };
    view! {
        <div class="fact">
            <dt>{t(table_key(engine.tables))}</dt>
            <dd>{name}</dd>
        </div>
    }
    .into_any()
}
