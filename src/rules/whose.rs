//! Whose rules a page shows.

use hq_contract::{OrganizationId, UserId};
use leptos::prelude::*;

/// Whose rules they are, and what the person at the page may do with them.
#[derive(Clone, Copy)]
pub struct Whose {
    /// Of which organization.
    pub org: OrganizationId,
    /// Whose.
    pub user: UserId,
    /// What the member is called.
    pub name: Signal<String>,
    /// Whether the member is an admin.
    pub admin: Signal<bool>,
    /// Whether the rules may be changed.
    pub may_manage: Signal<bool>,
}
