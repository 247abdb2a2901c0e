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
    /// Always answers 202; a mail goes out where there is an account.
    RequestPasswordReset(NewPasswordReset) Post "/password-resets" -> Nothing
);
endpoint_with_body!(
    /// Sets the password and ends every session of the account.
    ConfirmPasswordReset(PasswordResetConfirmation) Post "/password-resets/confirm" -> Nothing
);
