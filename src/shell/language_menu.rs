//! The languages, each by its own name.

use crate::{
    language::use_language,
    profile::use_choose_language,
    ui::{MenuAction, MenuEntry, MenuList, MenuState},
};
use hq_text::Language;
use leptos::prelude::*;

/// The entries of the menu.
#[component]
pub fn LanguageList(menu: MenuState) -> AnyView {
    let language = use_language();
    let choose = use_choose_language();
    let entries = move || {
        Language::ALL
            .into_iter()
            .map(|one| MenuEntry::Foreign {
                label: Signal::stored(one.name().to_owned()),
                language: one.code(),
                action: MenuAction::Choose(
                    Signal::derive(move || language.current() == one),
                    Callback::new(move |()| choose.run(one)),
                ),
            })
            .collect::<Vec<_>>()
    };
    view! { <MenuList menu=menu entries=Signal::derive(entries) /> }.into_any()
}
