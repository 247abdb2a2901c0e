//! Roles, and what each may do: one table that disables the button and refuses the request.

use serde::{Deserialize, Serialize};

/// A member's role in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything in the organization.
    Admin,
    /// May do what the rules allow.
    User,
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
    /// See who belongs to the organization; addresses are for who may manage members.
    ReadMembers,
    /// Invite, send again, take back; see what is pending.
    InviteMembers,
    /// See addresses, change roles, remove members, answer requests to join.
    ManageMembers,
    /// Decide who may join and how they prove who they are.
    ManageAuthentication,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 6] = [
        Self::ReadOrganization,
        Self::UpdateOrganization,
        Self::ReadMembers,
        Self::InviteMembers,
        Self::ManageMembers,
        Self::ManageAuthentication,
    ];
}

impl Role {
    /// Whether the role alone allows it.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        match self {
            Self::Admin => true,
            Self::User => matches!(permission, Permission::ReadOrganization | Permission::ReadMembers),
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admins_may_do_everything_and_users_only_read() {
        for permission in Permission::ALL {
            assert!(Role::Admin.may(permission));
            let reads = matches!(permission, Permission::ReadOrganization | Permission::ReadMembers);
            assert_eq!(Role::User.may(permission), reads);
        }
    }
}
