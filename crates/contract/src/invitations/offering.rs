//! What it takes to offer an invitation, and so to change one.

use super::Invitation;
use crate::{Permission, Role};

/// What somebody has to hold to offer this role with so many rules: when they invite and still when the invited person
/// accepts, and to send the invitation again, pass its link on, replace it or take it back. Who may not give something
/// does not decide about it either.
#[must_use]
pub const fn needed_to_offer(role: Role, rules: u32) -> Permission {
    match (role, rules) {
        (Role::User, 0) => Permission::InviteMembers,
        _ => Permission::InviteAdmins,
    }
}

impl Invitation {
    /// What somebody has to hold to change it.
    #[must_use]
    pub const fn needed_to_change(&self) -> Permission {
        needed_to_offer(self.role, self.rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_an_admin_gives_only_an_admin_offers() {
        assert_eq!(needed_to_offer(Role::User, 0), Permission::InviteMembers);
        for (role, rules) in [(Role::User, 1), (Role::Admin, 0), (Role::Admin, 200)] {
            assert_eq!(needed_to_offer(role, rules), Permission::InviteAdmins);
        }
    }
}
