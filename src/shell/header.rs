//! The header of every page.

use super::{
    menus::{LanguageMenu, UserMenu},
    organization_switcher::OrganizationSwitcher,
    shortcuts::Overlays,
};
use crate::{language::t, routes::Route, ui::Logo};
use hq_contract::UserId;
use hq_text::shell;
use leptos::prelude::*;

/// Logo and organizations at the start, language and person at the end; the logo and the language alone while nobody
/// is signed in.
#[component]
pub fn Header(user: Memo<Option<UserId>>, overlays: Overlays) -> AnyView {
    let start = move || user.get().map(|_| view! { <OrganizationSwitcher overlays=overlays /> });
    let end = move || user.get().map(|_| view! { <UserMenu help=overlays.help /> });
    view! {
        <header class="shell-header">
            <a class="shell-home" href=Route::home().path() aria-label=t(shell::HOME)>
                <Logo />
            </a>
            <div class="shell-start">{start}</div>
            <div class="shell-end">
                <LanguageMenu />
                {end}
            </div>
        </header>
    }
    .into_any()
}
