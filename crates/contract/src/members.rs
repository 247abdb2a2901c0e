//! Members: who belongs to an organization.

use crate::{
    ETag, EmailAddress, Endpoint, Method, Nothing, OrganizationId, Page, PageToken, PersonName, Role,
    Timestamp, UserId,
    endpoint::{described, endpoint_at, fill, with_query},
};
use serde::{Deserialize, Serialize};

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Whose account.
    pub id: UserId,
    /// The person's name.
    pub full_name: PersonName,
    /// Which picture is theirs, if they have one; [`crate::pictures::member_picture_path`] says where it is.
    pub picture: Option<String>,
    /// Their address, for those who may read members' details and for themselves.
    pub email: Option<EmailAddress>,
    /// Their role.
    pub role: Role,
    /// Whether they have multi-factor authentication, for those who may read members' details and for themselves.
    pub mfa: Option<bool>,
    /// How many rules they have, for those who may read members' details and for themselves.
    pub rules: Option<u32>,
    /// When they joined.
    pub joined_at: Timestamp,
    /// When they last opened the organization.
    pub last_active_at: Timestamp,
}

/// What to change of a member (JSON merge patch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MemberPatch {
    /// Another role.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub role: Option<Role>,
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MemberOrder {
    /// By name.
    #[default]
    Name,
    /// Who was active last comes first.
    LastActive,
    /// Who joined last comes first.
    Joined,
}

impl MemberOrder {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Name, Self::LastActive, Self::Joined];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::LastActive => "last_active",
            Self::Joined => "joined",
        }
    }

    /// The order of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == name)
    }
}

endpoint_at!(
    /// Read a member
    GetMember {
        /// Of which organization.
        org: OrganizationId,
        /// Whose account.
        user: UserId
    } Get "/organizations/{org}/members/{user}" -> Member,
    tag "members", for ReadMembers,
    200 "The member" etag "Its version"
);
endpoint_at!(
    /// Leave an organization
    ///
    /// Its last admin cannot: somebody else has to be made admin first. Who lacks the multi-factor authentication that it
    /// forces can leave all the same.
    LeaveOrganization {
        /// Which organization.
        org: OrganizationId
    } Post "/organizations/{org}/leave" -> Nothing,
    tag "members", for Member,
    204 "Left",
    refusals [LastAdmin]
);

described!(
    /// Who belongs to an organization
    ///
    /// Addresses, the number of rules, and who has multi-factor authentication are for who may read members' details, and for
    /// everybody their own.
    #[derive(Clone, Debug)]
    pub struct ListMembers {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those whose name (or address, where it may be seen) contains this, whatever the case.
        pub q: Option<String>,
        /// Only those of this role.
        pub role: Option<Role>,
        /// Only those who have multi-factor authentication, or have none: for those who may read
        /// members' details.
        pub mfa: Option<bool>,
        /// By what they are ordered.
        pub sort: MemberOrder,
        /// Where to go on.
        pub page_token: Option<PageToken>,
        /// How many to pass over, to turn to a page by its number.
        pub offset: u32,
    }
    tag "members", for ReadMembers,
    200 "A page of members"
);

impl ListMembers {
    /// The first page of everybody, by name.
    #[must_use]
    pub fn of(org: OrganizationId) -> Self {
        Self {
            org,
            q: None,
            role: None,
            mfa: None,
            sort: MemberOrder::default(),
            page_token: None,
            offset: 0,
        }
    }
}

impl Endpoint for ListMembers {
    type Body = Nothing;
    type Answer = Page<Member>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/members";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        let sort = (self.sort != MemberOrder::default()).then_some(self.sort.as_str());
        let offset = (self.offset > 0).then(|| self.offset.to_string());
        with_query(
            &path,
            &[
                ("q", self.q.as_deref()),
                ("role", self.role.map(Role::as_str)),
                ("mfa", self.mfa.map(true_or_false)),
                ("sort", sort),
                ("offset", offset.as_deref()),
                ("page_token", self.page_token.as_ref().map(|token| token.0.as_str())),
            ],
        )
    }
}

const fn true_or_false(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

described!(
    /// The members as CSV
    ///
    /// RFC 4180, UTF-8 with a byte order mark, each text in quotation marks: one line a member under a line of names; moments
    /// as RFC 3339. Where a spreadsheet would take a text for a formula, an apostrophe stands before it; what reads the table
    /// back takes it off, as the console's field for invitations does.
    #[derive(Clone, Debug)]
    pub struct ExportMembers {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those whose name or address contains this, whatever the case.
        pub q: Option<String>,
        /// Only those of this role.
        pub role: Option<Role>,
        /// Only those who have multi-factor authentication, or have none.
        pub mfa: Option<bool>,
        /// By what they are ordered.
        pub sort: MemberOrder,
    }
    tag "members", for ReadMemberDetails,
    200 "The table" type "text/csv",
    refusals [TooManyRequests]
);

impl Endpoint for ExportMembers {
    type Body = Nothing;
    type Answer = String;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/members.csv";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        let sort = (self.sort != MemberOrder::default()).then_some(self.sort.as_str());
        with_query(
            &path,
            &[
                ("q", self.q.as_deref()),
                ("role", self.role.map(Role::as_str)),
                ("mfa", self.mfa.map(true_or_false)),
                ("sort", sort),
            ],
        )
    }
}

described!(
    /// Change a member's role
    ///
    /// At least one admin always remains.
    #[derive(Clone, Debug)]
    pub struct UpdateMember {
        /// Of which organization.
        pub org: OrganizationId,
        /// Whose account.
        pub user: UserId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub patch: MemberPatch,
    }
    at user;
    tag "members", for ManageMembers,
    200 "The member as it is now" etag "Its version",
    refusals [PeopleOnly, LastAdmin]
);

impl Endpoint for UpdateMember {
    type Body = MemberPatch;
    type Answer = Member;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/members/{user}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("user", &self.user.to_string())])
    }

    fn body(&self) -> Option<&MemberPatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

/// What a member leaves behind: what to decide before they are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberHoldings {
    /// Invitations of theirs that are pending or expired.
    pub invitations: u32,
    /// Whether they are the only admin, and so have to stay until there is another.
    pub only_admin: bool,
}

/// What becomes of the invitations of a member who is removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationsOfRemoved {
    /// They stay in the list, and nobody can accept them until somebody who may sends them again.
    #[default]
    Keep,
    /// They go on, in the name of who removes, who has to be allowed to invite; those that make an admin or give rules stay, as
    /// with `keep`.
    TakeOver,
    /// They are taken back, as far as who removes may do that.
    Revoke,
}

impl InvitationsOfRemoved {
    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::TakeOver => "take_over",
            Self::Revoke => "revoke",
        }
    }
}

/// Who becomes an admin in the caller's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAdmin {
    /// A member.
    pub user: UserId,
}

endpoint_at!(
    /// Make a member an admin in the caller's place
    ///
    /// Both in one step: the member is an admin from then on, and the caller a user with the rules that they had.
    TransferAdministration {
        /// Of which organization.
        org: OrganizationId
    } (NewAdmin) Post "/organizations/{org}/transfer" -> Nothing,
    tag "members", for ManageMembers,
    204 "Done",
    refusals [LastAdmin]
);
endpoint_at!(
    /// What a member would leave behind
    ///
    /// To decide before they are removed.
    GetMemberHoldings {
        /// Of which organization.
        org: OrganizationId,
        /// Whose account.
        user: UserId
    } Get "/organizations/{org}/members/{user}/holdings" -> MemberHoldings,
    tag "members", for RemoveMembers,
    200 "What is theirs"
);

described!(
    /// Remove a member
    ///
    /// From their next request on, the organization does not exist for them. Nobody can accept their open invitations any more,
    /// until somebody who may sends them again; or they go on in the caller's name, or are taken back, which is for who may
    /// invite. Those that make an admin or give rules are never taken over on the way. Admins are removed by admins only, and at
    /// least one always remains.
    #[derive(Clone, Debug)]
    pub struct RemoveMember {
        /// Of which organization.
        pub org: OrganizationId,
        /// Whose account.
        pub user: UserId,
        /// The version that was read.
        pub version: ETag,
        /// What becomes of their invitations.
        pub invitations: InvitationsOfRemoved,
    }
    at user;
    tag "members", for RemoveMembers,
    204 "Removed",
    refusals [PeopleOnly, LastAdmin]
);

impl Endpoint for RemoveMember {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/organizations/{org}/members/{user}";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("user", &self.user.to_string())]);
        let invitations =
            (self.invitations != InvitationsOfRemoved::default()).then_some(self.invitations.as_str());
        with_query(&path, &[("invitations", invitations)])
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}
