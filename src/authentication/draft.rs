//! What is chosen of who may ask to join and not saved: it outlives the page, in this tab.

use super::choosing::Chosen;
use crate::drafts::{Drafts, Kind};
use hq_contract::OrganizationId;

/// What was chosen, and over what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was decided then.
    pub base: Chosen,
    /// What was chosen.
    pub chosen: Chosen,
}

impl Draft {
    /// The draft that was left in this tab.
    pub fn load(org: OrganizationId) -> Option<Self> {
        let ((enabled, domains), (on, chosen)) =
            serde_json::from_str(&Kind::Authentication.load(org)?).ok()?;
        let chosen = Chosen { enabled: on, domains: chosen };
        Some(Self { base: Chosen { enabled, domains }, chosen })
    }

    /// Keeps the draft while it differs from what is decided.
    pub fn keep(&self, drafts: Drafts, org: OrganizationId) {
        let of = |chosen: &Chosen| (chosen.enabled, chosen.domains.clone());
        let text =
            (self.base != self.chosen).then(|| serde_json::to_string(&(of(&self.base), of(&self.chosen))));
        drafts.keep(Kind::Authentication, org, text.and_then(Result::ok).as_deref());
    }
}
