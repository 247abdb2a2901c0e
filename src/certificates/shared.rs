//! What the parts of the page share.

use crate::{
    api::{Answer, Query},
    routes::{CertificatesAddress, Route, use_router},
};
use hq_contract::{
    CertificateId, OrganizationId,
    certificates::{Certificate, Certificates},
};
use leptos::prelude::*;

/// The organization's certificates, as all parts of the page see them.
#[derive(Clone, Copy)]
pub struct CertificateList {
    /// Whose certificates.
    pub org: OrganizationId,
    /// What the organization is called.
    pub organization: Signal<String>,
    /// The certificates, the one that expires first before the others.
    pub all: Query<Certificates>,
    /// Which part of the page is shown.
    pub address: CertificatesAddress,
}

impl CertificateList {
    /// Whether the server can keep private keys, as far as is known.
    pub fn can_be_kept(self) -> bool {
        self.all.with(|remote| remote.ready().is_none_or(|answer| answer.value.can_be_kept))
    }

    /// One of the certificates as it stands.
    pub fn find(self, id: CertificateId) -> Option<Certificate> {
        self.all.with(|remote| {
            let items = remote.ready().map(|answer| &answer.value.items)?;
            items.iter().find(|item| item.id == id).cloned()
        })
    }

    /// Puts what the server has answered among the certificates, or takes one away.
    pub fn take(self, id: CertificateId, certificate: Option<Certificate>) {
        let held = self.all.ready_untracked();
        let Some(Answer { mut value, version }) = held else { return self.all.retry() };
        value.items.retain(|item| item.id != id);
        value.items.extend(certificate);
        value.items.sort_by(|one, other| one.not_after.cmp(&other.not_after));
        value.total = value.items.len() as u64;
        self.all.set(Answer { value, version });
    }

    /// Where the organization's domain names are.
    pub fn domains(self) -> Signal<String> {
        let route = use_router().route();
        Signal::derive(move || {
            let organization = route.with(|route| route.organization_name().map(ToOwned::to_owned));
            organization.map(|org| Route::domains(org).path()).unwrap_or_default()
        })
    }
}

/// What a certificate is called: its first name.
pub fn certificate_name(certificate: &Certificate) -> &str {
    certificate.names.first().map_or("", |name| name.name.as_str())
}
