//! The pieces in which the console's code comes (docs/decisions/0002-size-of-the-console.md): what the start screen and
//! an organization's home need is in the main file, everything else in one of these. A new page is a line of `gate` or
//! `rest`. Each piece has one way in, since that way weighs in the main file. `cargo xtask dist` cuts here; other builds
//! have all in one, and go the same ways.

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
    settings::{
        Section, authentication_page, certificates_page, domains_page, information_page, settings_page,
    },
    shortcuts::{Opened, ShortcutList},
    user_menu::UserList,
};
use crate::{
    access::WhyDialog,
    accounts::{SignUpPage, VerifyPage},
    api::Answer,
    certificates::CertificatesPage,
    invitations::JoinPage,
    language::t,
    organizations::{Instead, NewOrganizationPage},
    password_resets::{NewPasswordPage, RequestPage},
    profile::{OrganizationsPage, PreferencesPage, SecurityPage},
    routes::Route,
    session::{MyInvitations, MySuggestions, SignInPage, Why},
    ui::{FinderState, MenuState, ToastList, Toasts},
};
use hq_contract::{OrganizationId, Permission, organizations::Organization};
use hq_text::shell;
use leptos::prelude::*;

/// `name(Views) { view }` is a function `name` that sends for one of those views, which all lie in the piece of that name.
macro_rules! piece {
    ($(#[$doc:meta])* $name:ident($view:ident: $views:ty) $body:block) => {
        $(#[$doc])*
        pub fn $name($view: $views) -> Later {
            #[cfg_attr(split, wasm_split_helpers::wasm_split($name, fallible, preload(load)))]
            fn $name($view: $views) -> Result<AnyView, NotLoaded> {
                Ok($body)
            }
            #[cfg(split)]
            return Later {
                load: || Box::pin(async { Ok(load().await?) }),
                view: Box::new(move || Box::pin($name($view.clone()))),
            };
            #[cfg(not(split))]
            return Later {
                load: || Box::pin(std::future::ready(Ok(()))),
                view: Box::new(move || Box::pin(std::future::ready($name($view.clone())))),
            };
        }
    };
}

/// What those see who are not signed in.
#[derive(Clone)]
pub enum Gate {
    /// One of their pages.
    Page(Route),
    /// Signing in over a page whose session has ended.
    SignInAgain,
}

piece! {
    /// What those see who are not signed in.
    gate(view: Gate) {
        match view {
            Gate::SignInAgain => view! { <SignInAgain /> }.into_any(),
            Gate::Page(Route::SignUp(return_to)) => view! { <SignUpPage return_to=return_to /> }.into_any(),
            Gate::Page(Route::SignIn(return_to)) => view! { <SignInPage return_to=return_to /> }.into_any(),
            Gate::Page(Route::Verify(token, return_to)) => {
                view! { <VerifyPage token=token return_to=return_to /> }.into_any()
            }
            Gate::Page(Route::ResetPassword) => view! { <RequestPage /> }.into_any(),
            Gate::Page(Route::NewPassword(token)) => view! { <NewPasswordPage token=token /> }.into_any(),
            Gate::Page(Route::Join(token)) => view! { <JoinPage token=token /> }.into_any(),
            Gate::Page(_) => ().into_any(),
        }
    }
}

/// What those see who are.
#[derive(Clone)]
pub enum Rest {
    /// One of their pages; that nothing is there, for every other route.
    Page(Route),
    /// Nothing here, or nothing for this person.
    NotFound,
    /// An organization that keeps the person out until they have set up two-step sign-in.
    MfaMissing,
}

piece! {
    /// What those see who are.
    rest(view: Rest) {
        let Rest::Page(route) = view else {
            return Ok(match view {
                Rest::MfaMissing => view! { <MfaMissing /> }.into_any(),
                Rest::NotFound | Rest::Page(_) => view! { <NotFound /> }.into_any(),
            });
        };
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
            Route::OrganizationDomains(_) => {
                in_organization(|organization| settings_page(organization, Section::Domains, domains_page))
            }
            Route::OrganizationCertificates(..) => in_organization(|organization| {
                settings_page(organization, Section::Certificates, certificates_page)
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
    /// An organization's TLS certificates, by its id and name: what reads them weighs more than any other page.
    certificates(view: (OrganizationId, Signal<String>)) {
        let (org, organization) = view;
        view! { <CertificatesPage org=org organization=organization /> }.into_any()
    }
}

/// What few see on the first pages.
#[derive(Clone, Copy)]
pub enum Seldom {
    /// Who is expected, and where one may ask: most see neither on the start screen.
    Mine,
    /// The way to another organization, for who has made one although their colleagues have theirs.
    Another(Signal<Answer<Organization>>),
    /// The way to ask why something may not be done.
    Why(Permission),
    /// Why that is, and whom to ask.
    WhyDialog,
}

piece! {
    /// What few see on the first pages.
    seldom(view: Seldom) {
        match view {
            Seldom::Mine => view! {
                <MyInvitations />
                <MySuggestions />
            }
            .into_any(),
            Seldom::Another(organization) => view! { <Instead organization=organization /> }.into_any(),
            Seldom::Why(permission) => view! { <Why permission=permission /> }.into_any(),
            Seldom::WhyDialog => view! { <WhyDialog /> }.into_any(),
        }
    }
}

/// What the header opens, and what lies over the page.
#[derive(Clone, Copy)]
pub enum Header {
    /// Under the organization drop-down, its list.
    Organizations(FinderState, Opened, Current, Signal<String>),
    /// Under the person's menu, its entries.
    User(MenuState, RwSignal<bool>),
    /// Under the menu of the languages, its entries.
    Languages(MenuState),
    /// The list of keys.
    Shortcuts(Opened),
    /// What was done.
    Toasts(Toasts),
}

piece! {
    /// What the header opens, and what lies over the page.
    header(view: Header) {
        match view {
            Header::Organizations(finder, opened, current, name) => {
                view! { <OrganizationList finder=finder opened=opened current=current name=name /> }.into_any()
            }
            Header::User(menu, help) => view! { <UserList menu=menu help=help /> }.into_any(),
            Header::Languages(menu) => view! { <LanguageList menu=menu /> }.into_any(),
            Header::Shortcuts(opened) => view! { <ShortcutList opened=opened /> }.into_any(),
            Header::Toasts(toasts) => {
                view! { <ToastList toasts=toasts dismiss_label=t(shell::DISMISS) /> }.into_any()
            }
        }
    }
}
