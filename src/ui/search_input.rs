//! The field of a search over a list of rows.

use super::{
    Icon,
    content::{Content, read_controls},
    icon::glyph,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// A search over a list: what is typed, and the list that it is about.
pub(super) struct SearchInput {
    /// The element; the caller may look at where its caret stands.
    pub input: NodeRef<html::Input>,
    /// What is looked for.
    pub query: RwSignal<String>,
    /// Its name, which stands in it while it is empty.
    pub label: Signal<String>,
    /// Whether results are on their way.
    pub loading: Signal<bool>,
    /// The id of the list.
    pub list_id: String,
    /// The id of the row in it that the arrows are on; empty where there is none.
    pub active: Signal<String>,
    /// Another search begins.
    pub restart: Callback<()>,
    /// Takes a key of the list; false where the key is for the field.
    pub on_key: Callback<KeyboardEvent, bool>,
}

impl SearchInput {
    /// The field (ARIA: combobox). It is focused when it appears and keeps the focus. `beside` stands at its end.
    pub fn view(self, beside: Option<AnyView>) -> AnyView {
        let Self { input, query, label, loading, list_id, active, restart, on_key } = self;
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                // A field that has gone from the page cannot be focused, and need not be.
                let _ = input.focus();
            }
        });
        let on_typed = Callback::new(move |text| {
            restart.run(());
            query.set(text);
        });
        let content = Content::lines(query, on_typed, move || {
            input.try_get_untracked().flatten().map(|input| input.value())
        });
        let on_keydown = move |event: KeyboardEvent| {
            // While a word is put together (Japanese, Chinese), arrows and Enter are for its suggestions.
            if event.is_composing() {
                return;
            }
            read_controls();
            if on_key.run(event.clone()) {
                event.prevent_default();
            }
        };
        view! {
            <div class="finder-search" data-busy=move || loading.get().then_some("true")>
                <Icon glyph=glyph::SEARCH />
                <input
                    node_ref=input
                    class="finder-input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-label=label
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=list_id
                    aria-activedescendant=active
                    placeholder=label
                    prop:value=move || content.shown()
                    on:input=move |event| content.heard(event_target_value(&event))
                    on:change=move |event| {
                        content.read(event_target_value(&event));
                    }
                    on:keydown=on_keydown
                />
                {beside}
            </div>
        }
        .into_any()
    }
}
