//! The pieces in which the code comes: what the start screen and an organization's home need at first is in none of
//! them, everything else in one of three. `cargo xtask dist` cuts here (docs/decisions/0002-size-of-the-console.md);
//! other builds have all in one, and come by the same way.
#![allow(unsafe_code, reason = "what wasm_split makes of a function links it with another file")]

use super::{
    expired::dialog,
    language_menu::LanguageMenu,
    later::{NotLoaded, Sender},
    not_found::NotFound,
    organization_switcher::OrganizationSwitcher,
    shortcuts::{Opened, list},
    user_menu::UserMenu,
};
use crate::{
    accounts::{SignUpPage, VerifyPage},
    api::Answer,
    language::t,
    organizations::{NewOrganizationPage, SettingsPage},
    password_resets::{NewPasswordPage, RequestPage},
    profile::{PreferencesPage, SecurityPage},
    routes::Route,
    session::SignInPage,
    ui::{ToastList, Toasts},
};
use hq_contract::organizations::Organization;
use hq_text::shell;
use leptos::prelude::*;

/// A function of a piece, and what sends for it.
macro_rules! piece {
    ($piece:ident, $preload:ident, $send:ident, $function:ident($argument:ident: $type:ty) $body:block) => {
        #[cfg_attr(split, wasm_split_helpers::wasm_split($piece, fallible, preload($preload)))]
        fn $function($argument: $type) -> Result<AnyView, NotLoaded> {
            Ok($body)
        }

        /// Sends for it.
        pub fn $send($argument: $type) -> Sender {
            Box::new(move || {
                let answer = $function($argument.clone());
                #[cfg(not(split))]
                let answer = std::future::ready(answer);
                Box::pin(answer)
            })
        }
    };
}

piece!(gate, load_gate, send_gate, gate(route: Route) {
    match route {
        Route::SignUp(return_to) => view! { <SignUpPage return_to=return_to /> }.into_any(),
        Route::SignIn(return_to) => view! { <SignInPage return_to=return_to /> }.into_any(),
        Route::Verify(token, return_to) => {
            view! { <VerifyPage token=token return_to=return_to /> }.into_any()
        }
        Route::ResetPassword => view! { <RequestPage /> }.into_any(),
        Route::NewPassword(token) => view! { <NewPasswordPage token=token /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
});
piece!(gate, load_expired, send_expired, expired(nothing: ()) {
    let () = nothing;
    dialog()
});
piece!(forms, load_forms, send_form, form(route: Route) {
    match route {
        Route::NewOrganization => view! { <NewOrganizationPage /> }.into_any(),
        Route::Account => view! { <PreferencesPage /> }.into_any(),
        Route::AccountSecurity => view! { <SecurityPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
});
piece!(forms, load_settings, send_settings, settings(organization: Signal<Answer<Organization>>) {
    view! { <SettingsPage organization=organization /> }.into_any()
});
piece!(header, load_header, send_switcher, switcher(opened: Opened) {
    view! { <OrganizationSwitcher opened=opened /> }.into_any()
});
piece!(header, load_user_menu, send_user_menu, user_menu(opened: Opened) {
    view! { <UserMenu opened=opened /> }.into_any()
});
piece!(header, load_language_menu, send_language_menu, language_menu(opened: Opened) {
    view! { <LanguageMenu opened=opened /> }.into_any()
});
piece!(header, load_shortcuts, send_shortcuts, shortcuts(opened: Opened) {
    list(opened)
});
piece!(header, load_toasts, send_toasts, toasts(list: Toasts) {
    view! { <ToastList toasts=list dismiss_label=t(shell::DISMISS) /> }.into_any()
});

/// Gets what is likely to be wanted next, so that it is there by then, even without a connection.
pub fn prefetch() {
    #[cfg(split)]
    crate::browser::tasks::run(async {
        // What does not come now is asked for again when it is opened.
        let _ = load_header().await;
        let _ = load_expired().await;
    });
}
