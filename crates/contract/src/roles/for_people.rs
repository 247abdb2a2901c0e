//! What only people do, whatever the role and the rules of an API key allow: what is done in a person's name, what a mail asks a person
//! to confirm, and what would let a key outlive itself. The server's tests hold this table to what its operations refuse.

use super::{Need, Permission, Role};
use crate::rules::{Action, Category, Rule};

/// How much of what a permission is about is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForPeople {
    /// Nothing: a key that has the permission does all of it.
    Nothing,
    /// Some of it.
    Some,
    /// All that it makes and changes. A key that has it sees what is there and takes back at most.
    All,
}

impl Permission {
    /// How much of it is for people: the table.
    #[must_use]
    pub const fn for_people(self) -> ForPeople {
        match self {
            Self::DeleteOrganization | Self::InviteMembers | Self::InviteAdmins | Self::ManageApiKeys => {
                ForPeople::All
            }
            // In this order: to take over invitations; to hand over, and to make admins; to force multi-factor authentication; one
            // that runs, by a mail; to ask for greater quotas.
            Self::RemoveMembers
            | Self::ManageMembers
            | Self::ManageAuthentication
            | Self::DeleteDataplants
            | Self::UpdateBilling => ForPeople::Some,
            Self::ReadOrganization
            | Self::UpdateOrganization
            | Self::ReadMembers
            | Self::ReadMemberDetails
            | Self::AnswerJoinRequests
            | Self::ManageInfrastructure
            | Self::ReadAuditLog
            | Self::UpdateStorageDefaults
            | Self::CreateStorageEngines
            | Self::ReadStorageEngines
            | Self::UpdateStorageEngines
            | Self::DeleteStorageEngines
            | Self::CreateDataplants
            | Self::ReadDataplants
            | Self::UpdateDataplants
            | Self::ReadBilling => ForPeople::Nothing,
        }
    }

    /// Whether an API key of that role with those rules can do what it is named by.
    #[must_use]
    pub fn held_by_key(self, role: Role, rules: &[Rule]) -> bool {
        self.for_people() != ForPeople::All && self.held_by(role, rules)
    }

    /// What rules about an action give, if they give something.
    #[must_use]
    pub fn of_rule(category: Category, action: Action) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.need() == Need::Rule(category, action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_nothing_that_is_for_people() {
        for permission in Permission::ALL {
            let held = permission.for_people() != ForPeople::All;
            assert_eq!(permission.held_by_key(Role::Admin, &[]), held, "{permission:?}");
        }
        assert!(!Permission::ReadBilling.held_by_key(Role::User, &[]), "and nothing that it has no rule for");
    }

    #[test]
    fn a_permission_is_found_by_its_rule() {
        assert_eq!(Permission::of_rule(Category::Members, Action::Invite), Some(Permission::InviteMembers));
        assert_eq!(Permission::of_rule(Category::Dataplants, Action::Logs), None);
    }
}
