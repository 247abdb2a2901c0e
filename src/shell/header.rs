//! The header of every page.

use super::{
    current_organization::{current, name_of, shown},
    later,
    pieces::{send_language_menu, send_switcher, send_user_menu},
    shortcuts::Opened,
    user_menu::menu_label,
};
use crate::{
    language::t,
    routes::Route,
    session::use_session,
    ui::{Avatar, Icon, Logo, glyph},
};
use hq_contract::UserId;
use hq_text::shell;
use leptos::{ev::KeyboardEvent, prelude::*};

/// Logo and organizations at the start, language and person at the end; the logo and the language alone while nobody
/// is signed in. Its buttons are here at once, what they open comes when they are first pressed.
#[component]
pub fn Header(user: Memo<Option<UserId>>, opened: Opened) -> AnyView {
    let start =
        move || user.get().map(|_| later::piece(opened.switcher, send_switcher(opened), switcher(opened)));
    let end =
        move || user.get().map(|_| later::piece(opened.user_menu, send_user_menu(opened), person(opened)));
    let language = later::piece(opened.language, send_language_menu(opened), language(opened));
    view! {
        <header class="shell-header">
            <a class="shell-home" href=Route::Home.path() aria-label=t(shell::HOME)>
                <Logo />
            </a>
            <div class="shell-start">{start}</div>
            <div class="shell-end">{language} {end}</div>
        </header>
    }
    .into_any()
}

fn switcher(opened: Opened) -> impl Fn() -> AnyView + Send + 'static {
    let session = use_session();
    let current = current(session);
    let name = name_of(session, current);
    move || {
        let content = shown(current, name);
        stand_in(opened.switcher, "dialog", "button finder-button", Signal::default(), content, true)
    }
}

fn person(opened: Opened) -> impl Fn() -> AnyView + Send + 'static {
    let user = use_session().user();
    let name = Signal::derive(move || user.get().map(|user| user.full_name.to_string()).unwrap_or_default());
    let label = menu_label(name);
    move || {
        let content = view! { <Avatar name=name /> }.into_any();
        stand_in(opened.user_menu, "menu", "button menu-button", label, content, false)
    }
}

fn language(opened: Opened) -> impl Fn() -> AnyView + Send + 'static {
    let label = t(shell::LANGUAGE);
    move || {
        let content = view! { <Icon glyph=glyph::LANGUAGES large=true /> }.into_any();
        stand_in(opened.language, "menu", "button menu-button", label, content, false)
    }
}

/// A button that looks and works like the one that takes its place as soon as it has been pressed.
fn stand_in(
    open: RwSignal<bool>,
    popup: &'static str,
    class: &'static str,
    label: Signal<String>,
    content: AnyView,
    arrows: bool,
) -> AnyView {
    let name = move || Some(label.get()).filter(|label| !label.is_empty());
    let on_key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") {
            event.prevent_default();
            open.set(true);
        }
    };
    view! {
        <div class="menu">
            <button
                type="button"
                class=class
                data-kind="quiet"
                aria-label=name
                title=name
                aria-haspopup=popup
                aria-expanded="false"
                aria-busy=move || open.get().then_some("true")
                on:click=move |_| open.set(true)
                on:keydown=on_key
            >
                {content}
                {arrows.then(|| view! { <Icon glyph=glyph::CHEVRONS_UP_DOWN /> })}
            </button>
        </div>
    }
    .into_any()
}
