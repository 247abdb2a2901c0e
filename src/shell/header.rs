//! The header of every page.

use super::{
    current::Current,
    menus::{HelpMenu, LanguageMenu, UserMenu},
    organization_switcher::OrganizationSwitcher,
    search_button::SearchButton,
    shortcuts::Overlays,
};
use crate::{language::t, routes::Route, ui::Logo};
use hq_contract::UserId;
use hq_text::shell;
use leptos::prelude::*;

/// Logo and organizations at the start; search, language, help and person at the end. The logo, the language and help alone
/// while nobody is signed in.
#[component]
pub fn Header(user: Memo<Option<UserId>>, overlays: Overlays, current: Current) -> AnyView {
    let start =
        move || user.get().map(|_| view! { <OrganizationSwitcher overlays=overlays current=current /> });
    let search = move || user.get().map(|_| view! { <SearchButton overlays=overlays /> });
    let person = move || user.get().map(|_| view! { <UserMenu current=current /> });
    view! {
        <header class="shell-header">
            <a class="shell-home" href=Route::home().path() aria-label=t(shell::HOME)>
                <Logo />
            </a>
            <div class="shell-start">{start}</div>
            <div class="shell-end" data-signed-in=move || user.get().map(|_| "true")>
                {search}
                <LanguageMenu />
                <HelpMenu help=overlays.help />
                {person}
            </div>
        </header>
    }
    .into_any()
}
