//! Roles in words.

use hq_contract::Role;
use hq_text::{Key, shell};

/// The text of a role.
#[must_use]
pub const fn role_key(role: Role) -> Key {
    match role {
        Role::Admin => shell::ROLE_ADMIN,
        Role::User => shell::ROLE_USER,
    }
}
