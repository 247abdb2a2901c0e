//! Select fields.

use super::{
    content::Content,
    field::{Ids, frame},
    focus::focus_when,
};
use leptos::{html, prelude::*};

/// An option of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value when it is chosen.
    pub value: String,
    /// Its label.
    pub label: String,
}

/// A group of options of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its label.
    pub label: String,
    /// Its options.
    pub choices: Vec<Choice>,
}

/// A select field with a label (ARIA: native `select`); the `groups` come after the `choices`. It takes the focus whenever
/// `focus` is notified. With `languages`, the values are languages and the labels their names in themselves.
#[component]
pub fn Select(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] groups: Signal<Vec<Group>>,
    #[prop(optional)] name: &'static str,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] focus: Option<RwSignal<()>>,
    #[prop(optional)] languages: bool,
) -> AnyView {
    let ids = Ids::new();
    let select = NodeRef::<html::Select>::new();
    focus_when(focus, false, move || {
        if let Some(select) = select.get_untracked() {
            // A list that has gone from the page cannot be focused, and need not be.
            let _ = select.focus();
        }
    });
    // None is chosen while the options are not there.
    let read = move || {
        select
            .try_get_untracked()
            .flatten()
            .and_then(|list| (list.selected_index() >= 0).then(|| list.value()))
    };
    let content = Content::line(value, read);
    let lines = options(value, choices, groups, languages);
    let control = view! {
        <div class="select-frame">
            <select
                node_ref=select
                class="input select"
                id=ids.control.clone()
                name=name
                autocomplete=if autocomplete.is_empty() { "off" } else { autocomplete }
                aria-describedby=ids.described_by.clone()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || content.shown()
                on:input=move |event| {
                    content.read(event_target_value(&event));
                }
                on:change=move |event| content.heard(event_target_value(&event))
            >
                {lines}
            </select>
        </div>
    };
    frame(&ids, label, Signal::default(), hint, error, control.into_any())
}

/// The options, and after them those in groups; the one that holds is chosen.
pub(super) fn options(
    value: RwSignal<String>,
    choices: Signal<Vec<Choice>>,
    groups: Signal<Vec<Group>>,
    languages: bool,
) -> AnyView {
    let line = move |choice: Choice| {
        let selected = choice.value == value.get_untracked();
        view! {
            <option lang=languages.then(|| choice.value.clone()) value=choice.value selected=selected>
                {choice.label}
            </option>
        }
        .into_any()
    };
    let plain = move || choices.get().into_iter().map(line).collect::<Vec<_>>();
    let grouped = move || {
        let group = |group: Group| {
            let lines = group.choices.into_iter().map(line).collect::<Vec<_>>();
            view! { <optgroup label=group.label>{lines}</optgroup> }.into_any()
        };
        groups.get().into_iter().map(group).collect::<Vec<_>>()
    };
    view! {
        {plain}
        {grouped}
    }
    .into_any()
}
