//! The languages, each by its own name.

use super::parts;
use crate::{
    language::{t, use_language},
    profile::use_choose_language,
    ui::{Icon, MenuAction, MenuButton, MenuEntry, MenuList, MenuState, glyph},
};
use hq_text::{Language, shell};
use leptos::prelude::*;

/// A menu of the languages.
#[component]
pub fn LanguageMenu() -> AnyView {
    let menu = MenuState::default();
    let list = parts::language_list(menu).when_open(menu.open.into(), Signal::stored(false));
    let trigger = view! { <Icon glyph=glyph::LANGUAGES large=true /> }.into_any();
    view! { <MenuButton menu=menu label=t(shell::LANGUAGE) trigger=trigger list=list /> }.into_any()
}

/// What it opens.
#[component]
pub fn LanguageList(menu: MenuState) -> AnyView {
    let language = use_language();
    let choose = use_choose_language();
    let entries = move || {
        Language::ALL
            .into_iter()
            .map(|one| MenuEntry::Item {
                label: Signal::stored(one.name().to_owned()),
                icon: None,
                action: MenuAction::Choose(
                    Signal::derive(move || language.current() == one),
                    Callback::new(move |()| choose.run(one)),
                ),
            })
            .collect::<Vec<_>>()
    };
    view! { <MenuList menu=menu entries=Signal::derive(entries) /> }.into_any()
}
