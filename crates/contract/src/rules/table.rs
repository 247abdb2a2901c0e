//! What rules are about: the one table of categories and their actions.

use serde::{Deserialize, Serialize};

/// A kind of things that rules are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Cloud environments, each with one data project.
    Dataplants,
    /// Which storage engine is taken where nothing is said.
    StorageConfig,
    /// The database systems behind dataplants.
    StorageEngines,
    /// Who belongs to the organization.
    Members,
    /// Plan, bills and who pays them.
    Billing,
    /// The organization's own parameters.
    Settings,
}

/// Something that can be done. Which of them a category has, [`Category::actions`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See them. Of members: their addresses, rules and whether they have multi-factor authentication.
    Read,
    /// Make another.
    Create,
    /// Change them. Of settings: name, slug, description and colour.
    Update,
    /// Delete them.
    Delete,
    /// Deploy to a dataplant.
    Deploy,
    /// Read a dataplant's logs.
    Logs,
    /// Invite people, as users.
    Invite,
    /// Answer requests to join.
    Approve,
    /// Remove members who are no admins.
    Remove,
    /// Decide who may join and how they prove who they are.
    Authentication,
    /// Domain names and TLS certificates.
    Infrastructure,
    /// Read the audit log.
    Audit,
}

impl Category {
    /// Every category, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Dataplants,
        Self::StorageConfig,
        Self::StorageEngines,
        Self::Members,
        Self::Billing,
        Self::Settings,
    ];

    /// What can be done in it: the table.
    #[must_use]
    pub const fn actions(self) -> &'static [Action] {
        use Action::{
            Approve, Audit, Authentication, Create, Delete, Deploy, Infrastructure, Invite, Logs, Read,
            Remove, Update,
        };
        match self {
            Self::Dataplants => &[Read, Create, Update, Delete, Deploy, Logs],
            Self::StorageConfig => &[Update],
            Self::StorageEngines => &[Create, Read, Update, Delete],
            Self::Members => &[Read, Invite, Approve, Remove],
            Self::Billing => &[Read, Update],
            Self::Settings => &[Update, Authentication, Infrastructure, Audit],
        }
    }

    /// Whether a rule can be about some of its things: one, or those with a tag. Otherwise it is about all.
    #[must_use]
    pub const fn has_resources(self) -> bool {
        matches!(self, Self::Dataplants | Self::StorageEngines)
    }

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dataplants => "dataplants",
            Self::StorageConfig => "storage_config",
            Self::StorageEngines => "storage_engines",
            Self::Members => "members",
            Self::Billing => "billing",
            Self::Settings => "settings",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == name)
    }
}

impl Action {
    /// Every action of any category.
    pub const ALL: [Self; 12] = [
        Self::Read,
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::Deploy,
        Self::Logs,
        Self::Invite,
        Self::Approve,
        Self::Remove,
        Self::Authentication,
        Self::Infrastructure,
        Self::Audit,
    ];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Deploy => "deploy",
            Self::Logs => "logs",
            Self::Invite => "invite",
            Self::Approve => "approve",
            Self::Remove => "remove",
            Self::Authentication => "authentication",
            Self::Infrastructure => "infrastructure",
            Self::Audit => "audit",
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire() {
        for category in Category::ALL {
            assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
            assert_eq!(Category::from_name(category.as_str()), Some(category));
        }
        for action in Action::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.as_str());
            assert_eq!(Action::from_name(action.as_str()), Some(action));
        }
        assert_eq!(Category::from_name("dataplant"), None);
        assert_eq!(Action::from_name("all"), None, "all is no action of its own");
    }

    #[test]
    fn every_action_belongs_to_a_category_and_stands_there_once() {
        for action in Action::ALL {
            assert!(Category::ALL.iter().any(|category| category.actions().contains(&action)), "{action:?}");
        }
        for category in Category::ALL {
            let actions = category.actions();
            assert!(!actions.is_empty());
            for action in actions {
                assert_eq!(
                    actions.iter().filter(|other| *other == action).count(),
                    1,
                    "{category:?} {action:?}"
                );
            }
        }
    }

    #[test]
    fn only_what_there_are_many_of_has_resources() {
        let with: Vec<Category> =
            Category::ALL.into_iter().filter(|category| category.has_resources()).collect();
        assert_eq!(with, [Category::Dataplants, Category::StorageEngines]);
    }
}
