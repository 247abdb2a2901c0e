//! The address of the page of TLS certificates, while that page stands.

use super::{CertificatesView, PageAddress};
use hq_contract::CertificateId;

/// The address of the page, to be read and changed while that page stands.
pub type CertificatesAddress = PageAddress<CertificatesView>;

/// The address of the page of certificates.
#[must_use]
pub fn use_certificates_address() -> CertificatesAddress {
    PageAddress::new(CertificatesView::parse, CertificatesView::query)
}

impl CertificatesAddress {
    /// The form for another certificate; going back leads to the list.
    pub fn add(self) {
        self.open(|view| *view = CertificatesView::Add);
    }

    /// The form for what comes in the place of this one; going back leads to the list.
    pub fn replace(self, id: CertificateId) {
        self.open(|view| *view = CertificatesView::Replace(id));
    }

    /// Back to the list.
    pub fn close(self) {
        self.close_opened(|view| *view = CertificatesView::List);
    }
}
