//! Requests to join: somebody whose verified address has the domain of an organization that allows it asks its admins.

use crate::{
    Colour, EmailAddress, Endpoint, JoinRequestId, Method, Note, Nothing, OrganizationId, OrganizationName,
    Page, PageToken, PersonName, Timestamp,
    endpoint::{endpoint, endpoint_at, fill, with_query},
};
use serde::{Deserialize, Serialize};

/// After so many days somebody who was denied may ask again.
pub const ASK_AGAIN_DAYS: u32 = 30;

/// A request to send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewJoinRequest {
    /// A word to the admins.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Note>,
    /// An organization of the caller's with nobody else and nothing in it: deleted in the same step.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instead_of: Option<OrganizationId>,
}

/// A request as admins see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinRequest {
    /// Which request.
    pub id: JoinRequestId,
    /// Who asks.
    pub full_name: PersonName,
    /// Which picture is theirs, if they have one; [`crate::pictures::join_request_picture_path`] says where it is.
    pub picture: Option<String>,
    /// Their verified address.
    pub email: EmailAddress,
    /// Their word to the admins.
    pub note: Option<Note>,
    /// When they asked.
    pub created_at: Timestamp,
}

/// A request as its sender sees it. One that was denied looks as if it waited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyJoinRequest {
    /// Which request.
    pub id: JoinRequestId,
    /// To which organization.
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization: OrganizationName,
    /// The organization's colour tag.
    pub colour: Colour,
    /// When they asked.
    pub created_at: Timestamp,
}

/// An organization that the person may ask to join: no more than its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// Which organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization: OrganizationName,
    /// Its colour tag.
    pub colour: Colour,
    /// The person's request, where they have asked.
    pub request: Option<JoinRequestId>,
}

endpoint!(
    /// Organizations that the signed-in person may ask to join, by name; at most twenty.
    ListMySuggestions Get "/me/suggestions" -> Page<Suggestion>
);
endpoint_at!(
    /// Ask to join; asking again while a request waits answers the same one.
    AskToJoin {
        /// Which organization.
        org: OrganizationId
    } (NewJoinRequest) Post "/organizations/{org}/join-requests" -> MyJoinRequest
);
endpoint_at!(
    /// Read a request that waits, as one who may answer it.
    GetJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which.
        id: JoinRequestId
    } Get "/organizations/{org}/join-requests/{id}" -> JoinRequest
);
endpoint_at!(
    /// Withdraw one's own request.
    WithdrawJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which.
        id: JoinRequestId
    } Delete "/organizations/{org}/join-requests/{id}" -> Nothing
);
endpoint_at!(
    /// Let somebody in, as a user without rules; they get a mail.
    ApproveJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which.
        id: JoinRequestId
    } Post "/organizations/{org}/join-requests/{id}/approve" -> Nothing
);
endpoint_at!(
    /// Deny a request; its sender is not told, and may ask again after 30 days.
    DenyJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which.
        id: JoinRequestId
    } Post "/organizations/{org}/join-requests/{id}/deny" -> Nothing
);

endpoint_at!(
    /// Take a denial back: the request waits again.
    ReopenJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which.
        id: JoinRequestId
    } Post "/organizations/{org}/join-requests/{id}/reopen" -> Nothing
);

/// The requests that wait, oldest first.
#[derive(Clone, Debug)]
pub struct ListJoinRequests {
    /// To which organization.
    pub org: OrganizationId,
    /// Where to go on.
    pub page_token: Option<PageToken>,
}

impl Endpoint for ListJoinRequests {
    type Body = Nothing;
    type Answer = Page<JoinRequest>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/join-requests";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        with_query(&path, &[("page_token", self.page_token.as_ref().map(|token| token.0.as_str()))])
    }
}

/// The signed-in person's requests that wait, newest first.
#[derive(Clone, Debug, Default)]
pub struct ListMyJoinRequests {
    /// Where to go on.
    pub page_token: Option<PageToken>,
}

impl Endpoint for ListMyJoinRequests {
    type Body = Nothing;
    type Answer = Page<MyJoinRequest>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/me/join-requests";

    fn path(&self) -> String {
        with_query(Self::TEMPLATE, &[("page_token", self.page_token.as_ref().map(|token| token.0.as_str()))])
    }
}
