//! Requests to join: somebody whose verified address has the domain of an organization that allows it asks its admins.

use crate::{
    Colour, EmailAddress, Endpoint, JoinRequestId, Method, Note, Nothing, OrganizationId, Page, PageToken,
    PersonName, Timestamp,
    endpoint::{described, endpoint, endpoint_at, fill, with_query},
    organizations::NamedOrganization,
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
    pub organization: NamedOrganization,
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
    pub organization: NamedOrganization,
    /// Its colour tag.
    pub colour: Colour,
    /// The person's request, where they have asked.
    pub join_request: Option<JoinRequestId>,
}

endpoint!(
    /// Organizations that I may ask to join
    ///
    /// Those that allow it to the domain of the caller's verified address, by name, at most twenty; never more than the
    /// name. Public mail services never match.
    ListMySuggestions Get "/me/suggestions" -> Page<Suggestion>,
    tag "join-requests", for SignedIn,
    200 "The organizations"
);
endpoint_at!(
    /// Ask to join
    ///
    /// For who has a verified address of a domain that the organization allows; for everybody else it does not exist.
    /// Asking again while a request waits answers that one. With `instead_of`, an organization of the caller's own with
    /// nobody else and nothing in it is deleted in the same step.
    AskToJoin {
        /// Which organization.
        org: OrganizationId
    } (NewJoinRequest) Post "/organizations/{org}/join-requests" -> MyJoinRequest,
    tag "join-requests", for SignedIn,
    201 "The request",
    refusals [AlreadyMember, OrganizationInUse, TooManyRequests]
);
endpoint_at!(
    /// Read a request that waits
    GetJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which request.
        id: JoinRequestId
    } Get "/organizations/{org}/join-requests/{id}" -> JoinRequest,
    tag "join-requests", for AnswerJoinRequests,
    200 "The request"
);
endpoint_at!(
    /// Withdraw a request
    ///
    /// One's own, as long as it waits.
    WithdrawJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which request.
        id: JoinRequestId
    } Delete "/organizations/{org}/join-requests/{id}" -> Nothing,
    tag "join-requests", for SignedIn,
    204 "Withdrawn",
    refusals [AlreadyAnswered]
);
endpoint_at!(
    /// Let somebody in
    ///
    /// As a user without rules. They get a mail. Who is invited to become an admin or to get rules as well is let in by an admin
    /// alone, since this closes the invitation.
    ApproveJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which request.
        id: JoinRequestId
    } Post "/organizations/{org}/join-requests/{id}/approve" -> Nothing,
    tag "join-requests", for AnswerJoinRequests,
    204 "They are a member now",
    refusals [AlreadyMember, SeatsFull, AlreadyAnswered]
);
endpoint_at!(
    /// Deny a request
    ///
    /// Its sender is not told; to them it goes on waiting, and after 30 days they may ask again.
    DenyJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which request.
        id: JoinRequestId
    } Post "/organizations/{org}/join-requests/{id}/deny" -> Nothing,
    tag "join-requests", for AnswerJoinRequests,
    204 "Denied",
    refusals [AlreadyAnswered]
);

endpoint_at!(
    /// Take a denial back
    ///
    /// The request waits again, as it did all the time for its sender.
    ReopenJoinRequest {
        /// To which organization.
        org: OrganizationId,
        /// Which request.
        id: JoinRequestId
    } Post "/organizations/{org}/join-requests/{id}/reopen" -> Nothing,
    tag "join-requests", for AnswerJoinRequests,
    204 "It waits",
    refusals [AlreadyAnswered]
);

described!(
    /// Requests that wait, oldest first
    #[derive(Clone, Debug)]
    pub struct ListJoinRequests {
        /// To which organization.
        pub org: OrganizationId,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "join-requests", for AnswerJoinRequests,
    200 "A page of requests"
);

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

described!(
    /// My requests that wait, newest first
    #[derive(Clone, Debug, Default)]
    pub struct ListMyJoinRequests {
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "join-requests", for SignedIn,
    200 "A page of requests"
);

impl Endpoint for ListMyJoinRequests {
    type Body = Nothing;
    type Answer = Page<MyJoinRequest>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/me/join-requests";

    fn path(&self) -> String {
        with_query(Self::TEMPLATE, &[("page_token", self.page_token.as_ref().map(|token| token.0.as_str()))])
    }
}
