//! What the header opens and what lies over the page: its code comes once the page stands, or when it is opened.

use super::{
    current::Current,
    expired::SignInAgain,
    help_menu::HelpList,
    language_menu::LanguageList,
    organization_list::OrganizationList,
    palette::PaletteDialog,
    shortcuts::{Overlays, ShortcutList},
    user_menu::UserList,
};
use crate::{
    access::WhyDialog,
    chunk,
    language::t,
    ui::{FinderState, MenuState, ToastList, Toasts},
};
use hq_text::shell;
use leptos::prelude::*;

chunk! {
    /// Signing in over a page whose session has ended.
    pub sign_in_again() in part_sign_in {
        view! { <SignInAgain /> }.into_any()
    }
}

chunk! {
    /// Why something may not be done, and whom to ask.
    pub why() in part_why {
        view! { <WhyDialog /> }.into_any()
    }
}

chunk! {
    /// Under the organization drop-down, its list.
    pub organizations(finder: FinderState, current: Current) in part_header {
        view! { <OrganizationList finder=finder current=current /> }.into_any()
    }
}

chunk! {
    /// The palette.
    pub palette(overlays: Overlays, current: Current) in part_palette {
        view! { <PaletteDialog overlays=overlays current=current /> }.into_any()
    }
}

chunk! {
    /// Under the person's menu, its entries.
    pub user_list(menu: MenuState, current: Current) in part_header {
        view! { <UserList menu=menu current=current /> }.into_any()
    }
}

chunk! {
    /// Under the menu of help, its entries.
    pub help_list(menu: MenuState, help: RwSignal<bool>) in part_header {
        view! { <HelpList menu=menu help=help /> }.into_any()
    }
}

chunk! {
    /// Under the menu of the languages, its entries.
    pub language_list(menu: MenuState) in part_header {
        view! { <LanguageList menu=menu /> }.into_any()
    }
}

chunk! {
    /// The list of keys.
    pub shortcut_list(overlays: Overlays) in part_header {
        view! { <ShortcutList overlays=overlays /> }.into_any()
    }
}

chunk! {
    /// What was done.
    pub toast_list(toasts: Toasts) in part_header {
        view! { <ToastList toasts=toasts dismiss_label=t(shell::DISMISS) /> }.into_any()
    }
}
