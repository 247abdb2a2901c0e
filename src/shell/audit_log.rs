//! The page of what was done in an organization.

use super::settings::may;
use crate::{
    api::{Answer, List},
    audit_log::AuditLogPage,
};
use hq_contract::{Permission, join_requests::JoinRequest, organizations::Organization};
use leptos::prelude::*;

/// The page.
pub fn audit_log_page(organization: Signal<Answer<Organization>>, _: List<JoinRequest>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let may_read = may(organization, Permission::ReadAuditLog);
    view! { <AuditLogPage org=org organization=name may_read=may_read /> }.into_any()
}
