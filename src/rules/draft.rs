//! Rules that are edited and not saved: they outlive the page, in this tab.

use crate::browser::tab_storage;
use hq_contract::{OrganizationId, UserId, rules::Rule};

/// The list as edited, and the one from which that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was saved when it began.
    pub base: Vec<Rule>,
    /// What it has become.
    pub edited: Vec<Rule>,
}

impl Draft {
    /// The draft that was left in this tab.
    pub fn load(org: OrganizationId, user: UserId) -> Option<Self> {
        let (base, edited) = serde_json::from_str(&tab_storage::get(&key(org, user))?).ok()?;
        Some(Self { base, edited })
    }

    /// Keeps the draft while it differs from what is saved.
    pub fn keep(&self, org: OrganizationId, user: UserId) {
        let draft = (self.base != self.edited).then(|| serde_json::to_string(&(&self.base, &self.edited)));
        tab_storage::set(&key(org, user), draft.and_then(Result::ok).as_deref());
    }
}

fn key(org: OrganizationId, user: UserId) -> String {
    format!("hq.draft.rules.{org}.{user}")
}
