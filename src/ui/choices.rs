//! Choices that say what they mean: one of a few, or any of them.

use super::id::unique_id;
use leptos::prelude::*;

/// One line of [`Radios`]: its value, what it is called, and what choosing it means.
#[derive(Clone, Copy)]
pub struct Radio {
    /// What `value` holds when this one is chosen.
    pub value: &'static str,
    /// What it is called.
    pub label: Signal<String>,
    /// What choosing it means.
    pub hint: Signal<String>,
}

/// A choice of one out of a few, each with a line that says what it means (ARIA: native radio buttons in a `fieldset`).
#[component]
pub fn Radios(#[prop(into)] label: Signal<String>, value: RwSignal<String>, radios: Vec<Radio>) -> AnyView {
    let group = unique_id();
    let lines = radios
        .into_iter()
        .map(|radio| {
            let hint_id = unique_id();
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        class="choice-input"
                        name=group.clone()
                        value=radio.value
                        aria-describedby=hint_id.clone()
                        prop:checked=move || value.with(|value| value == radio.value)
                        on:change=move |_| value.set(radio.value.to_owned())
                    />
                    <span class="choice-label">{radio.label}</span>
                    <span class="choice-hint" id=hint_id aria-hidden="true">
                        {radio.hint}
                    </span>
                </label>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="field choices">
            <legend class="field-label">{label}</legend>
            {lines}
        </fieldset>
    }
    .into_any()
}

/// A labelled box to tick (ARIA: native checkbox).
#[component]
pub fn Checkbox(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> AnyView {
    view! {
        <label class="choice choice-plain">
            <input
                type="checkbox"
                class="choice-input"
                disabled=disabled
                prop:checked=checked
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="choice-label">{label}</span>
        </label>
    }
    .into_any()
}
