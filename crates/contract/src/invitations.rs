//! Invitations: an offer by mail to join an organization.

mod bare;
mod endpoints;
mod marks;
mod offering;
mod page;
mod pasted;
mod recipients;
mod words;

pub use endpoints::{
    AcceptInvitation, AcceptMyInvitation, DeclineInvitation, DeclineMyInvitation, GetInvitation,
    GetOpenInvitation, Invite, LinkInvitation, ListInvitations, ListMyInvitations, RenewInvitation,
    ReportInvitation, ResendInvitation, RevokeInvitation, SignUpInvited,
};
pub use offering::needed_to_offer;
pub use recipients::{Recipient, Recipients};

use crate::{
    Actor, Colour, EmailAddress, InvitationId, LanguageTag, Note, Password, PersonName, Role, Slug,
    Timestamp, organizations::NamedOrganization, rules::Rule,
};
use serde::{Deserialize, Serialize};

/// The most addresses of one request.
pub const MOST_AT_ONCE: usize = 100;
/// How long an invitation can be accepted after its newest mail, in days.
pub const DAYS: u32 = 7;

/// Who to invite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitations {
    /// 1 to 100 addresses, each bare or as `Ada <ada@example.org>`; what is no address gets a result that says so.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub emails: Vec<String>,
    /// The role that they get.
    pub role: Role,
    /// A personal word in the mail.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Note>,
    /// The rules that they get, in order; only admins may give any.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub rules: Vec<Rule>,
}

/// What became of each address, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    /// One for each address.
    pub results: Vec<InvitedAddress>,
}

/// What became of one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitedAddress {
    /// The address as it was sent.
    pub email: String,
    /// What became of it.
    pub outcome: InvitedOutcome,
    /// The invitation, where there is one.
    pub invitation: Option<InvitationId>,
}

/// What became of one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitedOutcome {
    /// Invited: a mail is on its way.
    Invited,
    /// Was invited before and had not accepted: another mail, with a new link, is on its way.
    SentAgain,
    /// Belongs to the organization already.
    AlreadyMember,
    /// The same address stands before in the list.
    Repeated,
    /// Not an email address.
    NotAnAddress,
    /// Has declined, and takes no other invitation of this organization.
    Declined,
    /// Has had as many mails as there may be in a while: nothing was sent, try again later.
    TooOften,
    /// Has an open invitation to become an admin or to get rules, which only admins may change: it stays as it is.
    NeedsAdmin,
}

/// An invitation as those see it who may invite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Which invitation.
    pub id: InvitationId,
    /// Who is invited.
    pub email: EmailAddress,
    /// The role that they get.
    pub role: Role,
    /// How many rules they get.
    pub rules: u32,
    /// Where it stands: `pending`, `expired` or `declined`; others are not listed.
    pub state: InvitationState,
    /// Who invited, if the account still exists.
    pub inviter: Option<Actor>,
    /// When the newest mail was written.
    pub sent_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// What became of the newest mail.
    pub mail: MailState,
    /// What the mail server said, or lacks, where the mail is deferred or given up.
    pub mail_error: Option<String>,
    /// When the invited person last asked for a new link.
    pub renewal_asked_at: Option<Timestamp>,
    /// Whether who invited may no longer offer it: nobody can accept it until somebody who may sends it again.
    pub inviter_lost_right: bool,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Can be accepted.
    Pending,
    /// Was accepted.
    Accepted,
    /// Was declined.
    Declined,
    /// Was taken back.
    Revoked,
    /// Its time is over.
    Expired,
    /// A newer mail has another link; only a link is in this state.
    Replaced,
    /// Its organization was deleted.
    OrganizationDeleted,
    /// Who is invited has reported it, and takes no other of this organization; only a mailed link says so, to everybody
    /// else it is declined.
    Reported,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waits for its first try.
    Queued,
    /// The mail server has it.
    Sent,
    /// The mail server did not take it yet; it is tried again.
    Deferred,
    /// The mail server will not take it.
    Failed,
    /// Ours cannot send to this address, which has letters beyond ASCII before the `@`: that takes SMTPUTF8 (RFC 6531).
    Unsupported,
}

/// A link to an invitation, for the inviter to pass on. Not kept: asking again makes another, and this one ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationLink {
    /// The whole address of the page.
    pub url: String,
}

/// An invitation as the holder of its link sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkedInvitation {
    /// To which organization.
    pub organization: NamedOrganization,
    /// The organization's colour tag.
    pub colour: Colour,
    /// The organization's word in URLs, for its members.
    pub slug: Option<Slug>,
    /// Who invited, if the account still exists.
    pub inviter: Option<Actor>,
    /// Who is invited.
    pub email: EmailAddress,
    /// The role that they get.
    pub role: Role,
    /// The inviter's personal word.
    pub note: Option<Note>,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: InvitationState,
    /// Why it could not be accepted right now although it is pending.
    pub obstacle: Option<InvitationObstacle>,
    /// Whether the address has an account: told to who shows that they read its mail, by a mailed link or by being signed in
    /// as it; absent for anybody else.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub account: Option<bool>,
    /// Whether the link came by mail and so proves the address; a link that the inviter passed on does not.
    pub mailed: bool,
    /// Who asks.
    pub viewer: Viewer,
}

/// Why a pending invitation could not be accepted right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationObstacle {
    /// Every seat of the plan is taken.
    SeatsFull,
    /// Who invited may no longer offer it: they left, or lost the right. Somebody who may has to send it again.
    InviterLostRight,
    /// The organization forces multi-factor authentication, and the invited person, who is signed in, has none yet.
    MfaMissing,
}

/// Who looks at an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Viewer {
    /// Nobody is signed in.
    Nobody,
    /// The invited person.
    Invitee,
    /// Somebody with another address.
    SomebodyElse,
    /// Somebody who belongs to the organization, whatever their address.
    Member,
}

/// A new account for the address of an invitation, which the mailed link has verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitedAccount {
    /// The person's name.
    pub full_name: PersonName,
    /// The password to sign in with.
    pub password: Password,
    /// The language of mails; the `Accept-Language` of this request where absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<LanguageTag>,
}

/// An invitation as the invited person sees it when signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyInvitation {
    /// Which invitation.
    pub id: InvitationId,
    /// To which organization.
    pub organization: NamedOrganization,
    /// The organization's colour tag.
    pub colour: Colour,
    /// Who invited, if the account still exists.
    pub inviter: Option<Actor>,
    /// The role that they get.
    pub role: Role,
    /// The inviter's personal word.
    pub note: Option<Note>,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}
