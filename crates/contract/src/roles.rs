//! Roles and permissions, and what each permission needs: one table that disables the button and refuses the request.

mod for_people;

pub use for_people::ForPeople;

use crate::{
    FieldCode, Tag,
    rules::{Action, Category, Question, Resource, Rule, decide},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A member's role in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything in the organization.
    Admin,
    /// May do what the rules allow.
    User,
}

impl Role {
    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::User => "user",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Admin, Self::User].into_iter().find(|role| role.as_str() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = FieldCode;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::from_name(name).ok_or(FieldCode::WrongType)
    }
}

/// What a permission needs of a user; admins have them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// Being a member.
    Membership,
    /// Rules that allow it.
    Rule(Category, Action),
    /// Being an admin: no rule gives it, or who has it could give themselves everything.
    Admin,
}

/// Something that can be done in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See the organization: its name, slug, description and colour.
    ReadOrganization,
    /// Change the organization's name, slug, description and colour.
    UpdateOrganization,
    /// Delete the organization, and restore it.
    DeleteOrganization,
    /// See who belongs to the organization, by name.
    ReadMembers,
    /// See members' addresses and rules, and who has multi-factor authentication.
    ReadMemberDetails,
    /// Invite people as users, send again, take back; see what is pending.
    InviteMembers,
    /// Invite admins, and give rules with an invitation; change such invitations.
    InviteAdmins,
    /// Answer requests to join.
    AnswerJoinRequests,
    /// Remove members who are no admins.
    RemoveMembers,
    /// Change roles and rules, remove admins.
    ManageMembers,
    /// Decide who may join and how they prove who they are.
    ManageAuthentication,
    /// Claim and give up domain names; see, add, replace and remove TLS certificates.
    ManageInfrastructure,
    /// See, make, change, rotate and revoke API keys.
    ManageApiKeys,
    /// Read the audit log.
    ReadAuditLog,
    /// Decide which storage engines new dataplants take.
    UpdateStorageDefaults,
    /// Order storage engines.
    CreateStorageEngines,
    /// See storage engines.
    ReadStorageEngines,
    /// Change storage engines: name, description, tags, size, credentials.
    UpdateStorageEngines,
    /// Delete storage engines, with all that they hold.
    DeleteStorageEngines,
    /// Order dataplants.
    CreateDataplants,
    /// See dataplants.
    ReadDataplants,
    /// Change dataplants: name, description, tags, size, names.
    UpdateDataplants,
    /// Delete dataplants.
    DeleteDataplants,
    /// See what the organization uses, owes and has paid.
    ReadBilling,
    /// Choose, change and cancel the plan; redeem vouchers; ask for greater quotas; set the budget.
    UpdateBilling,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 25] = [
        Self::ReadOrganization,
        Self::UpdateOrganization,
        Self::DeleteOrganization,
        Self::ReadMembers,
        Self::ReadMemberDetails,
        Self::InviteMembers,
        Self::InviteAdmins,
        Self::AnswerJoinRequests,
        Self::RemoveMembers,
        Self::ManageMembers,
        Self::ManageAuthentication,
        Self::ManageInfrastructure,
        Self::ManageApiKeys,
        Self::ReadAuditLog,
        Self::UpdateStorageDefaults,
        Self::CreateStorageEngines,
        Self::ReadStorageEngines,
        Self::UpdateStorageEngines,
        Self::DeleteStorageEngines,
        Self::CreateDataplants,
        Self::ReadDataplants,
        Self::UpdateDataplants,
        Self::DeleteDataplants,
        Self::ReadBilling,
        Self::UpdateBilling,
    ];

    /// What it needs: the table.
    #[must_use]
    pub const fn need(self) -> Need {
        match self {
            Self::ReadOrganization | Self::ReadMembers => Need::Membership,
            Self::UpdateOrganization => Need::Rule(Category::Settings, Action::Update),
            Self::ReadMemberDetails => Need::Rule(Category::Members, Action::Read),
            Self::InviteMembers => Need::Rule(Category::Members, Action::Invite),
            Self::AnswerJoinRequests => Need::Rule(Category::Members, Action::Approve),
            Self::RemoveMembers => Need::Rule(Category::Members, Action::Remove),
            Self::ManageAuthentication => Need::Rule(Category::Settings, Action::Authentication),
            Self::ManageInfrastructure => Need::Rule(Category::Settings, Action::Infrastructure),
            Self::ReadAuditLog => Need::Rule(Category::Settings, Action::Audit),
            Self::UpdateStorageDefaults => Need::Rule(Category::StorageConfig, Action::Update),
            Self::CreateStorageEngines => Need::Rule(Category::StorageEngines, Action::Create),
            Self::ReadStorageEngines => Need::Rule(Category::StorageEngines, Action::Read),
            Self::UpdateStorageEngines => Need::Rule(Category::StorageEngines, Action::Update),
            Self::DeleteStorageEngines => Need::Rule(Category::StorageEngines, Action::Delete),
            Self::CreateDataplants => Need::Rule(Category::Dataplants, Action::Create),
            Self::ReadDataplants => Need::Rule(Category::Dataplants, Action::Read),
            Self::UpdateDataplants => Need::Rule(Category::Dataplants, Action::Update),
            Self::DeleteDataplants => Need::Rule(Category::Dataplants, Action::Delete),
            Self::ReadBilling => Need::Rule(Category::Billing, Action::Read),
            Self::UpdateBilling => Need::Rule(Category::Billing, Action::Update),
            Self::DeleteOrganization | Self::InviteAdmins | Self::ManageMembers | Self::ManageApiKeys => {
                Need::Admin
            }
        }
    }

    /// Whether a member of that role with those rules has it: for things of a category, none in particular.
    #[must_use]
    pub fn held_by(self, role: Role, rules: &[Rule]) -> bool {
        self.held_for(role, rules, None, &[])
    }

    /// Whether a member of that role with those rules has it for one thing, by its id and tags.
    #[must_use]
    pub fn held_for(self, role: Role, rules: &[Rule], id: Option<Uuid>, tags: &[Tag]) -> bool {
        let asked = |category, action| Question { id, tags: tags.to_vec(), ..Question::of(category, action) };
        role == Role::Admin
            || match self.need() {
                Need::Membership => true,
                Need::Rule(category, action) => decide(rules, &asked(category, action)).allowed,
                Need::Admin => false,
            }
    }
}

/// Whether what a member may do is the same for all things, whatever their ids and tags: no rule of theirs is about some.
#[must_use]
pub fn holds_for_all_alike(role: Role, rules: &[Rule]) -> bool {
    role == Role::Admin || rules.iter().all(|rule| rule.resource == Resource::All)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        RuleName,
        rules::{Actions, Effect},
    };

    fn rule(effect: Effect, category: Category, action: Actions) -> Rule {
        Rule { category, name: RuleName::parse("A").unwrap(), effect, action, resource: Resource::All }
    }

    #[test]
    fn a_rule_about_some_decides_for_some() {
        let all = rule(Effect::Allow, Category::Dataplants, Actions::All);
        let tag = Resource::Tag(crate::Tag::parse("a").unwrap());
        let some = Rule { resource: tag, ..all.clone() };
        assert!(
            holds_for_all_alike(Role::User, &[])
                && holds_for_all_alike(Role::User, std::slice::from_ref(&all))
        );
        assert!(!holds_for_all_alike(Role::User, &[all, some.clone()]));
        assert!(holds_for_all_alike(Role::Admin, &[some]));
    }

    #[test]
    fn names_are_those_of_the_wire() {
        for (role, name) in [(Role::Admin, "admin"), (Role::User, "user")] {
            assert_eq!((role.as_str(), Role::from_name(name)), (name, Some(role)));
            assert_eq!(serde_json::to_value(role).unwrap(), name);
        }
        assert_eq!(Role::from_name("owner"), None);
    }

    #[test]
    fn admins_may_do_everything_whatever_their_rules_say() {
        let denied: Vec<Rule> =
            Category::ALL.into_iter().map(|category| rule(Effect::Deny, category, Actions::All)).collect();
        for permission in Permission::ALL {
            assert!(permission.held_by(Role::Admin, &denied), "{permission:?}");
        }
    }

    #[test]
    fn users_without_rules_see_the_organization_and_its_members_names() {
        let may: Vec<Permission> =
            Permission::ALL.into_iter().filter(|permission| permission.held_by(Role::User, &[])).collect();
        assert_eq!(may, [Permission::ReadOrganization, Permission::ReadMembers]);
    }

    #[test]
    fn a_rule_gives_what_needs_it_and_nothing_else() {
        for permission in Permission::ALL {
            let Need::Rule(category, action) = permission.need() else { continue };
            assert!(category.actions().contains(&action), "{permission:?}");
            let rules = [rule(Effect::Allow, category, Actions::One(action))];
            for other in Permission::ALL {
                let expected = other == permission || other.need() == Need::Membership;
                assert_eq!(other.held_by(Role::User, &rules), expected, "{permission:?} gives {other:?}");
            }
            let taken = [&rules[..], &[rule(Effect::Deny, category, Actions::All)]].concat();
            assert!(!permission.held_by(Role::User, &taken));
        }
    }

    #[test]
    fn no_rule_makes_an_admin() {
        let all: Vec<Rule> =
            Category::ALL.into_iter().map(|category| rule(Effect::Allow, category, Actions::All)).collect();
        let missing: Vec<Permission> =
            Permission::ALL.into_iter().filter(|permission| !permission.held_by(Role::User, &all)).collect();
        assert_eq!(
            missing,
            [
                Permission::DeleteOrganization,
                Permission::InviteAdmins,
                Permission::ManageMembers,
                Permission::ManageApiKeys
            ]
        );
    }
}
