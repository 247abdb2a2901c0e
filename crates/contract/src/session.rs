//! Being signed in.

use crate::{
    EmailAddress, Nothing, Page, SessionId, Timestamp,
    endpoint::{endpoint, endpoint_with_body},
    invitations::MyInvitation,
    join_requests::Suggestion,
    me::{Me, MyOrganization},
    mfa::MfaCode,
};
use serde::{Deserialize, Serialize};

/// A signed-in browser: who it is and where it can go, everything a client needs at its start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Which session this is.
    pub id: SessionId,
    /// When it was signed in.
    pub created_at: Timestamp,
    /// When it ends, whatever is done with it.
    pub expires_at: Timestamp,
    /// Who is signed in.
    pub user: Me,
    /// The first page of their organizations, recent first.
    pub organizations: Page<MyOrganization>,
    /// The first page of the invitations that they can accept, newest first.
    pub invitations: Page<MyInvitation>,
    /// The organizations that they may ask to join.
    pub suggestions: Page<Suggestion>,
}

/// What somebody signs in with. The password is not checked for strength here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The account's address.
    pub email: EmailAddress,
    /// The account's password.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: String,
    /// Where the account has multi-factor authentication: the authenticator app's code, or a recovery code. Absent at
    /// the first try; the answer `mfa_required` asks for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<MfaCode>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("email", &self.email).finish_non_exhaustive()
    }
}

endpoint_with_body!(
    /// Sign in: sets the session cookie.
    SignIn(Credentials) Post "/session" -> Session
);
endpoint!(
    /// Who is signed in; nothing where nobody is.
    GetSession Get "/session" -> Option<Session>
);
endpoint!(
    /// Sign out: the session ends on the server too.
    SignOut Delete "/session" -> Nothing
);
