//! The table of pages. A page is one entry here: the routes, the guard, the navigation, the palette, the titles and the
//! files that its code comes in follow from it. It is long: pages beside others have files of their own, `table/*.rs`.

mod choose;
mod dataplant;
mod member;
mod person;

use super::{
    entries::{EMPTY, entries, param},
    page::{Audience, Menu, Page, Section},
    route::Route,
    use_router,
};
use crate::{
    account_alerts::SecureAccountPage,
    accounts::{SignUpPage, VerifyPage},
    chunk,
    dataplants::DataplantDeletionPage,
    invitations::{JoinPage, ReportPage},
    organizations::NewOrganizationPage,
    pages,
    password_resets::{NewPasswordPage, RequestPage},
    session::SignInPage,
    ui::Symbol,
};
use hq_contract::{LocalPath, Permission, console_paths as paths};
use hq_text::{
    account_alerts, accounts, api_keys, audit_log, authentication, billing, certificates, dataplant_deletion,
    dataplants, domains, members, offers, organizations, password_resets, plan, receipts, session, shell,
    start, storage_engines,
};
use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute, NestedRoute, any_nested_route::IntoAnyNestedRoute};
use std::sync::LazyLock;

/// Every page, in the order of the navigations.
pub static PAGES: LazyLock<Vec<&'static Page>> = LazyLock::new(|| {
    [ENTRIES, member::ENTRIES, dataplant::ENTRIES, choose::ENTRIES, person::ENTRIES].concat()
});

entries! {
    /// The start screen.
    HOME, Home, page_start {
        view: pages::start(),
        path: paths::HOME,
        title: start::CREATE,
        plain: true,
    }

    /// Sign in.
    SIGN_IN, SignIn, page_sign_in {
        view: view! { <SignInPage return_to=return_to() /> }.into_any(),
        path: paths::SIGN_IN,
        title: session::TITLE,
        plain: true,
        audience: Audience::Visitors,
    }

    /// Sign up.
    SIGN_UP, SignUp, page_sign_up {
        view: view! { <SignUpPage return_to=return_to() /> }.into_any(),
        path: paths::SIGN_UP,
        title: accounts::TITLE,
        plain: true,
        audience: Audience::Visitors,
    }

    /// The link in the mail that confirms an address.
    VERIFY, Verify, page_verify {
        view: view! { <VerifyPage token=param("token") return_to=return_to() /> }.into_any(),
        path: paths::VERIFY,
        title: accounts::VERIFY_TITLE,
        plain: true,
        audience: Audience::Anybody,
    }

    /// Asks for the mail to reset a password.
    RESET_PASSWORD, ResetPassword, page_reset_password {
        view: view! { <RequestPage /> }.into_any(),
        path: paths::RESET_PASSWORD,
        title: password_resets::TITLE,
        plain: true,
        audience: Audience::Anybody,
    }

    /// The link in that mail.
    NEW_PASSWORD, NewPassword, page_new_password {
        view: view! { <NewPasswordPage token=param("token") /> }.into_any(),
        path: paths::NEW_PASSWORD,
        title: password_resets::NEW_TITLE,
        plain: true,
        audience: Audience::Anybody,
    }

    /// The link in the mails that tell of changes to an account, for who did not make them.
    SECURE_ACCOUNT, SecureAccount, page_secure_account {
        view: view! { <SecureAccountPage token=param("token") /> }.into_any(),
        path: paths::SECURE_ACCOUNT,
        title: account_alerts::TITLE,
        plain: true,
        audience: Audience::Anybody,
        requests: &[(None, "/account-alerts/:token")],
    }

    /// The link of an invitation.
    JOIN, Join, page_join {
        view: view! { <JoinPage token=param("token") /> }.into_any(),
        path: paths::JOIN,
        title: offers::INVITATIONS,
        plain: true,
        audience: Audience::AnybodyByName,
        requests: &[(None, "/invitations/:token")],
    }

    /// The link of the same mail for who does not know the inviter.
    REPORT, Report, page_report {
        view: view! { <ReportPage token=param("token") /> }.into_any(),
        path: paths::REPORT,
        title: offers::INVITATIONS,
        plain: true,
        audience: Audience::Anybody,
        requests: &[(None, "/invitations/:token")],
    }

    /// An organization's home.
    ORGANIZATION, Organization, page_home {
        view: pages::home(),
        path: paths::ORGANIZATION,
        title: shell::HOME_PAGE,
        menu: Some(Menu::Organization(Section::Work)),
        icon: Symbol::Home,
        plain: true,
        requests: &[
            (None, "/organizations/:id/dataplants"),
            (Some(Permission::ReadBilling), "/organizations/:id/subscription"),
            (Some(Permission::ManageMembers), "/organizations/:id/members"),
        ],
    }

    /// An organization's dataplants. Every member may look; the server leaves away what they may not see.
    DATAPLANTS, Dataplants, page_dataplants {
        view: pages::dataplants(),
        path: paths::DATAPLANTS,
        title: dataplants::TITLE,
        permission: Some(Permission::ReadOrganization),
        menu: Some(Menu::Organization(Section::Work)),
        icon: Symbol::Dataplants,
        requests: &[(None, "/organizations/:id/dataplants")],
    }

    /// The link in the mail that confirms that a dataplant is to be deleted.
    DATAPLANT_DELETION, DataplantDeletion, page_dataplant_deletion {
        view: view! { <DataplantDeletionPage token=param("token") /> }.into_any(),
        path: paths::DATAPLANT_DELETION,
        title: dataplant_deletion::TITLE,
        requests: &[(None, "/dataplant-deletions/:token")],
    }

    /// An organization's storage engines.
    STORAGE_ENGINES, StorageEngines, page_storage_engines {
        view: pages::storage_engines(),
        path: paths::STORAGE_ENGINES,
        title: storage_engines::TITLE,
        permission: Some(Permission::ReadOrganization),
        menu: Some(Menu::Organization(Section::Work)),
        icon: Symbol::StorageEngines,
        requests: &[
            (Some(Permission::ReadOrganization), "/organizations/:id/storage-engines"),
            (Some(Permission::ReadOrganization), "/organizations/:id/storage-defaults"),
        ],
    }

    /// Orders a storage engine.
    NEW_STORAGE_ENGINE, NewStorageEngine, page_new_storage_engine {
        view: pages::new_storage_engine(),
        path: paths::NEW_STORAGE_ENGINE,
        title: storage_engines::NEW,
        permission: Some(Permission::CreateStorageEngines),
        requests: &[
            (Some(Permission::CreateStorageEngines), "/providers"),
            (Some(Permission::CreateStorageEngines), "/organizations/:id/storage-defaults"),
        ],
    }

    /// One storage engine.
    STORAGE_ENGINE, StorageEngine, page_storage_engine {
        view: pages::storage_engine(),
        path: paths::STORAGE_ENGINE,
        title: storage_engines::TITLE,
        permission: Some(Permission::ReadOrganization),
        requests: &[
            (Some(Permission::ReadOrganization), "/organizations/:id/storage-engines/:engine"),
        ],
    }

    /// Who belongs to an organization.
    MEMBERS, Members, page_members {
        view: pages::members(),
        path: paths::MEMBERS,
        title: members::TITLE,
        permission: Some(Permission::ReadMembers),
        menu: Some(Menu::Organization(Section::Work)),
        icon: Symbol::Members,
        requests: &[
            (Some(Permission::ReadMembers), "/organizations/:id/members"),
            (Some(Permission::InviteMembers), "/organizations/:id/invitations"),
            (Some(Permission::AnswerJoinRequests), "/organizations/:id/join-requests"),
        ],
    }

    /// An organization's plan. Every member may look; what it costs is for who may see the bills.
    PLAN, PlanLazy, page_plan {
        view: pages::plan(),
        path: paths::PLAN,
        title: plan::TITLE,
        permission: Some(Permission::ReadOrganization),
        menu: Some(Menu::Organization(Section::Plan)),
        icon: Symbol::Plan,
        requests: &[
            (Some(Permission::ReadBilling), "/organizations/:id/subscription"),
            (Some(Permission::ReadOrganization), "/organizations/:id/quotas"),
        ],
    }

    /// What the next receipt says so far, and the budget.
    BILLING, Billing, page_billing {
        view: pages::billing(),
        path: paths::BILLING,
        title: billing::TITLE,
        permission: Some(Permission::ReadBilling),
        menu: Some(Menu::Organization(Section::Plan)),
        icon: Symbol::Usage,
        requests: &[
            (Some(Permission::ReadBilling), "/organizations/:id/subscription"),
            (Some(Permission::ReadBilling), "/organizations/:id/invoices/upcoming"),
        ],
    }

    /// Invoices and credit notes.
    RECEIPTS, Receipts, page_receipts {
        view: pages::receipts(),
        path: paths::RECEIPTS,
        title: receipts::TITLE,
        permission: Some(Permission::ReadBilling),
        menu: Some(Menu::Organization(Section::Plan)),
        icon: Symbol::Receipts,
        requests: &[(Some(Permission::ReadBilling), "/organizations/:id/invoices")],
    }

    /// What the members see of an organization; leaving and deleting.
    SETTINGS, Settings, page_settings {
        view: pages::information(),
        path: paths::SETTINGS,
        title: organizations::INFORMATION,
        permission: Some(Permission::ReadOrganization),
        menu: Some(Menu::Organization(Section::Settings)),
        icon: Symbol::Information,
        // What is not well stands above everything else.
        requests: &[
            (Some(Permission::ManageInfrastructure), "/organizations/:id/certificates"),
            (Some(Permission::ManageInfrastructure), "/organizations/:id/domains"),
            (Some(Permission::ManageMembers), "/organizations/:id/members?role=admin"),
        ],
    }

    /// Who may join an organization, and how its members sign in.
    AUTHENTICATION, Authentication, page_authentication {
        view: pages::authentication(),
        path: paths::AUTHENTICATION,
        title: authentication::TITLE,
        permission: Some(Permission::ManageAuthentication),
        menu: Some(Menu::Organization(Section::Settings)),
        icon: Symbol::Security,
        requests: &[(Some(Permission::ManageAuthentication), "/organizations/:id/authentication"), (None, "/me/mfa")],
    }

    /// An organization's domain names.
    DOMAINS, Domains, page_domains {
        view: pages::domains(),
        path: paths::DOMAINS,
        title: domains::TITLE,
        permission: Some(Permission::ManageInfrastructure),
        menu: Some(Menu::Organization(Section::Settings)),
        icon: Symbol::Domains,
        requests: &[(Some(Permission::ManageInfrastructure), "/organizations/:id/domains")],
    }

    /// An organization's TLS certificates.
    CERTIFICATES, Certificates, page_certificates {
        view: pages::certificates(),
        path: paths::CERTIFICATES,
        title: certificates::TITLE,
        permission: Some(Permission::ManageInfrastructure),
        menu: Some(Menu::Organization(Section::Settings)),
        icon: Symbol::Certificates,
        requests: &[(Some(Permission::ManageInfrastructure), "/organizations/:id/certificates")],
    }

    /// An organization's API keys.
    API_KEYS, ApiKeys, page_api_keys {
        view: pages::api_keys(),
        path: paths::API_KEYS,
        title: api_keys::TITLE,
        permission: Some(Permission::ManageApiKeys),
        menu: Some(Menu::Organization(Section::Settings)),
        icon: Symbol::ApiKeys,
        requests: &[(Some(Permission::ManageApiKeys), "/organizations/:id/api-keys")],
    }

    /// What was done in an organization.
    AUDIT_LOG, AuditLog, page_audit_log {
        view: pages::audit_log(),
        path: paths::AUDIT_LOG,
        title: audit_log::TITLE,
        permission: Some(Permission::ReadAuditLog),
        menu: Some(Menu::Organization(Section::Settings)),
        icon: Symbol::AuditLog,
        requests: &[(Some(Permission::ReadAuditLog), "/organizations/:id/audit-log")],
    }

    /// Creates an organization.
    NEW_ORGANIZATION, NewOrganization, page_new_organization {
        view: view! { <NewOrganizationPage /> }.into_any(),
        path: paths::NEW_ORGANIZATION,
        title: shell::NEW_ORGANIZATION,
        menu: Some(Menu::Palette),
        icon: Symbol::New,
    }
}

/// Where the page's address says to go afterwards.
fn return_to() -> Option<LocalPath> {
    use_router().route().with_untracked(Route::return_to)
}
