//! Radio buttons and checkboxes.

use super::{content::Tick, id::unique_id};
use leptos::{html, prelude::*};

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
            let (input, tick) = ticked(Callback::new(move |on| {
                if on {
                    value.set(radio.value.to_owned());
                }
            }));
            view! {
                <label class="choice">
                    <input
                        node_ref=input
                        type="radio"
                        class="choice-input"
                        name=group.clone()
                        value=radio.value
                        aria-describedby=hint_id.clone()
                        prop:checked=move || tick.shown(value.with(|value| value == radio.value))
                        on:change=move |event| tick.heard(event_target_checked(&event))
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

/// An input that is ticked, and whether it is.
pub(super) fn ticked(on_change: Callback<bool>) -> (NodeRef<html::Input>, Tick) {
    let input = NodeRef::<html::Input>::new();
    (input, Tick::new(on_change, move || input.try_get_untracked().flatten().map(|input| input.checked())))
}

/// A checkbox with a label and a fainter hint (ARIA: native checkbox).
#[component]
pub fn Checkbox(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> AnyView {
    let hint = hint.map(|hint| (unique_id(), hint));
    let described_by = hint.as_ref().map(|(id, _)| id.clone());
    let (input, tick) = ticked(on_change);
    view! {
        <label class="choice choice-plain">
            <input
                node_ref=input
                type="checkbox"
                class="choice-input"
                disabled=disabled
                aria-describedby=described_by
                prop:checked=move || tick.shown(checked.get())
                on:change=move |event| tick.heard(event_target_checked(&event))
            />
            <span class="choice-label">{label}</span>
            {hint
                .map(|(id, hint)| {
                    view! {
                        <span class="choice-hint" id=id aria-hidden="true">
                            {hint}
                        </span>
                    }
                })}
        </label>
    }
    .into_any()
}

/// A checkbox without a visible label, as in a row of a table; `label` is its name (ARIA: native checkbox). It is `mixed`
/// if some of what it stands for is checked.
#[component]
pub fn BareCheckbox(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(optional, into)] mixed: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
) -> AnyView {
    let (input, tick) = ticked(on_change);
    view! {
        <label class="tick">
            <input
                node_ref=input
                type="checkbox"
                class="choice-input"
                aria-label=label
                prop:checked=move || tick.shown(checked.get())
                prop:indeterminate=mixed
                on:change=move |event| tick.heard(event_target_checked(&event))
            />
        </label>
    }
    .into_any()
}

/// One line of [`SearchResults`].
#[derive(Clone, Debug)]
pub struct SearchResult {
    /// Its id among the results.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// A second, fainter text.
    pub hint: Signal<String>,
}

/// A choice of one of the results of a search; the search field is its children (ARIA: native radio buttons in a
/// `fieldset`).
#[component]
pub fn SearchResults(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] results: Signal<Vec<SearchResult>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
    children: Children,
) -> AnyView {
    let group = unique_id();
    let line = move |result: SearchResult| {
        let (id, own, hint_id) = (result.value.clone(), result.value, unique_id());
        let chosen = id.clone();
        let (input, tick) = ticked(Callback::new(move |on| {
            if on {
                on_choose.run(chosen.clone());
            }
        }));
        view! {
            <label class="choice">
                <input
                    node_ref=input
                    type="radio"
                    class="choice-input"
                    name=group.clone()
                    value=id
                    aria-describedby=hint_id.clone()
                    prop:checked=move || tick.shown(value.with(|value| *value == own))
                    on:change=move |event| tick.heard(event_target_checked(&event))
                />
                <bdi class="choice-label">{result.label}</bdi>
                <span class="choice-hint" id=hint_id aria-hidden="true">
                    {result.hint}
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="field choices">
            <legend class="field-label">{label}</legend>
            {children()}
            <For each=move || results.get() key=|result| result.value.clone() children=line />
        </fieldset>
    }
    .into_any()
}
