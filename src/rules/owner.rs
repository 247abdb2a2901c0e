//! Whose rules a page shows.

use hq_contract::{
    ApiKeyId, ForPeople, OrganizationId, Permission, UserId,
    rules::{Action, Category},
};
use hq_text::Key;
use leptos::prelude::*;

/// A member, or an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesOf {
    /// A member.
    Member(UserId),
    /// An API key.
    Key(ApiKeyId),
}

/// Whose rules they are, and what the person at the page may do with them.
#[derive(Clone, Copy)]
pub struct RulesOwner {
    /// The organization.
    pub org: OrganizationId,
    /// The member or key.
    pub of: RulesOf,
    /// What they are called.
    pub name: Signal<String>,
    /// Whether they are an admin.
    pub admin: Signal<bool>,
    /// Whether the rules may be changed.
    pub may_manage: Signal<bool>,
    /// How much of what a rule about an action gives is not for them, whatever the rules say, and how that is said.
    pub limit: fn(Category, Action) -> Option<(ForPeople, Key)>,
}

impl RulesOwner {
    /// The member, where it is one.
    pub const fn member(self) -> Option<UserId> {
        match self.of {
            RulesOf::Member(user) => Some(user),
            RulesOf::Key(_) => None,
        }
    }

    /// The page of the organization that drafts are of, who may send them, and whose they are.
    pub fn drafts(self) -> (&'static str, Permission, String) {
        match self.of {
            RulesOf::Member(user) => ("members", Permission::ManageMembers, user.to_string()),
            RulesOf::Key(key) => ("api-keys", Permission::ManageApiKeys, key.to_string()),
        }
    }
}
