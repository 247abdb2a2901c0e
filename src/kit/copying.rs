//! Putting something on the clipboard, and saying whether it is there.

use crate::{
    browser::clipboard,
    language::{t, tx},
    ui::Code,
};
use hq_text::{Key, common};
use leptos::prelude::*;

/// What became of the last copy.
#[derive(Clone, Copy)]
pub struct CopyState(RwSignal<Option<bool>>);

impl CopyState {
    /// Nothing was copied yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Copies a text.
    pub fn copy(self, text: &str) {
        // What became of it is announced anew each time.
        self.reset();
        clipboard::copy(text, move |copied| {
            // The page may have gone meanwhile.
            self.0.try_set(Some(copied));
        });
    }

    /// What was copied is no longer of interest.
    pub fn reset(self) {
        self.0.set(None);
    }
}

impl Default for CopyState {
    fn default() -> Self {
        Self::new()
    }
}

/// Says whether the text is on the clipboard (ARIA: `role="status"`); nothing before.
#[component]
pub fn CopyStatus(
    state: CopyState,
    #[prop(default = common::COPIED)] copied: Key,
    #[prop(default = common::NOT_COPIED)] not_copied: Key,
) -> AnyView {
    let (copied, not_copied) = (t(copied), t(not_copied));
    let status = move || match state.0.get() {
        Some(true) => copied.get(),
        Some(false) => not_copied.get(),
        None => String::new(),
    };
    view! {
        <p class="field-hint" role="status">
            {status}
        </p>
    }
    .into_any()
}

/// A line of code or a URL with a button that copies it; a [`CopyStatus`] near it says what became of that.
#[component]
pub fn CopyableCode(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] copy_label: Signal<String>,
    state: CopyState,
) -> AnyView {
    view! { <Code text=text copy_label=copy_label on_copy=move |text: String| state.copy(&text) /> }
        .into_any()
}

/// A [`CopyableCode`] in a list of facts, under its label.
#[component]
pub fn CopyableFact(label: Signal<String>, value: String, state: CopyState) -> AnyView {
    let copy_label = tx(move |texts| common::copy(texts, &label.get()));
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>
                <CopyableCode text=Signal::stored(value) copy_label=copy_label state=state />
            </dd>
        </div>
    }
    .into_any()
}
