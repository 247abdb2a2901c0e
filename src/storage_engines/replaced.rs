//! For which tables new dataplants are to take an engine that is ordered.

use super::order_inputs::OrderInputs;
use crate::{
    api::Query,
    language::{t, tx},
    operations::table_key,
    ui::Checkbox,
};
use hq_contract::storage_defaults::{StorageDefaults, TableKind};
use hq_text::storage_engines;
use leptos::prelude::*;

/// A box for each kind of tables, with the engine that it takes `now`. Who may not decide sees that there is something to decide,
/// and `why_not`.
pub fn tables_field(
    now: Query<StorageDefaults>,
    chosen: Signal<Vec<TableKind>>,
    inputs: OrderInputs,
    may: Signal<bool>,
    why_not: AnyView,
) -> AnyView {
    let boxes = TableKind::ALL.map(|kind| {
        view! {
            <Checkbox
                label=t(table_key(kind))
                hint=replaced(now, kind)
                checked=Signal::derive(move || may.get() && chosen.with(|chosen| chosen.contains(&kind)))
                on_change=move |on| inputs.choose_tables(kind, on)
                disabled=Signal::derive(move || !may.get())
            />
        }
    });
    view! {
        <fieldset class="field">
            <legend class="field-label">{t(storage_engines::INCLUDE)}</legend>
            {boxes.into_iter().collect::<Vec<_>>()}
        </fieldset>
        {why_not}
    }
    .into_any()
}

fn replaced(now: Query<StorageDefaults>, kind: TableKind) -> Signal<String> {
    tx(move |texts| {
        let name = now.with(|remote| {
            let decided = remote.ready()?.value.of(kind)?;
            Some(decided.name.as_ref().map(ToString::to_string))
        });
        match name {
            None => String::new(),
            Some(Some(name)) => storage_engines::instead_of(texts, &name),
            Some(None) => texts.get(storage_engines::INSTEAD_OF_HIDDEN).into_owned(),
        }
    })
}
