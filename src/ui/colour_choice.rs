//! Colour tags.

use super::{choices::ticked, id::unique_id};
use leptos::prelude::*;

/// One colour of a [`ColourChoice`]: its value (the stylesheet's `data-colour`) and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// What `value` holds when this one is chosen.
    pub value: String,
    /// The colour's name, read out and shown on hover.
    pub label: String,
}

/// A choice of one colour (ARIA: native radio buttons in a `fieldset`).
#[component]
pub fn ColourChoice(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] swatches: Signal<Vec<Swatch>>,
    #[prop(optional, into)] optional: Signal<String>,
) -> AnyView {
    let group = unique_id();
    let inputs = move || {
        swatches
            .get()
            .into_iter()
            .map(|swatch| {
                let own = swatch.value.clone();
                let chosen = swatch.value.clone();
                let (input, tick) = ticked(Callback::new(move |on| {
                    if on {
                        value.set(chosen.clone());
                    }
                }));
                view! {
                    <label class="swatch" data-colour=swatch.value title=swatch.label>
                        <input
                            node_ref=input
                            type="radio"
                            class="swatch-input"
                            name=group.clone()
                            value=swatch.value.clone()
                            aria-label=swatch.label.clone()
                            prop:checked=move || tick.shown(value.with(|value| *value == own))
                            on:change=move |event| tick.heard(event_target_checked(&event))
                        />
                    </label>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    view! {
        <fieldset class="field swatches">
            <legend class="field-label">{label} <span class="field-optional">{optional}</span></legend>
            <div class="swatch-row">{inputs}</div>
        </fieldset>
    }
    .into_any()
}
