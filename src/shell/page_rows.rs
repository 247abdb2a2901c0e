//! The rows of the drop-down: organizations, and for the palette the pages as well.

use crate::{
    language::{t, tx},
    routes::{AuditView, CertificatesView, MembersView, Route},
    session::Session,
    ui::Row,
};
use hq_contract::{Permission, Role, me::MyOrganization};
use hq_text::{profile, shell};
use leptos::prelude::*;

/// Words of the rows, made once.
#[derive(Clone, Copy)]
pub struct RowText {
    session: Session,
    admin: Signal<String>,
    user: Signal<String>,
    page: Signal<String>,
    profile: Signal<String>,
    security: Signal<String>,
    organizations: Signal<String>,
    new_organization: Signal<String>,
    members: Signal<String>,
    settings: Signal<String>,
    authentication: Signal<String>,
    domains: Signal<String>,
    certificates: Signal<String>,
    audit_log: Signal<String>,
}

impl RowText {
    /// The words; `current` is the name of the present organization.
    pub fn new(session: Session, current: Signal<String>) -> Self {
        Self {
            session,
            admin: t(shell::ROLE_ADMIN),
            user: t(shell::ROLE_USER),
            page: t(shell::PAGE),
            profile: t(shell::PROFILE),
            security: t(profile::SECURITY),
            organizations: t(profile::OWN_ORGANIZATIONS),
            new_organization: t(shell::NEW_ORGANIZATION),
            members: tx(move |texts| shell::members_of(texts, &current.get())),
            settings: tx(move |texts| shell::settings_of(texts, &current.get())),
            authentication: tx(move |texts| shell::authentication_of(texts, &current.get())),
            domains: tx(move |texts| shell::domains_of(texts, &current.get())),
            certificates: tx(move |texts| shell::certificates_of(texts, &current.get())),
            audit_log: tx(move |texts| shell::audit_log_of(texts, &current.get())),
        }
    }

    /// The row of an organization: the page that is open, there.
    pub fn organization(self, item: &MyOrganization, route: &Route, current: Option<&str>) -> Row {
        Row {
            id: item.id.to_string(),
            label: item.name.to_string(),
            detail: if item.role == Role::Admin { self.admin.get() } else { self.user.get() },
            colour: item.colour.as_str().to_owned(),
            picture: self.session.picture(item.id, item.logo.as_ref()),
            href: route.in_organization(item.slug.as_str()).path(),
            current: current == Some(item.slug.as_str()),
        }
    }

    /// The rows of the pages; those of the present organization only inside one, and only what they `may` do there.
    pub fn pages(self, current: Option<&str>, may: impl Fn(Permission) -> bool) -> Vec<Row> {
        let inside = |label, route: fn(String) -> Route| current.map(|slug| (label, route(slug.to_owned())));
        let decides = may(Permission::ManageAuthentication);
        let infrastructure = may(Permission::ManageInfrastructure);
        let reads_log = may(Permission::ReadAuditLog);
        let organization = [
            inside(self.members, |slug| Route::OrganizationMembers(slug, MembersView::default())),
            inside(self.settings, Route::OrganizationSettings),
            inside(self.authentication, Route::OrganizationAuthentication).filter(|_| decides),
            inside(self.domains, Route::OrganizationDomains).filter(|_| infrastructure),
            inside(self.certificates, |slug| {
                Route::OrganizationCertificates(slug, CertificatesView::default())
            })
            .filter(|_| infrastructure),
            inside(self.audit_log, |slug| Route::OrganizationAuditLog(slug, AuditView::default()))
                .filter(|_| reads_log),
        ];
        let pages = [
            (self.profile, Route::Account),
            (self.security, Route::AccountSecurity(None)),
            (self.organizations, Route::AccountOrganizations),
            (self.new_organization, Route::NewOrganization),
        ];
        organization
            .into_iter()
            .flatten()
            .chain(pages)
            .map(|(label, route)| self.page(label, &route))
            .collect()
    }

    fn page(self, label: Signal<String>, route: &Route) -> Row {
        let href = route.path();
        Row {
            id: href.replace('/', "-"),
            label: label.get(),
            detail: self.page.get(),
            href,
            ..Row::default()
        }
    }
}

/// Whether a name has what is looked for in it, whatever the case.
pub fn matches(name: &str, query: &str) -> bool {
    query.is_empty() || name.to_lowercase().contains(query)
}
