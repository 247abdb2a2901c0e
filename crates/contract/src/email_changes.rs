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
    /// Another address that I asked for
    GetMyEmailChange Get "/me/email-change" -> MyEmailChange,
    tag "email-changes", for SignedIn,
    200 "What waits for its link"
);
endpoint_with_body!(
    /// Ask for another address
    ///
    /// Takes the password, and a code where the account has multi-factor authentication. A mail with a link goes to the new address,
    /// and one that tells so to that of now, which stays the account's until the link is confirmed. The answer is the same whether the
    /// new address has an account or not. What was asked for before ends.
    RequestEmailChange(NewEmailChange) Post "/me/email-change" -> EmailChange,
    tag "email-changes", for SignedIn,
    202 "A mail is on its way",
    refusals [WrongCode, TooManyRequests]
);
endpoint!(
    /// Send another link to the new address
    ///
    /// Earlier ones end; it works as long as the first one would have. 404 where nothing is under way.
    ResendEmailChange Post "/me/email-change/resend" -> EmailChange,
    tag "email-changes", for SignedIn,
    202 "Another mail is on its way",
    refusals [NotFound, TooManyRequests]
);
endpoint!(
    /// Cancel the change of my address
    ///
    /// Its links end. Where nothing is under way, nothing changes.
    CancelEmailChange Delete "/me/email-change" -> Nothing,
    tag "email-changes", for SignedIn,
    204 "Nothing is under way any more",
    refusals [NotFound]
);
endpoint_at!(
    /// Read what the link of a mail would change
    ///
    /// For everybody who holds the link; who is signed in as somebody else than who asked gets 403 `wrong_account`. Changes nothing,
    /// however often it is read: mail scanners follow links. Whose account it is, it does not say.
    GetEmailChange {
        /// As it stands in the link.
        token: String,
    } Get "/email-changes/{token}" -> EmailChange,
    tag "email-changes", for Everybody,
    200 "The new address",
    refusals [WrongAccount, LinkExpired, LinkUsed, LinkCancelled]
);
endpoint_at!(
    /// Change the address
    ///
    /// By the link of the mail, signed in as who asked for it. Links to choose a password, which were mailed to the former address, end;
    /// a mail there tells so, with a link that puts it back. 409 `account_exists` where the new address has an account by now.
    /// Invitations to the former address stay for that address: one that was not accepted has to be sent to the new one. Those of the
    /// new one to organizations that the account belongs to are over. Requests to join stay.
    ConfirmEmailChange {
        /// As it stands in the link.
        token: String,
    } Post "/email-changes/{token}/confirm" -> Me,
    tag "email-changes", for SignedIn,
    200 "The account as it is now" etag "Its version",
    refusals [WrongAccount, AccountExists, LinkExpired, LinkUsed, LinkCancelled]
);
