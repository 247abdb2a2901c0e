//! Domain names of an organization: claimed, proved by a TXT record in the DNS, and watched from then on.

use crate::{DomainId, DomainName, Nothing, OrganizationId, Page, Timestamp, by_name, endpoint::endpoint_at};
use serde::{Deserialize, Serialize};

/// How many domain names an organization can have.
pub const MAX_DOMAINS: usize = 100;
/// For so many days after its record is gone, a domain stays the organization's.
pub const LOST_DAYS: u32 = 7;
/// For so many hours a record has to be found missing, each time in the same way, before it counts as gone.
pub const MISSING_HOURS: u32 = 6;
/// For so many days the record of a claim is looked for, since the claim or since somebody last had it checked.
pub const WATCHED_DAYS: u32 = 28;
/// The label under a domain at which the record stands.
pub const RECORD_LABEL: &str = "_hq-challenge";
/// What the record's value begins with.
pub const RECORD_PREFIX: &str = "hq-verification=";

/// What is known of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum DomainState {
    /// Claimed; the record was not found yet.
    Pending,
    /// The record was found: the domain is bound to the organization.
    Verified,
    /// Bound to the organization, but its record is gone: without it, until `bound_until`.
    Lost,
}

impl DomainState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Verified, Self::Lost];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Verified => "verified",
            Self::Lost => "lost",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether the domain is bound to the organization.
    #[must_use]
    pub const fn is_bound(self) -> bool {
        matches!(self, Self::Verified | Self::Lost)
    }
}

by_name!(DomainState);

/// The record that proves that a domain is the organization's. No secret: it stands in the public DNS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DomainRecord {
    /// Where it has to stand: `_hq-challenge.example.org`.
    pub name: String,
    /// Its type: `TXT`.
    pub kind: String,
    /// What it has to say: `hq-verification=…`.
    pub value: String,
}

/// What a look into the DNS came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DomainResult {
    /// The record is there.
    Found,
    /// There are TXT records at its name, but none says it.
    Differs,
    /// There is no TXT record at its name.
    Missing,
    /// The DNS did not answer, or answered with a failure: nothing follows from that.
    Unreachable,
    /// It was not asked yet: asked before the record can be there, it would remember for long that there is none. It is
    /// asked at `next_check_at`.
    Waiting,
}

/// Why a record is not the one that was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DomainHint {
    /// There are quotation marks around its value.
    Quotes,
    /// There are `;`, `,` or `\` in its value.
    Separators,
    /// There are spaces in its value.
    Spaces,
    /// Its value is written in other letters, of the other case.
    Case,
    /// `hq-verification=` is missing in front of its value.
    Prefix,
    /// It says more than the value.
    More,
    /// It is the record of another claim.
    Other,
    /// No record stands there: what answers is the zone's wildcard.
    Wildcard,
}

/// What was found in the DNS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DomainFinding {
    /// When it was looked for.
    pub checked_at: Timestamp,
    /// What it came to.
    pub result: DomainResult,
    /// The TXT records at the record's name that begin with `hq-verification=`: at most ten, at most 255 characters of
    /// each. Others are nobody's business.
    pub values: Vec<String>,
    /// Why what stands there is not the record, where that can be told.
    pub hint: Option<DomainHint>,
    /// Where the record stands instead, if it was found at a name where people put it by mistake.
    pub elsewhere: Option<String>,
    /// Until when this may be an old answer, which a DNS server remembers: the zone's own could not be asked.
    pub old_until: Option<Timestamp>,
}

/// A domain name of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Domain {
    /// Which one.
    pub id: DomainId,
    /// Its name as in the DNS: other letters than ASCII's in the form of RFC 5891 (`xn--…`).
    pub name: DomainName,
    /// Its name as people write it.
    pub display_name: String,
    /// What is known of it.
    pub state: DomainState,
    /// The record that proves it.
    pub record: DomainRecord,
    /// What was found the last time it was looked for, if it was.
    pub finding: Option<DomainFinding>,
    /// Whether another organization holds it although the record is there.
    pub held_by_another: bool,
    /// When it was claimed.
    pub created_at: Timestamp,
    /// When its record was found first.
    pub verified_at: Option<Timestamp>,
    /// Until when it stays bound without its record.
    pub bound_until: Option<Timestamp>,
    /// Since when the record of a verified domain is found missing. Nothing follows from that before `lost_from`.
    pub missing_since: Option<Timestamp>,
    /// When it counts as lost, if the record stays missing.
    pub lost_from: Option<Timestamp>,
    /// When it is looked for next; none where it no longer is, because the record was not there for four weeks.
    pub next_check_at: Option<Timestamp>,
}

impl Domain {
    /// Its name as people write it, with that of the DNS beside it where that is another: letters of other alphabets that
    /// look alike are told apart by it.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.display_name == self.name.as_str() {
            self.display_name.clone()
        } else {
            format!("{} ({})", self.display_name, self.name)
        }
    }
}

/// A domain to claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDomain {
    /// Its name, in any spelling; of an address that was pasted, of a page or of a person, the host.
    pub name: DomainName,
}

endpoint_at!(
    /// List an organization's domain names
    ///
    /// By name, all at once: there are at most 100.
    ListDomains {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/domains" -> Page<Domain>,
    tag "domains", for ManageInfrastructure,
    200 "The domain names"
);

endpoint_at!(
    /// Claim a domain name
    ///
    /// The answer has the TXT record that proves it; HQ looks for it from then on, and when asked to. Any number of
    /// organizations can claim a name: it is bound to the one whose record is found first. Claiming it again answers the
    /// claim that is there.
    ClaimDomain {
        /// For which organization.
        org: OrganizationId
    } (NewDomain) Post "/organizations/{org}/domains" -> Domain,
    tag "domains", for ManageInfrastructure,
    201 "The claim",
    200 "The claim that was there",
    refusals [LimitReached, TooManyRequests]
);

endpoint_at!(
    /// Read a domain name
    GetDomain {
        /// Of which organization.
        org: OrganizationId,
        /// Which domain.
        id: DomainId,
    } Get "/organizations/{org}/domains/{id}" -> Domain,
    tag "domains", for ManageInfrastructure,
    200 "The domain name"
);

endpoint_at!(
    /// Look for a domain's record now
    ///
    /// The answer tells what was found, whatever it is. A domain that another organization holds stays pending, with
    /// `held_by_another`. Right after the claim the answer may be `waiting`: a resolver that is asked too early would remember
    /// that there is no record. At most 20 times in ten minutes for a domain.
    VerifyDomain {
        /// Of which organization.
        org: OrganizationId,
        /// Which domain.
        id: DomainId,
    } Post "/organizations/{org}/domains/{id}/verify" -> Domain,
    tag "domains", for ManageInfrastructure,
    200 "The domain as it is now",
    refusals [TooManyRequests]
);

endpoint_at!(
    /// Give a domain name up
    ///
    /// Others can have it from then on, with a record of their own. Who has an address at it can no longer ask to join, unless
    /// it is an admin's domain too.
    ReleaseDomain {
        /// Of which organization.
        org: OrganizationId,
        /// Which domain.
        id: DomainId,
    } Delete "/organizations/{org}/domains/{id}" -> Nothing,
    tag "domains", for ManageInfrastructure,
    204 "Given up"
);
