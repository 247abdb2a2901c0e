//! The button that opens the palette, for who has no keyboard at hand, or has not heard of its keys.

use super::shortcuts::Overlays;
use crate::{
    browser::page,
    language::t,
    ui::{Icon, glyph},
};
use hq_text::shell;
use leptos::prelude::*;

/// The button; in a wide window it says its keys as well, and in a narrow one its title is its name.
#[component]
pub fn SearchButton(overlays: Overlays) -> AnyView {
    let command = if page::on_mac() { "⌘" } else { "Ctrl" };
    let keys = if page::on_mac() { "Meta+K" } else { "Control+K" };
    view! {
        <button
            type="button"
            class="shell-search"
            title=t(shell::SEARCH)
            aria-haspopup="dialog"
            aria-keyshortcuts=keys
            on:click=move |_| overlays.palette.set(true)
        >
            <Icon glyph=glyph::SEARCH large=true />
            <span class="shell-search-keys">
                <span class="shell-search-word">{t(shell::SEARCH)}</span>
                <kbd aria-hidden="true">{command}</kbd>
                <kbd aria-hidden="true">"K"</kbd>
            </span>
        </button>
    }
    .into_any()
}
