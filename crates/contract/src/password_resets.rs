//! A new password for somebody who forgot theirs.

use crate::{EmailAddress, Nothing, Password, endpoint::endpoint_with_body};
use serde::{Deserialize, Serialize};

/// Asks for the mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPasswordReset {
    /// The account's address.
    pub email: EmailAddress,
}

/// Sets the new password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordResetConfirmation {
    /// As it stands in the mail's link.
    pub token: String,
    /// The new password.
    pub password: Password,
}

endpoint_with_body!(
    /// Ask for a new password
    ///
    /// Always 202; a mail goes out where there is an account. Whose address it is is looked up after the answer, so that the
    /// answer takes as long for any.
    /// Only an address to which HQ's mail server cannot write is 422
    /// (`unsupported_address`), whether it has an account or not.
    RequestPasswordReset(NewPasswordReset) Post "/password-resets" -> Nothing,
    tag "password-resets", for Everybody,
    202 "A mail is on its way, if there is an account",
    refusals [TooManyRequests]
);
endpoint_with_body!(
    /// Set the new password
    ///
    /// Ends every session of the account, forgets its browsers but this one, and every wrong try; sign in with the new password. A
    /// mail tells so, with a link for who did not do it.
    ConfirmPasswordReset(PasswordResetConfirmation) Post "/password-resets/confirm" -> Nothing,
    tag "password-resets", for Everybody,
    204 "The password is set",
    refusals [LinkUnknown, LinkExpired, LinkUsed, TooManyRequests]
);
