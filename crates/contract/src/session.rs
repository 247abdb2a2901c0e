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
    /// Sign in
    ///
    /// Sets the session cookie, and one by which the account knows this browser again (`hq_browser`). A wrong password and an
    /// unknown address get the same answer, in the same time. Where the account has multi-factor authentication, the right
    /// password alone is answered with 401 `mfa_required`: send the same again with a code of the authenticator app or a
    /// recovery code. Each code is good once; a wrong or used one is 401 `wrong_code`, with `clock_ahead` where its clock is
    /// known to be off. After ten wrong tries each further one is answered with 429 until a wait is over that doubles, up to 15
    /// minutes; it holds for the account in this network or known browser, and nowhere else.
    SignIn(Credentials) Post "/session" -> Session,
    tag "session", for Everybody,
    201 "Signed in; the cookies are set",
    refusals [NotSignedIn, WrongCredentials, MfaRequired, WrongCode, TooManyRequests]
);
endpoint!(
    /// Who is signed in
    ///
    /// With the first page of their organizations: everything that a client needs at its start. `null` where nobody is
    /// signed in, or no longer: to ask is not an error.
    GetSession Get "/session" -> Option<Session>,
    tag "session", for Everybody,
    200 "The session of the cookie"
);
endpoint!(
    /// Sign out
    ///
    /// The session ends on the server, and the cookie is cleared. Where the request carries the cookies of several sessions,
    /// all of them end.
    SignOut Delete "/session" -> Nothing,
    tag "session", for SignedIn,
    204 "Signed out"
);
