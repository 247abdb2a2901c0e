//! The page of what was done in an organization.

use super::settings::for_whom;
use crate::{
    api::{Answer, List},
    audit_log::AuditLogPage,
};
use hq_contract::{Permission, join_requests::JoinRequest, organizations::Organization};
use hq_text::audit_log;
use leptos::prelude::*;

/// The page; for those who may not read it, why.
pub fn audit_log_page(organization: Signal<Answer<Organization>>, _: List<JoinRequest>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    for_whom(organization, Permission::ReadAuditLog, audit_log::TITLE, move |name| {
        view! { <AuditLogPage org=org organization=name /> }.into_any()
    })
}
