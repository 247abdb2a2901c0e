//! Choosing a file.

use leptos::{ev::Event, prelude::*};

/// A button that asks the browser for a file (ARIA: native file input, named by its label). `accept` lists the kinds
/// that are asked for; another may come all the same. `busy` ignores presses, as with [`super::Button`].
#[component]
pub fn FileButton(
    #[prop(into)] label: Signal<String>,
    name: &'static str,
    accept: String,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_choose: Callback<Event>,
) -> AnyView {
    view! {
        <label class="button file-button" data-kind="secondary" data-size="medium">
            <input
                type="file"
                class="file-input"
                name=name
                accept=accept
                disabled=disabled
                aria-disabled=move || busy.get().then_some("true")
                on:click=move |event| {
                    if busy.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change=move |event| on_choose.run(event)
            />
            <span class="button-label">{label}</span>
            <span class="spinner" aria-hidden="true"></span>
        </label>
    }
    .into_any()
}
