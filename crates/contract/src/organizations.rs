//! Organizations: create, read, change, and find a free slug.

pub mod deletion;
pub mod logo;

use crate::{
    Colour, Description, ETag, Endpoint, Method, Nothing, OrganizationId, OrganizationName, Permission, Role,
    Slug, Timestamp, encode_segment,
    endpoint::{described, endpoint_with_body},
    plan::Plan,
};
use serde::{Deserialize, Serialize};

/// An organization that something else is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedOrganization {
    /// Which organization.
    pub id: OrganizationId,
    /// Its name.
    pub name: OrganizationName,
}

/// An organization, as one of its members sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organization {
    /// Which organization; never changes.
    pub id: OrganizationId,
    /// Its word in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: OrganizationName,
    /// What it is for.
    pub description: Option<Description>,
    /// Its colour tag.
    pub colour: Colour,
    /// Which picture is its logo, if it has one; [`logo::logo_path`] says where it is.
    pub logo: Option<String>,
    /// Its plan.
    pub plan: Plan,
    /// When it was created.
    pub created_at: Timestamp,
    /// The caller's role in it.
    pub role: Role,
    /// What the caller may do in it. Of an API key without what is for people: one whose rules allow inviting sees the invitations and
    /// takes them back, and has no `invite_members`.
    pub permissions: Vec<Permission>,
    /// Whether the caller has not opened it since they joined (`POST /organizations/{org}/visits`); never of who created it.
    /// Told where it is read.
    #[serde(default)]
    pub first_visit: bool,
}

impl Organization {
    /// Whether the caller may do it.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// An organization to create; the caller becomes its admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOrganization {
    /// Its name.
    pub name: OrganizationName,
    /// Its word in URLs. Absent: one is made from the name, with a number where that is taken. A name without a Latin
    /// letter makes none: `required`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub slug: Option<Slug>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Description>,
    /// Its colour tag; one that follows from the name where absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub colour: Option<Colour>,
    /// Whether only those get in who have multi-factor authentication; not where absent. The caller has to have it:
    /// 409 `mfa_off`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub force_mfa: Option<bool>,
}

/// What to change of an organization (JSON merge patch: absent stays, `null` clears).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganizationPatch {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub name: Option<OrganizationName>,
    /// A new slug; the old one leads to it from then on and stays reserved.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub slug: Option<Slug>,
    /// A new description, or `null` for none.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Description>))]
    pub description: Option<Option<Description>>,
    /// Another colour tag.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub colour: Option<Colour>,
}

/// Whether a slug can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlugState {
    /// The slug asked for.
    pub slug: Slug,
    /// Whether it is free right now.
    pub available: bool,
    /// A free one like it: the same where it is available.
    pub suggestion: Slug,
}

endpoint_with_body!(
    /// Create an organization
    ///
    /// The caller becomes its admin. One person creates 20 a day at most (429), and 100 that are not deleted (409
    /// `too_many_organizations`). Without a `slug` it gets one like its name; where the name has no Latin letter there is
    /// none, and the answer is 422 with `required` at `/slug`.
    CreateOrganization(NewOrganization) Post "/organizations" -> Organization,
    tag "organizations", for SignedIn,
    201 "The organization" etag "Its version",
    refusals [SlugTaken, TooManyOrganizations, MfaOff, TooManyRequests]
);

described!(
    /// Read an organization
    ///
    /// By id or slug. A former slug answers 308.
    #[derive(Clone, Debug)]
    pub struct GetOrganization(pub String);
    tag "organizations", for ReadOrganization,
    200 "The organization" etag "Its version"
);

impl Endpoint for GetOrganization {
    type Body = Nothing;
    type Answer = Organization;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}";

    fn path(&self) -> String {
        format!("/organizations/{}", encode_segment(&self.0))
    }
}

described!(
    /// Change an organization
    ///
    /// A former slug goes on leading to the organization, and no other organization can take it.
    #[derive(Clone, Debug)]
    pub struct UpdateOrganization {
        /// Which organization.
        pub id: OrganizationId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub patch: OrganizationPatch,
    }
    tag "organizations", for UpdateOrganization,
    200 "The organization as it is now" etag "Its version",
    refusals [SlugTaken]
);

impl Endpoint for UpdateOrganization {
    type Body = OrganizationPatch;
    type Answer = Organization;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}";

    fn path(&self) -> String {
        format!("/organizations/{}", self.id)
    }

    fn body(&self) -> Option<&OrganizationPatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

described!(
    /// Remember a visit
    ///
    /// Moves the organization to the front of the caller's list. No line in the audit log: nothing is changed for others.
    #[derive(Clone, Copy, Debug)]
    pub struct VisitOrganization(pub OrganizationId);
    tag "organizations", for ReadOrganization,
    204 "Remembered"
);

impl Endpoint for VisitOrganization {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/organizations/{org}/visits";

    fn path(&self) -> String {
        format!("/organizations/{}/visits", self.0)
    }
}

described!(
    /// Ask whether a slug is free
    ///
    /// For signed-in people only. Free means free right now: creating or renaming decides.
    #[derive(Clone, Debug)]
    pub struct GetSlugState(pub Slug);
    at slug "The slug wished for";
    tag "organizations", for SignedIn,
    200 "Whether it is free, and one that is"
);

impl Endpoint for GetSlugState {
    type Body = Nothing;
    type Answer = SlugState;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organization-slugs/{slug}";

    fn path(&self) -> String {
        format!("/organization-slugs/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_tells_absent_from_null() {
        let patch = |json| serde_json::from_str::<OrganizationPatch>(json);
        assert_eq!(patch("{}").unwrap().description, None);
        assert_eq!(patch(r#"{"description":null}"#).unwrap().description, Some(None));
        assert!(patch(r#"{"description":"x"}"#).unwrap().description.flatten().is_some());
        assert!(patch(r#"{"id":"x"}"#).is_err(), "output fields sent back as input are refused");
    }
}
