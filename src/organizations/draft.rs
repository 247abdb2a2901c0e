//! What is typed into the settings and not saved: it outlives the page, and changes that others make meanwhile.

use crate::drafts::{Drafts, Kind};
use hq_contract::{OrganizationId, organizations::Organization};

/// The place of the name in [`Values`].
pub const NAME: usize = 0;
/// The place of the slug.
pub const SLUG: usize = 1;
/// The place of the description; empty where there is none.
pub const DESCRIPTION: usize = 2;
/// The place of the colour tag.
pub const COLOUR: usize = 3;

/// Name, slug, description and colour as the form holds them.
pub type Values = [String; 4];

/// An organization as the form shows it.
pub fn values(organization: &Organization) -> Values {
    [
        organization.name.to_string(),
        organization.slug.to_string(),
        organization.description.as_ref().map(ToString::to_string).unwrap_or_default(),
        organization.colour.as_str().to_owned(),
    ]
}

/// What was typed over `base` when the organization has become `latest` meanwhile: fields that were left alone follow,
/// the others stay as typed. The second part names the fields that others have changed, and to what nobody here had
/// changed them too.
pub fn merge(base: &Values, latest: &Values, typed: &Values) -> (Values, Vec<usize>) {
    let mut merged = typed.clone();
    let mut changed = Vec::new();
    for (index, (((base, latest), typed), merged)) in
        base.iter().zip(latest).zip(typed).zip(&mut merged).enumerate()
    {
        if base == latest {
            continue;
        }
        if typed == base {
            merged.clone_from(latest);
        }
        if typed != latest {
            changed.push(index);
        }
    }
    (merged, changed)
}

/// What was typed, and what it was typed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the organization was like.
    pub base: Values,
    /// What was typed.
    pub typed: Values,
}

impl Draft {
    /// The draft that was left in this tab.
    pub fn load(id: OrganizationId) -> Option<Self> {
        let (base, typed) = serde_json::from_str(&Kind::Organization.load(id)?).ok()?;
        Some(Self { base, typed })
    }

    /// Keeps the draft while it differs from what it was typed over.
    pub fn keep(&self, drafts: Drafts, id: OrganizationId) {
        let draft = (self.base != self.typed).then(|| serde_json::to_string(&(&self.base, &self.typed)));
        drafts.keep(Kind::Organization, id, draft.and_then(Result::ok).as_deref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, description: &str) -> Values {
        [name.into(), "acme".into(), description.into(), "blue".into()]
    }

    #[test]
    fn what_was_left_alone_follows() {
        let (typed, changed) = merge(&of("Acme", ""), &of("Acme Data", ""), &of("Acme", "Mine"));
        assert_eq!(typed, of("Acme Data", "Mine"));
        assert_eq!(changed, [NAME]);
    }

    #[test]
    fn what_was_typed_stays() {
        let (typed, changed) = merge(&of("Acme", ""), &of("Acme Data", "Theirs"), &of("Acme Lab", ""));
        assert_eq!(typed, of("Acme Lab", "Theirs"));
        assert_eq!(changed, [NAME, DESCRIPTION]);
    }

    #[test]
    fn the_same_change_twice_is_none() {
        let (typed, changed) = merge(&of("Acme", ""), &of("Acme Data", ""), &of("Acme Data", ""));
        assert_eq!(typed, of("Acme Data", ""));
        assert!(changed.is_empty());
    }
}
