//! The page of an organization's TLS certificates.

use super::organization::use_organization;
use crate::certificates::CertificatesPage;
use leptos::prelude::*;

/// The page.
pub fn certificates() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! { <CertificatesPage org=org organization=name /> }.into_any()
}
