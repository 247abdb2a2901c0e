//! What is typed into an organization's settings and not saved: kept in this tab, and known to the navigation.

use crate::browser::tab_storage;
use hq_contract::OrganizationId;
use leptos::prelude::*;

/// A form that keeps what is typed into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Name, slug, description and colour.
    Organization,
    /// Who may ask to join.
    Authentication,
}

impl Kind {
    fn key(self, org: OrganizationId) -> String {
        let form = match self {
            Self::Organization => "organization",
            Self::Authentication => "authentication",
        };
        format!("hq.draft.{form}.{org}")
    }

    /// What was left in the form in this tab.
    #[must_use]
    pub fn load(self, org: OrganizationId) -> Option<String> {
        tab_storage::get(&self.key(org))
    }
}

/// Which forms hold something that is not saved. A context of the settings' pages.
#[derive(Clone, Copy)]
pub struct Drafts {
    kept: RwSignal<()>,
}

/// Makes the context.
pub fn provide_drafts() -> Drafts {
    let drafts = Drafts { kept: RwSignal::new(()) };
    provide_context(drafts);
    drafts
}

/// The drafts of the settings.
#[must_use]
pub fn use_drafts() -> Drafts {
    // Outside of the settings nobody looks at them.
    use_context().unwrap_or_else(provide_drafts)
}

impl Drafts {
    /// Keeps what a form holds, or forgets it.
    pub fn keep(self, kind: Kind, org: OrganizationId, draft: Option<&str>) {
        let (key, before) = (kind.key(org), kind.load(org));
        if before.as_deref() != draft {
            tab_storage::set(&key, draft);
            self.kept.notify();
        }
    }

    /// Whether a form holds something that is not saved; follows it.
    #[must_use]
    pub fn has(self, kind: Kind, org: OrganizationId) -> bool {
        self.kept.track();
        kind.load(org).is_some()
    }
}
