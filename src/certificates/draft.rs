//! The chain that is being entered: it outlives the page. The key is never kept.

use super::pem;
use crate::browser::tab_storage;
use hq_contract::{CertificateId, OrganizationId};

/// Where the chain is kept in this tab: for a new certificate, or for what comes in the place of one.
#[derive(Clone, Copy)]
pub struct Draft(pub OrganizationId, pub Option<CertificateId>);

impl Draft {
    fn key(self) -> String {
        let Self(org, id) = self;
        let what = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        format!("hq.draft.certificate.{org}.{what}")
    }

    /// The chain that was left in this tab; empty where there is none.
    pub fn load(self) -> String {
        tab_storage::get(&self.key()).unwrap_or_default()
    }

    /// Keeps the certificates of a text, and nothing else of it: a key may have been put there by mistake.
    pub fn keep(self, chain: &str) {
        let certificates = pem::certificates(chain);
        tab_storage::set(&self.key(), Some(certificates.as_str()).filter(|text| !text.is_empty()));
    }

    /// Forgets it.
    pub fn forget(self) {
        tab_storage::set(&self.key(), None);
    }
}
