//! Endpoints about invitations.

use super::{
    Invitation, InvitationLink, Invited, InvitedAccount, LinkedInvitation, MyInvitation, NewInvitations,
};
use crate::{
    Endpoint, InvitationId, Method, Nothing, OrganizationId, Page, PageToken,
    endpoint::{described, endpoint_at, fill, with_query},
    me::MyOrganization,
    session::Session,
};

/// What refuses who answers an invitation by its link without joining.
#[cfg(feature = "openapi")]
const ANSWER: &[crate::ProblemCode] = crate::described::refusals!([
    NotSignedIn,
    WrongAccount,
    AlreadyAnswered,
    LinkExpired,
    LinkUsed,
    InvitationRevoked,
    InvitationDeclined,
    InvitationReplaced,
    OrganizationDeleted,
]);

endpoint_at!(
    /// Invite people
    ///
    /// Each address has a result of its own; one that is none never stops the others. A person who was invited before and
    /// has not accepted gets another mail with a new link. Admins, and rules, only admins can offer, and an open invitation of such
    /// a kind stays as it is when somebody else invites the address (`needs_admin`). Limited to 500 mails of an organization, and of a person, a
    /// day, and for an address to 10 of one person and 50 of all; where every address has had too many, the answer is 429.
    Invite {
        /// To which organization.
        org: OrganizationId
    } (NewInvitations) Post "/organizations/{org}/invitations" -> Invited,
    tag "invitations", for InviteMembers,
    201 "What became of each address",
    refusals [SeatsFull, TooManyRequests]
);

endpoint_at!(
    /// Read an open invitation
    ///
    /// Pending, expired or declined, with what became of the newest mail.
    GetOpenInvitation {
        /// Of which organization.
        org: OrganizationId,
        /// Which invitation.
        id: InvitationId
    } Get "/organizations/{org}/invitations/{id}" -> Invitation,
    tag "invitations", for InviteMembers,
    200 "The invitation"
);

endpoint_at!(
    /// Take an invitation back
    ///
    /// Its links say so from then on. A declined one leaves the list. For those who could offer it themselves: one that makes an
    /// admin or gives rules is for admins to take back.
    RevokeInvitation {
        /// Of which organization.
        org: OrganizationId,
        /// Which invitation.
        id: InvitationId
    } Delete "/organizations/{org}/invitations/{id}" -> Nothing,
    tag "invitations", for InviteMembers,
    204 "Taken back",
    refusals [AlreadyAnswered]
);

endpoint_at!(
    /// Send another email
    ///
    /// With a new link and a new week to accept. The former links say that there is a newer one. Who sends it is the
    /// inviter from then on, and so takes over what nobody could accept because the former one left or lost the right. For
    /// those who could offer it themselves. Three times a minute at most. Refused with 410 `invitation_declined` where the invited person has
    /// declined and takes no other.
    ResendInvitation {
        /// Of which organization.
        org: OrganizationId,
        /// Which invitation.
        id: InvitationId
    } Post "/organizations/{org}/invitations/{id}/resend" -> Invitation,
    tag "invitations", for InviteMembers,
    200 "The invitation as it is now",
    refusals [InviterLostRight, SeatsFull, AlreadyAnswered, InvitationDeclined, TooManyRequests]
);

endpoint_at!(
    /// Make a link to pass on
    ///
    /// Shown this once and not kept: asking again, with the same `Idempotency-Key` or not, makes another, and the one
    /// before ends. It does not prove the address: who has no account verifies it by mail. The mailed link goes on working. For those who
    /// could offer the invitation themselves; refused with 409 `inviter_lost_right` where nobody can accept it before it is
    /// sent again.
    LinkInvitation {
        /// Of which organization.
        org: OrganizationId,
        /// Which invitation.
        id: InvitationId
    } Post "/organizations/{org}/invitations/{id}/link" -> InvitationLink,
    tag "invitations", for InviteMembers,
    201 "The link",
    refusals [InviterLostRight, SeatsFull, AlreadyAnswered, LinkExpired]
);

endpoint_at!(
    /// Read an invitation by its link
    ///
    /// For everybody who holds the link. Changes nothing, however often and by whom it is read: mail scanners follow links.
    /// Whether the address has an account (`account`) is told to who reads its mail or is signed in as it alone: whoever passes
    /// a link on could ask about any address else. A link that is unknown, of another kind or mangled is 404 `link_unknown`.
    GetInvitation {
        /// As it stands in the link.
        token: String
    } Get "/invitations/{token}" -> LinkedInvitation,
    tag "invitations", for Everybody,
    200 "The invitation",
    refusals [LinkUnknown]
);

endpoint_at!(
    /// Accept an invitation by its link
    ///
    /// For the account of the invited address alone; any other gets 403 `wrong_account`.
    AcceptInvitation {
        /// As it stands in the link.
        token: String
    } Post "/invitations/{token}/accept" -> MyOrganization,
    tag "invitations", for SignedIn,
    201 "The membership",
    refusals [
        WrongAccount, MfaMissing, AlreadyMember, InviterLostRight, SeatsFull, AlreadyAnswered, LinkExpired,
        LinkUsed, InvitationRevoked, InvitationDeclined, InvitationReplaced, OrganizationDeleted,
    ]
);

endpoint_at!(
    /// Decline an invitation by its link
    ///
    /// A mailed link is enough; one that was passed on takes the account of the invited address. The inviter sees it in the
    /// list, and may send another.
    DeclineInvitation {
        /// As it stands in the link.
        token: String
    } Post "/invitations/{token}/decline" -> Nothing,
    tag "invitations", for Everybody,
    204 "Declined",
    refusals ANSWER
);

endpoint_at!(
    /// Report an invitation by its link
    ///
    /// For who does not know the inviter: the invitation is declined, whatever its newest link is, and the organization cannot
    /// invite this address again until the operator allows it. The organization sees that it was declined, and no more. A
    /// mailed link is enough; one that was passed on takes the account of the invited address.
    ReportInvitation {
        /// As it stands in the link.
        token: String
    } Post "/invitations/{token}/report" -> Nothing,
    tag "invitations", for Everybody,
    204 "Reported",
    refusals ANSWER
);

endpoint_at!(
    /// Ask for a new link
    ///
    /// In the place of a link that has expired, of an invitation that was declined, or of one that cannot be accepted as it
    /// is. Who invited gets a mail, or every admin where they may no longer invite; once a day at most. Needs no account:
    /// the link is enough.
    RenewInvitation {
        /// As it stands in the link.
        token: String
    } Post "/invitations/{token}/renewal" -> Nothing,
    tag "invitations", for Everybody,
    202 "The inviter is told",
    refusals [
        AlreadyAnswered, LinkExpired, LinkUsed, InvitationRevoked, InvitationDeclined, InvitationReplaced,
        OrganizationDeleted, TooManyRequests,
    ]
);

endpoint_at!(
    /// Begin an account with a mailed link
    ///
    /// The link has proved the address, so the account begins at once, is signed in, and belongs to the organization. Where
    /// that forces multi-factor authentication, the account does not belong to it yet: the invitation stays, to be accepted
    /// once it is set up. A link that was passed on proves nothing: 403.
    SignUpInvited {
        /// As it stands in the link.
        token: String
    } (InvitedAccount) Post "/invitations/{token}/account" -> Session,
    tag "invitations", for Everybody,
    201 "The account has begun; the cookie is set",
    refusals [
        Forbidden, MfaMissing, AccountExists, AlreadyMember, InviterLostRight, SeatsFull, AlreadyAnswered,
        LinkExpired, LinkUsed, InvitationRevoked, InvitationDeclined, InvitationReplaced, OrganizationDeleted,
        TooManyRequests,
    ]
);

endpoint_at!(
    /// Accept an invitation to me
    ///
    /// One to another address does not exist for the caller.
    AcceptMyInvitation {
        /// Which invitation.
        id: InvitationId
    } Post "/me/invitations/{id}/accept" -> MyOrganization,
    tag "invitations", for SignedIn,
    201 "The membership",
    refusals [
        MfaMissing, AlreadyMember, InviterLostRight, SeatsFull, AlreadyAnswered, LinkExpired, LinkUsed,
        InvitationRevoked, InvitationDeclined, OrganizationDeleted,
    ]
);

endpoint_at!(
    /// Decline an invitation to me
    ///
    /// One to another address does not exist for the caller.
    DeclineMyInvitation {
        /// Which invitation.
        id: InvitationId
    } Post "/me/invitations/{id}/decline" -> Nothing,
    tag "invitations", for SignedIn,
    204 "Declined",
    refusals [
        AlreadyAnswered, LinkExpired, LinkUsed, InvitationRevoked, InvitationDeclined, OrganizationDeleted,
    ]
);

described!(
    /// Open invitations, newest mail first
    ///
    /// Pending, expired and declined ones, with what became of the newest mail.
    #[derive(Clone, Debug)]
    pub struct ListInvitations {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those whose address contains this.
        pub q: Option<String>,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "invitations", for InviteMembers,
    200 "A page of invitations"
);

impl Endpoint for ListInvitations {
    type Body = Nothing;
    type Answer = Page<Invitation>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/invitations";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        let token = self.page_token.as_ref().map(|token| token.0.as_str());
        with_query(&path, &[("q", self.q.as_deref()), ("page_token", token)])
    }
}

described!(
    /// Invitations that I can accept, newest first
    #[derive(Clone, Debug, Default)]
    pub struct ListMyInvitations {
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "invitations", for SignedIn,
    200 "A page of invitations"
);

impl Endpoint for ListMyInvitations {
    type Body = Nothing;
    type Answer = Page<MyInvitation>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/me/invitations";

    fn path(&self) -> String {
        with_query(Self::TEMPLATE, &[("page_token", self.page_token.as_ref().map(|token| token.0.as_str()))])
    }
}
