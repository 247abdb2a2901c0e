//! The page of what was done in an organization.

use super::organization::use_organization;
use crate::audit_log::AuditLogPage;
use leptos::prelude::*;

/// The page.
pub fn audit_log() -> AnyView {
    let organization = use_organization();
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    view! { <AuditLogPage org=org organization=name /> }.into_any()
}
