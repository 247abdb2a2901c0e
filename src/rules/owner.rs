//! The member whose rules a page shows.

use hq_contract::{OrganizationId, UserId};
use leptos::prelude::*;

/// The member whose rules they are, and what the person at the page may do with them.
#[derive(Clone, Copy)]
pub struct RulesOwner {
    /// The organization.
    pub org: OrganizationId,
    /// The member.
    pub user: UserId,
    /// The member's name.
    pub name: Signal<String>,
    /// Whether the member is an admin.
    pub admin: Signal<bool>,
    /// Whether the rules may be changed.
    pub may_manage: Signal<bool>,
}
