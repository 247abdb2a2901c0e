//! The pieces in which the console's code comes (docs/decisions/0002-size-of-the-console.md): what the start screen and
//! an organization's home need is in the main file, everything else in one of these. A new page is a line of `gate` or
//! `rest`. `cargo xtask dist` cuts here; other builds have all in one, and go the same ways.

use super::{
    audit_log::audit_log_page,
    expired::SignInAgain,
    language_menu::LanguageList,
    later::{Later, NotLoaded},
    member::member_page,
    members::members_page,
    mfa_missing::MfaMissing,
    not_found::NotFound,
    organization_list::OrganizationList,
    organization_switcher::Current,
    pages::in_organization,
    settings::{Section, authentication_page, information_page, settings_page},
    shortcuts::{Opened, ShortcutList},
    user_menu::UserList,
};
use crate::{
    access::WhyDialog,
    accounts::{SignUpPage, VerifyPage},
    api::Answer,
    invitations::JoinPage,
    language::t,
    organizations::{Instead, NewOrganizationPage},
    password_resets::{NewPasswordPage, RequestPage},
    profile::{OrganizationsPage, PreferencesPage, SecurityPage},
    routes::Route,
    session::{MyInvitations, MySuggestions, SignInPage, Why},
    ui::{FinderState, MenuState, ToastList, Toasts},
};
use hq_contract::{Permission, organizations::Organization};
use hq_text::shell;
use leptos::prelude::*;

/// `piece: name(argument: Type) { view }` is a function `name` that sends for that view, which lies in that piece.
macro_rules! piece {
    ($(#[$doc:meta])* $piece:ident: $name:ident($($argument:ident: $type:ty),*) $body:block) => {
        $(#[$doc])*
        pub fn $name($($argument: $type),*) -> Later {
            #[cfg_attr(split, wasm_split_helpers::wasm_split($piece, fallible, preload(load)))]
            fn $name($($argument: $type),*) -> Result<AnyView, NotLoaded> {
                Ok($body)
            }
            #[cfg(split)]
            return Later {
                load: || Box::pin(async { Ok(load().await?) }),
                view: Box::new(move || Box::pin($name($($argument.clone()),*))),
            };
            #[cfg(not(split))]
            return Later {
                load: || Box::pin(std::future::ready(Ok(()))),
                view: Box::new(move || Box::pin(std::future::ready($name($($argument.clone()),*)))),
            };
        }
    };
}

piece! {
    /// The pages of those who are not signed in.
    gate: gate(route: Route) {
        match route {
            Route::SignUp(return_to) => view! { <SignUpPage return_to=return_to /> }.into_any(),
            Route::SignIn(return_to) => view! { <SignInPage return_to=return_to /> }.into_any(),
            Route::Verify(token, return_to) => {
                view! { <VerifyPage token=token return_to=return_to /> }.into_any()
            }
            Route::ResetPassword => view! { <RequestPage /> }.into_any(),
            Route::NewPassword(token) => view! { <NewPasswordPage token=token /> }.into_any(),
            Route::Join(token) => view! { <JoinPage token=token /> }.into_any(),
            _ => ().into_any(),
        }
    }
}

piece! {
    /// The pages of those who are.
    rest: rest(route: Route) {
        match route {
            Route::NewOrganization => view! { <NewOrganizationPage /> }.into_any(),
            Route::OrganizationMembers(..) => {
                in_organization(|organization| settings_page(organization, Section::Members, members_page))
            }
            Route::OrganizationMember(..) => {
                in_organization(|organization| settings_page(organization, Section::Members, member_page))
            }
            Route::OrganizationSettings(_) => in_organization(|organization| {
                settings_page(organization, Section::Information, information_page)
            }),
            Route::OrganizationAuthentication(_) => in_organization(|organization| {
                settings_page(organization, Section::Authentication, authentication_page)
            }),
            Route::OrganizationAuditLog(..) => {
                in_organization(|organization| settings_page(organization, Section::AuditLog, audit_log_page))
            }
            Route::Account => view! { <PreferencesPage /> }.into_any(),
            Route::AccountSecurity(return_to) => view! { <SecurityPage return_to=return_to /> }.into_any(),
            Route::AccountOrganizations => view! { <OrganizationsPage /> }.into_any(),
            _ => view! { <NotFound /> }.into_any(),
        }
    }
}

piece! {
    /// Nothing here, or nothing for this person.
    rest: not_found() {
        view! { <NotFound /> }.into_any()
    }
}

piece! {
    /// An organization that keeps the person out until they have set up two-step sign-in.
    rest: mfa_missing() {
        view! { <MfaMissing /> }.into_any()
    }
}

piece! {
    /// Who is expected, and where one may ask: most see neither on the start screen.
    offers: my_offers() {
        view! {
            <MyInvitations />
            <MySuggestions />
        }
        .into_any()
    }
}

piece! {
    /// The way to another organization, for who has made one although their colleagues have theirs.
    offers: another_organization(organization: Signal<Answer<Organization>>) {
        view! { <Instead organization=organization /> }.into_any()
    }
}

piece! {
    /// The way to ask why something may not be done.
    access: why_button(permission: Permission) {
        view! { <Why permission=permission /> }.into_any()
    }
}

piece! {
    /// Why that is, and whom to ask.
    access: why() {
        view! { <WhyDialog /> }.into_any()
    }
}

piece! {
    /// Signing in over a page whose session has ended.
    gate: sign_in_again() {
        view! { <SignInAgain /> }.into_any()
    }
}

piece! {
    /// What the organization drop-down opens.
    header: organization_list(finder: FinderState, opened: Opened, current: Current, name: Signal<String>) {
        view! { <OrganizationList finder=finder opened=opened current=current name=name /> }.into_any()
    }
}

piece! {
    /// What the person's menu opens.
    header: user_list(menu: MenuState, help: RwSignal<bool>) {
        view! { <UserList menu=menu help=help /> }.into_any()
    }
}

piece! {
    /// What the menu of the languages opens.
    header: language_list(menu: MenuState) {
        view! { <LanguageList menu=menu /> }.into_any()
    }
}

piece! {
    /// The list of keys.
    header: shortcut_list(opened: Opened) {
        view! { <ShortcutList opened=opened /> }.into_any()
    }
}

piece! {
    /// What was done.
    header: toast_list(toasts: Toasts) {
        view! { <ToastList toasts=toasts dismiss_label=t(shell::DISMISS) /> }.into_any()
    }
}
