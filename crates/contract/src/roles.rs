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
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 2] = [Self::ReadOrganization, Self::UpdateOrganization];
}

impl Role {
    /// Whether the role alone allows it.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        match (self, permission) {
            (Self::Admin, _) | (Self::User, Permission::ReadOrganization) => true,
            (Self::User, Permission::UpdateOrganization) => false,
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
            assert_eq!(Role::User.may(permission), permission == Permission::ReadOrganization);
        }
    }
}
