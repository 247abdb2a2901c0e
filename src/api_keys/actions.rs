//! What can be done with the keys.

use super::{form::KeyForm, revoke::Revocation, rotate::Rotating, shared::ApiKeyList};

/// What can be done with the keys.
#[derive(Clone, Copy)]
pub struct KeyActions {
    /// The page.
    pub page: ApiKeyList,
    /// Makes and changes them.
    pub form: KeyForm,
    /// Gives them other secrets.
    pub rotating: Rotating,
    /// Revokes them.
    pub revocation: Revocation,
}
