//! Roles and permissions, and what each permission needs: one table that disables the button and refuses the request.

mod for_people;

pub use for_people::ForPeople;

use crate::{
    Tag, by_name,
    rules::{Action, Category, Question, Resource, Rule, decide},
};
use serde::{Deserialize, Serialize};
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

by_name!(Role);

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

/// The permissions: each stands here once, with what it needs, and is a type ([`permitted`]) for who asks for it by type.
macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $wire:tt = $need:expr $(, $of_things:ident)?;)*) => {
        /// Something that can be done in an organization.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Permission {
            $($(#[$doc])* #[serde(rename = $wire)] $name,)*
        }

        impl Permission {
            /// Every permission.
            pub const ALL: [Self; [$(stringify!($name)),*].len()] = [$(Self::$name),*];

            /// The name as on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $wire,)*
                }
            }

            /// What it needs: the table.
            #[must_use]
            #[allow(clippy::match_same_arms, reason = "a line for each permission")]
            pub const fn need(self) -> Need {
                match self {
                    $(Self::$name => $need,)*
                }
            }
        }

        /// The permissions as types. Those of things are none: what may be done with one is asked of it, by its id and tags.
        pub mod permitted {
            use super::{IsPermission, Permission};

            $(permissions!(@type $(#[$doc])* $name $($of_things)?);)*
        }
    };
    (@type $(#[$doc:meta])* $name:ident of_things) => {};
    (@type $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl IsPermission for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    };
}

/// A permission as a type.
pub trait IsPermission: Send + Sync {
    /// The permission.
    const PERMISSION: Permission;
}

permissions! {
    /// See the organization: its name, slug, description and colour.
    ReadOrganization "read_organization" = Need::Membership;
    /// Change the organization's name, slug, description and colour.
    UpdateOrganization "update_organization" = Need::Rule(Category::Settings, Action::Update);
    /// Delete the organization, and restore it.
    DeleteOrganization "delete_organization" = Need::Admin;
    /// See who belongs to the organization, by name.
    ReadMembers "read_members" = Need::Membership;
    /// See members' addresses and rules, and who has multi-factor authentication.
    ReadMemberDetails "read_member_details" = Need::Rule(Category::Members, Action::Read);
    /// Invite people as users, send again, take back; see what is pending.
    InviteMembers "invite_members" = Need::Rule(Category::Members, Action::Invite);
    /// Invite admins, and give rules with an invitation; change such invitations.
    InviteAdmins "invite_admins" = Need::Admin;
    /// Answer requests to join.
    AnswerJoinRequests "answer_join_requests" = Need::Rule(Category::Members, Action::Approve);
    /// Remove members who are no admins.
    RemoveMembers "remove_members" = Need::Rule(Category::Members, Action::Remove);
    /// Change roles and rules, remove admins.
    ManageMembers "manage_members" = Need::Admin;
    /// Decide who may join and how they prove who they are.
    ManageAuthentication "manage_authentication" = Need::Rule(Category::Settings, Action::Authentication);
    /// Claim and give up domain names; see, add, replace and remove TLS certificates.
    ManageInfrastructure "manage_infrastructure" = Need::Rule(Category::Settings, Action::Infrastructure);
    /// See, make, change, rotate and revoke API keys.
    ManageApiKeys "manage_api_keys" = Need::Admin;
    /// Read the audit log.
    ReadAuditLog "read_audit_log" = Need::Rule(Category::Settings, Action::Audit);
    /// Decide which storage engines new dataplants take.
    UpdateStorageDefaults "update_storage_defaults" = Need::Rule(Category::StorageConfig, Action::Update);
    /// Order storage engines.
    CreateStorageEngines "create_storage_engines" = Need::Rule(Category::StorageEngines, Action::Create), of_things;
    /// See storage engines.
    ReadStorageEngines "read_storage_engines" = Need::Rule(Category::StorageEngines, Action::Read), of_things;
    /// Change storage engines: name, description, tags, size, credentials.
    UpdateStorageEngines "update_storage_engines" = Need::Rule(Category::StorageEngines, Action::Update), of_things;
    /// Delete storage engines, with all that they hold.
    DeleteStorageEngines "delete_storage_engines" = Need::Rule(Category::StorageEngines, Action::Delete), of_things;
    /// Order dataplants.
    CreateDataplants "create_dataplants" = Need::Rule(Category::Dataplants, Action::Create), of_things;
    /// See dataplants.
    ReadDataplants "read_dataplants" = Need::Rule(Category::Dataplants, Action::Read), of_things;
    /// Change dataplants: name, description, tags, size, names.
    UpdateDataplants "update_dataplants" = Need::Rule(Category::Dataplants, Action::Update), of_things;
    /// Delete dataplants.
    DeleteDataplants "delete_dataplants" = Need::Rule(Category::Dataplants, Action::Delete), of_things;
    /// See what the organization uses, owes and has paid.
    ReadBilling "read_billing" = Need::Rule(Category::Billing, Action::Read);
    /// Choose, change and cancel the plan; redeem vouchers; ask for greater quotas; set the budget.
    UpdateBilling "update_billing" = Need::Rule(Category::Billing, Action::Update);
}

impl Permission {
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

    #[cfg(feature = "openapi")]
    #[test]
    fn the_document_calls_each_permission_as_answers_do() {
        let schema = serde_json::to_value(<Permission as utoipa::PartialSchema>::schema()).unwrap();
        assert_eq!(schema["enum"], serde_json::json!(Permission::ALL.map(Permission::as_str)));
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
