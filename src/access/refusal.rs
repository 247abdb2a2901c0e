//! What may not be done, in words.

use hq_contract::Permission;
use hq_text::{Key, errors, lacking};

/// That it may not be done, in words: the text of the permission's name.
#[must_use]
pub fn refusal_key(permission: Permission) -> Key {
    lacking::named(permission.as_str()).unwrap_or(errors::FORBIDDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_has_its_text() {
        for permission in Permission::ALL {
            assert!(lacking::named(permission.as_str()).is_some(), "{permission:?}");
        }
    }
}
