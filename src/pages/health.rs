//! What is not well in an organization, with the way to mend it. Nothing while that is on its way, does not come, or all
//! is well.

use super::organization::may;
use crate::{
    api::{Answer, Query, Remote},
    browser::intl::{self, Style},
    language::{count, t, tx, use_language},
    routes::{CertificatesView, MembersView, Route},
    ui::{Banner, LinkButton, Size, Tone},
};
use hq_contract::{
    Page, Permission, Role,
    certificates::{Certificate, Certificates, ListCertificates, Urgency},
    domains::{Domain, DomainState, ListDomains},
    members::{ListMembers, Member},
    organizations::Organization,
};
use hq_text::{Key, health};
use leptos::prelude::*;

/// What there is to know.
#[derive(Clone, Copy)]
pub struct Health {
    organization: Signal<Answer<Organization>>,
    infrastructure: Signal<bool>,
    people: Signal<bool>,
    certificates: Query<Certificates>,
    domains: Query<Page<Domain>>,
    admins: Query<Page<Member>>,
}

impl Health {
    /// Asks for what the person may do something about.
    pub fn of(organization: Signal<Answer<Organization>>) -> Self {
        let org = organization.with_untracked(|answer| answer.value.id);
        let infrastructure = may(organization, Permission::ManageInfrastructure);
        let people = may(organization, Permission::ManageMembers);
        Self {
            organization,
            infrastructure,
            people,
            certificates: Query::new(move || infrastructure.get().then_some(ListCertificates { org })),
            domains: Query::new(move || infrastructure.get().then_some(ListDomains { org })),
            admins: Query::new(move || {
                let role = Some(Role::Admin);
                people.get().then_some(ListMembers { role, ..ListMembers::of(org) })
            }),
        }
    }

    /// Whether all of it is known, or will not be.
    pub fn is_known(self) -> Signal<bool> {
        Memo::new(move |_| {
            let things = self.infrastructure.get()
                && (self.certificates.with(Remote::is_loading) || self.domains.with(Remote::is_loading));
            !(things || self.people.get() && self.admins.with(Remote::is_loading))
        })
        .into()
    }

    /// The notes.
    pub fn notes(self) -> AnyView {
        let organization = self.organization;
        let slug = Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string()));
        let expired = found(self.certificates, |urgency| urgency == Urgency::Expired);
        let expiring = found(self.certificates, |urgency| matches!(urgency, Urgency::Soon | Urgency::Now));
        let lost = Memo::new(move |_| lost(self.domains));
        let one = Memo::new(move |_| has_one(self.admins));
        view! {
            {note(expired_text(expired), health::REPLACE, move || replace(slug.get(), expired))}
            {note(expiring_text(expiring), health::REPLACE, move || replace(slug.get(), expiring))}
            {note(lost_text(lost), health::DOMAINS, move || Route::domains(slug.get()))}
            {note(
                one_admin_text(one, organization),
                health::MEMBERS,
                move || { Route::members(slug.get(), MembersView::default()) },
            )}
        }
        .into_any()
    }
}

/// One note, while there is something to say.
fn note(text: Signal<String>, mend: Key, route: impl Fn() -> Route + Send + Sync + 'static) -> AnyView {
    let href = Signal::derive(move || route().path());
    view! {
        <Banner text=text tone=Tone::Warning>
            <LinkButton label=t(mend) href=href size=Size::Small />
        </Banner>
    }
    .into_any()
}

fn found(certificates: Query<Certificates>, fits: fn(Urgency) -> bool) -> Memo<Vec<Certificate>> {
    Memo::new(move |_| {
        certificates.with(|remote| {
            let all = remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten();
            all.filter(|certificate| fits(certificate.urgency)).cloned().collect()
        })
    })
}

/// To the form for what comes in its place; to all of them, where there are several.
fn replace(slug: String, certificates: Memo<Vec<Certificate>>) -> Route {
    let view = certificates.with(|certificates| match certificates.as_slice() {
        [one] => CertificatesView::Replace(one.id),
        _ => CertificatesView::List,
    });
    Route::certificates(slug, view)
}

fn first_name(certificate: &Certificate) -> &str {
    certificate.names.first().map_or("", |name| name.name.as_str())
}

fn expired_text(certificates: Memo<Vec<Certificate>>) -> Signal<String> {
    let several = count(health::expired, move || certificates.with(Vec::len) as u64);
    tx(move |texts| {
        certificates.with(|certificates| match certificates.as_slice() {
            [] => String::new(),
            [one] => health::expired_one(texts, first_name(one)),
            _ => several.get(),
        })
    })
}

fn expiring_text(certificates: Memo<Vec<Certificate>>) -> Signal<String> {
    let (several, locale) =
        (count(health::expires, move || certificates.with(Vec::len) as u64), use_language().locale());
    tx(move |texts| {
        certificates.with(|certificates| match certificates.as_slice() {
            [] => String::new(),
            [one] => {
                let when = locale.with(|locale| intl::since(locale, one.not_after.as_str()));
                health::expires_one(texts, first_name(one), &when)
            }
            _ => several.get(),
        })
    })
}

fn lost(domains: Query<Page<Domain>>) -> Vec<Domain> {
    domains.with(|remote| {
        let all = remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten();
        all.filter(|domain| domain.state == DomainState::Lost).cloned().collect()
    })
}

fn lost_text(domains: Memo<Vec<Domain>>) -> Signal<String> {
    let (several, locale) =
        (count(health::lost, move || domains.with(Vec::len) as u64), use_language().locale());
    tx(move |texts| {
        domains.with(|domains| match domains.as_slice() {
            [] => String::new(),
            [one @ Domain { bound_until: Some(until), .. }] => {
                let until = locale.with(|locale| intl::moment(locale, until.as_str(), Style::DateTime));
                health::lost_one(texts, &until, &one.shown())
            }
            _ => several.get(),
        })
    })
}

fn has_one(admins: Query<Page<Member>>) -> bool {
    admins.with(|remote| remote.ready().is_some_and(|answer| answer.value.total == 1))
}

fn one_admin_text(one: Memo<bool>, organization: Signal<Answer<Organization>>) -> Signal<String> {
    tx(move |texts| {
        if !one.get() {
            return String::new();
        }
        organization.with(|answer| health::one_admin(texts, answer.value.name.as_str()))
    })
}
