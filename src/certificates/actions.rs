//! What can be done in the list.

use super::{details::Details, remove::Removal, shared::CertificateList};

/// What can be done with the certificates.
#[derive(Clone, Copy)]
pub struct CertificateActions {
    /// The page.
    pub page: CertificateList,
    /// Shows what else is known of one.
    pub details: Details,
    /// Removes one.
    pub removal: Removal,
}
