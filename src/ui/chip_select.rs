//! Filters and orders of a list, as chips.

use super::{
    content::Content,
    id::unique_id,
    select::{Choice, Group, options},
};
use leptos::{html, prelude::*};

/// A small select that says in itself what it is about, for the line above a list (ARIA: native `select` with a label that only
/// assistive technology is told); the `groups` come after the `choices`. It is marked while it holds something: the empty value
/// stands for no filter.
#[component]
pub fn ChipSelect(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] groups: Signal<Vec<Group>>,
    #[prop(optional)] name: &'static str,
    /// Whether a value is a choice of its own and no filter, as with an order.
    #[prop(optional)]
    plain: bool,
) -> AnyView {
    let id = unique_id();
    let select = NodeRef::<html::Select>::new();
    // None is chosen while the options are not there.
    let read = move || {
        let list = select.try_get_untracked().flatten()?;
        (list.selected_index() >= 0).then(|| list.value())
    };
    let content = Content::line(value, read);
    let lines = options(value, choices, groups, false);
    view! {
        <div class="chip-select select-frame">
            <label class="visually-hidden" for=id.clone()>
                {label}
            </label>
            <select
                node_ref=select
                class="select chip-select-control"
                id=id
                name=name
                autocomplete="off"
                data-set=move || (!plain && value.with(|value| !value.is_empty())).then_some("true")
                prop:value=move || content.shown()
                on:input=move |event| {
                    content.read(event_target_value(&event));
                }
                on:change=move |event| content.heard(event_target_value(&event))
            >
                {lines}
            </select>
        </div>
    }
    .into_any()
}
