//! What helps: the keys, and the API's documentation.

use crate::{
    api::use_client,
    language::t,
    ui::{MenuAction, MenuEntry, MenuList, MenuState, glyph},
};
use hq_text::shell;
use leptos::prelude::*;

/// The entries of the menu.
#[component]
pub fn HelpList(menu: MenuState, help: RwSignal<bool>) -> AnyView {
    let documentation = Signal::stored(use_client().documentation());
    let entries = vec![
        MenuEntry::Item {
            label: t(shell::SHORTCUTS),
            icon: Some(glyph::KEYBOARD),
            action: MenuAction::Run(Callback::new(move |()| help.set(true))),
        },
        MenuEntry::Item {
            label: t(shell::API_DOCUMENTATION),
            icon: Some(glyph::EXTERNAL),
            action: MenuAction::Link(documentation),
        },
    ];
    view! { <MenuList menu=menu entries=Signal::stored(entries) /> }.into_any()
}
