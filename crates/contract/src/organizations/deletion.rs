//! Deleting an organization, and restoring it while there is time.

use super::Organization;
use crate::{
    Colour, ETag, Endpoint, Method, Money, Nothing, OrganizationId, OrganizationName, Page, Slug, Timestamp,
    endpoint::{described, endpoint, endpoint_at, fill, with_query},
};
use serde::{Deserialize, Serialize};

/// For so many days a deleted organization can be restored; then it is erased.
pub const RESTORABLE_DAYS: u32 = 30;

/// What would go with an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationDeletion {
    /// How many others are members.
    pub other_members: u64,
    /// How many invitations wait for an answer.
    pub invitations: u64,
    /// How many requests to join wait for an answer.
    pub join_requests: u64,
    /// How many domain names are bound to it: others can have them from then on.
    pub domains: u64,
    /// How many TLS certificates it has.
    pub certificates: u64,
    /// How many API keys it has.
    pub api_keys: u64,
    /// How many storage engines it has ordered: it cannot be deleted before they are. The built-in Sandbox is none of these; what
    /// it holds goes when the organization is erased.
    pub storage_engines: u64,
    /// How many dataplants it has: it cannot be deleted before they are.
    pub dataplants: u64,
    /// What is not paid yet, with VAT: invoices, and what was used and is not billed. It does not stand in the way: it is billed, and
    /// stays to be paid. None where there is nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub open_balance: Option<Money>,
    /// Until when it could be restored if it were deleted now.
    pub restorable_until: Timestamp,
}

/// An organization that was deleted, and can be restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeletedOrganization {
    /// Which organization.
    pub id: OrganizationId,
    /// Its word in URLs, which stays reserved.
    pub slug: Slug,
    /// Its name.
    pub name: OrganizationName,
    /// Its colour tag.
    pub colour: Colour,
    /// When it was deleted.
    pub deleted_at: Timestamp,
    /// Until when it can be restored.
    pub restorable_until: Timestamp,
}

endpoint_at!(
    /// What deleting the organization would do
    ///
    /// What stands in the way are dataplants and storage engines: they are deleted before. Everything else goes with the organization,
    /// and comes back with it, but for the plan: that ends, and what was used until then is billed. What is not paid yet stays to be paid.
    GetOrganizationDeletion {
        /// Which organization.
        org: OrganizationId,
    } Get "/organizations/{org}/deletion" -> OrganizationDeletion,
    tag "organizations", for DeleteOrganization,
    200 "What would go"
);

described!(
    /// Delete the organization
    ///
    /// From the next request on it does not exist for anybody, and its invitations lead nowhere. Those who are its admins get
    /// a mail, and can restore it for 30 days; then it is erased. Its slug is never given to another. 409 `organization_in_use`
    /// where it has dataplants or storage engines: whoever knows what they hold deletes these before.
    #[derive(Clone, Debug)]
    pub struct DeleteOrganization {
        /// Which organization.
        pub org: OrganizationId,
        /// Its name, as the person has typed it: another is refused.
        pub name: String,
        /// The version that was read.
        pub version: ETag,
    }
    tag "organizations", for DeleteOrganization,
    200 "Deleted",
    refusals [OrganizationInUse, Invalid, TooManyRequests]
);

impl Endpoint for DeleteOrganization {
    type Body = Nothing;
    type Answer = DeletedOrganization;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/organizations/{org}";

    fn path(&self) -> String {
        with_query(&fill(Self::TEMPLATE, &[("org", &self.org.to_string())]), &[("name", Some(&self.name))])
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

endpoint_at!(
    /// Restore a deleted organization
    ///
    /// As it was, for 30 days after it was deleted, by those who were its admins then; to everybody else it does not exist.
    /// Asking again answers the same.
    RestoreOrganization {
        /// Which organization.
        org: OrganizationId,
    } Post "/organizations/{org}/restore" -> Organization,
    tag "organizations", for SignedIn,
    200 "The organization as it was" etag "Its version",
    refusals [TooManyOrganizations, OrganizationDeleted]
);

endpoint!(
    /// Organizations that I can restore, the last deleted one first
    ListDeletedOrganizations Get "/me/deleted-organizations" -> Page<DeletedOrganization>,
    tag "me", for SignedIn,
    200 "All of them, at most a hundred"
);
