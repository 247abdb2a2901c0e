//! What the person may do with the members.

use leptos::prelude::*;

/// What the person may do with the members; follows the organization.
#[derive(Clone, Copy)]
pub struct MemberPermissions {
    /// See addresses, activity, numbers of rules and who has multi-factor authentication.
    pub read: Signal<bool>,
    /// Change roles and rules, remove admins.
    pub manage: Signal<bool>,
    /// Remove members who are not admins.
    pub remove: Signal<bool>,
    /// See invitations.
    pub invite: Signal<bool>,
}
