//! The layout of an organization's settings: the way between its pages beside the page that is open.

use crate::{
    access::RefusedPage,
    api::{Answer, List},
    authentication::{AuthenticationPage, Within},
    domains::DomainsPage,
    drafts::{Marks, provide_marks},
    join_requests::use_join_requests,
    language::{count, t},
    members::LeaveCard,
    organizations::{DeletionCard, LogoCard, SettingsPage},
    routes::{AuditView, CertificatesView, MembersView, Route},
    session::use_session,
    ui::{Tab, TabCount, Tabs, live},
};
use hq_contract::{Permission, join_requests::JoinRequest, organizations::Organization};
use hq_text::{
    Key, answering, audit_log, authentication, certificates, domains, drafts, members, organizations, shell,
};
use hq_contract::{OrganizationId, Permission, join_requests::JoinRequest};
use hq_text::{answering, organizations, shell};
use leptos::prelude::*;
use leptos_router::components::Outlet;

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Who belongs to the organization.
    Members,
    /// What the members see of it.
    Information,
    /// Who may join it.
    Authentication,
    /// Its domain names.
    Domains,
    /// Its TLS certificates.
    Certificates,
    /// What was done in the organization.
    AuditLog,
}

impl Section {
    /// Every page, in the order of the navigation.
    const ALL: [Self; 6] = [
        Self::Members,
        Self::Information,
        Self::Authentication,
        Self::Domains,
        Self::Certificates,
        Self::AuditLog,
    ];

    const fn label(self) -> Key {
        match self {
            Self::Members => members::TITLE,
            Self::Information => organizations::SETTINGS,
            Self::Authentication => authentication::TITLE,
            Self::Domains => domains::TITLE,
            Self::Certificates => certificates::TITLE,
            Self::AuditLog => audit_log::TITLE,
        }
    }

    fn route(self, org: String) -> Route {
        match self {
            Self::Members => Route::OrganizationMembers(org, MembersView::default()),
            Self::Information => Route::OrganizationSettings(org),
            Self::Authentication => Route::OrganizationAuthentication(org),
            Self::Domains => Route::OrganizationDomains(org),
            Self::Certificates => Route::OrganizationCertificates(org, CertificatesView::default()),
            Self::AuditLog => Route::OrganizationAuditLog(org, AuditView::default()),
        }
    }

    /// The last segment of its path, which drafts on it are kept under.
    const fn segment(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Information => "settings",
            Self::Authentication => "authentication",
            Self::Domains => "domains",
            Self::Certificates => "certificates",
            Self::AuditLog => "audit-log",
        }
    }

    /// What a person needs to be allowed to find the page in the navigation.
    const fn needs(self) -> Permission {
        match self {
            Self::Members => Permission::ReadMembers,
            Self::Information => Permission::ReadOrganization,
            Self::Authentication => Permission::ManageAuthentication,
            Self::Domains | Self::Certificates => Permission::ManageInfrastructure,
            Self::AuditLog => Permission::ReadAuditLog,
        }
        .into_any()
    }
}

/// What stands beside the navigation; it shares the requests to join, which the navigation counts.
pub type Body = fn(Signal<Answer<Organization>>, List<JoinRequest>) -> AnyView;

/// A page of the settings with the navigation beside it.
pub fn settings_page(organization: Signal<Answer<Organization>>, here: Section, body: Body) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let marks = provide_marks();
    let requests = use_join_requests(org, may(organization, Permission::AnswerJoinRequests));
    view! {
        <div class="page page-with-side">
            {navigation(organization, here, requests, marks)} <div>{body(organization, requests)}</div>
        </div>
    }
    .into_any()
}

/// What the members see of the organization.
pub fn information_page(organization: Signal<Answer<Organization>>, _: List<JoinRequest>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! {
        <SettingsPage organization=organization notes=health::notes(organization)>
            <LogoCard organization=organization />
            <LeaveCard org=org organization=name />
            <DeletionCard organization=organization />
        </SettingsPage>
    }
    .into_any()
}

/// Who may join; for those who may not decide it, why.
pub fn authentication_page(organization: Signal<Answer<Organization>>, _: List<JoinRequest>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let slug = Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string())).into();
    let plan = Memo::new(move |_| organization.with(|answer| answer.value.plan)).into();
    for_whom(organization, Permission::ManageAuthentication, authentication::TITLE, move |name| {
        view! { <AuthenticationPage within=Within { org, name, slug, plan } /> }.into_any()
    })
}

/// The domain names; for those who may not manage them, why.
pub fn domains_page(organization: Signal<Answer<Organization>>, _: List<JoinRequest>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    for_whom(organization, Permission::ManageInfrastructure, domains::TITLE, move |name| {
        view! { <DomainsPage org=org organization=name /> }.into_any()
    })
}

/// The TLS certificates, whose code comes apart: it reads them. For those who may not manage them, why.
pub fn certificates_page(organization: Signal<Answer<Organization>>, _: List<JoinRequest>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    for_whom(organization, Permission::ManageInfrastructure, certificates::TITLE, move |name| {
        later::part(certificates_piece((org, name)))
    })
}

/// A page for those who have the permission; for others, why they do not see it.
pub fn for_whom(
    organization: Signal<Answer<Organization>>,
    permission: Permission,
    title: Key,
    page: impl Fn(Signal<String>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let may = may(organization, permission);
    live(move || {
        if may.get() {
            page(name)
        } else {
            view! { <RefusedPage title=title org=org organization=name permission=permission /> }.into_any()
        }
    })
}

/// Whether the person may do something in the organization.
pub fn may(organization: Signal<Answer<Organization>>, permission: Permission) -> Signal<bool> {
    Memo::new(move |_| organization.with(|answer| answer.value.may(permission))).into()
}

fn navigation(
    organization: Signal<Answer<Organization>>,
    here: Section,
    requests: List<JoinRequest>,
    marks: Marks,
) -> AnyView {
    let permissions = Memo::new(move |_| organization.with(|answer| answer.value.permissions.clone()));
    let slug = Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string()));
    let waits = waiting(may(organization, Permission::AnswerJoinRequests), requests);
    let (route, drafts, unsaved) = (use_router().route(), use_drafts(), t(organizations::UNSAVED_MARK));
    let tab = move |page: &'static Page| Tab {
        label: t(page.title),
        href: Signal::derive(move || page.route(Some(&slug.get())).path()),
        current: Memo::new(move |_| route.with(|route| page.is_around(route))).into(),
        count: (page.permission == Some(Permission::ReadMembers)).then_some(waits),
        mark: page.draft.map(|draft| {
            Signal::derive(move || if drafts.has(draft, org) { unsaved.get() } else { String::new() })
        }),
    };
    (move || {
        let may = permissions.get();
        let open = |page: &&&Page| page.permission.is_none_or(|permission| may.contains(&permission));
        let tabs = pages.iter().filter(|page| page.menu == Some(Menu::Organization)).filter(open);
        view! { <Tabs label=t(shell::ORGANIZATION) tabs=tabs.map(|page| tab(page)).collect() side=true /> }
    })
    .into_any()
}

/// How many requests to join wait.
fn waiting(answers: Signal<bool>, requests: List<JoinRequest>) -> TabCount {
    let waiting = Memo::new(move |_| if answers.get() { requests.total() } else { 0 });
    TabCount {
        text: Signal::derive(move || match waiting.get() {
            0 => String::new(),
            waiting => waiting.to_string(),
        }),
        label: count(answering::waiting, move || waiting.get()),
    };
    let org = organization.with_untracked(|answer| answer.value.id);
    let (person, unsaved) = (use_session().user(), t(drafts::UNSAVED_MARK));
    let mark = move |section: Section| {
        let owner = move || person.with(|person| person.as_ref().map(|person| person.id));
        let left = move || permissions.with(|may| marks.on_page(owner(), org, section.segment(), may));
        Signal::derive(move || if left() { unsaved.get() } else { String::new() })
    };
    let tab = move |section: Section| Tab {
        label: t(section.label()),
        href: Signal::derive(move || section.route(slug.get()).path()),
        current: Signal::stored(section == here),
        count: (section == Section::Members).then_some(waits),
        mark: Some(mark(section)),
    };
    (move || {
        let may = permissions.get();
        let tabs =
            Section::ALL.into_iter().filter(|section| may.contains(&section.needs())).map(tab).collect();
        view! { <Tabs label=t(shell::ORGANIZATION) tabs=tabs side=true /> }
    })
    .into_any()
}
