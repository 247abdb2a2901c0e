//! The menus of the header: their buttons. What they open comes later.

use super::{current::Current, parts};
use crate::{
    language::{t, tx},
    session::use_session,
    ui::{Avatar, Icon, MenuButton, MenuState, glyph},
};
use hq_text::shell;
use leptos::prelude::*;

/// A menu of the languages.
#[component]
pub fn LanguageMenu() -> AnyView {
    let menu = MenuState::default();
    let list = parts::language_list(menu).when_open(menu.open.into(), Signal::stored(false));
    let trigger = view! { <Icon glyph=glyph::LANGUAGES large=true /> }.into_any();
    let button = view! { <MenuButton menu=menu label=t(shell::LANGUAGE) trigger=trigger list=list /> };
    view! { <div class="shell-language">{button}</div> }.into_any()
}

/// What helps: the keys, and the API's documentation.
#[component]
pub fn HelpMenu(help: RwSignal<bool>) -> AnyView {
    let menu = MenuState::default();
    let list = parts::help_list(menu, help).when_open(menu.open.into(), Signal::stored(false));
    let trigger = view! { <Icon glyph=glyph::HELP large=true /> }.into_any();
    view! { <MenuButton menu=menu label=t(shell::HELP) trigger=trigger list=list /> }.into_any()
}

/// The person, and what they can do.
#[component]
pub fn UserMenu(current: Current) -> AnyView {
    let session = use_session();
    let user = session.user();
    let name = Signal::derive(move || user.get().map(|user| user.full_name.to_string()).unwrap_or_default());
    let label = tx(move |texts| shell::user_menu(texts, &name.get()));
    let menu = MenuState::default();
    let list = parts::user_list(menu, current).when_open(menu.open.into(), Signal::stored(false));
    let trigger = view! { <Avatar name=name picture=session.my_picture() /> }.into_any();
    view! { <MenuButton menu=menu label=label trigger=trigger list=list /> }.into_any()
}
