//! Another email address for an account: asked for with the password, changed by the link of a mail to the new address.

use crate::{
    EmailAddress, Nothing, Timestamp,
    endpoint::{endpoint, endpoint_at, endpoint_with_body},
    me::Me,
    mfa::MfaCode,
};
use serde::{Deserialize, Serialize};

/// Asks for another address. An earlier request of the account ends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEmailChange {
    /// The new address.
    pub email: EmailAddress,
    /// The account's password.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: String,
    /// A code of the authenticator app, or a recovery code: where the account has multi-factor authentication.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<MfaCode>,
}

impl std::fmt::Debug for NewEmailChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewEmailChange(…)")
    }
}

/// An address that waits for its link. The same whether the address has an account or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailChange {
    /// The new address.
    pub email: EmailAddress,
    /// Until when the newest link works.
    pub expires_at: Timestamp,
}

/// The person's change that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyEmailChange {
    /// Nothing where none is.
    pub pending: Option<EmailChange>,
}

endpoint!(
    /// The change that is under way.
    GetMyEmailChange Get "/me/email-change" -> MyEmailChange
);
endpoint_with_body!(
    /// Ask for another address; a mail with a link goes to it.
    RequestEmailChange(NewEmailChange) Post "/me/email-change" -> EmailChange
);
endpoint!(
    /// Send another link; earlier ones end.
    ResendEmailChange Post "/me/email-change/resend" -> EmailChange
);
endpoint!(
    /// Cancel the change.
    CancelEmailChange Delete "/me/email-change" -> Nothing
);
endpoint_at!(
    /// What a link of a mail would change. Reading it changes nothing.
    GetEmailChange {
        /// The link's secret.
        token: String,
    } Get "/email-changes/{token}" -> EmailChange
);
endpoint_at!(
    /// Change the address.
    ConfirmEmailChange {
        /// The link's secret.
        token: String,
    } Post "/email-changes/{token}/confirm" -> Me
);
