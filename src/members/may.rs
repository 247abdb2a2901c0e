//! What the person may do to the members.

use leptos::prelude::*;

/// What the person may do to the members; each follows the organization that is read.
#[derive(Clone, Copy)]
pub struct May {
    /// See addresses, activity, numbers of rules and who has multi-factor authentication.
    pub read: Signal<bool>,
    /// Change roles and rules, remove admins.
    pub manage: Signal<bool>,
    /// Remove those who are no admins.
    pub remove: Signal<bool>,
    /// See who is invited.
    pub invite: Signal<bool>,
}
