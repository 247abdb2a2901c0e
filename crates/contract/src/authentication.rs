//! Who may join an organization, and how members prove who they are.

use crate::{
    ETag, Endpoint, Method, OrganizationId,
    endpoint::{described, endpoint_at, fill},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An organization's decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authentication {
    /// Whether only those get in who have multi-factor authentication.
    pub force_mfa: bool,
    /// Who may ask to join.
    pub join_requests: JoinRequestsAllowed,
}

/// Who may ask to join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinRequestsAllowed {
    /// Whether anybody may.
    pub enabled: bool,
    /// Those whose verified address has one of these domains may. As in the DNS: other letters than ASCII's in the form of
    /// RFC 5891 (`xn--…`).
    pub domains: Vec<String>,
    /// Domains that can be chosen: the organization's verified ones, and those of the admins' verified addresses; without
    /// public mail services.
    pub available: Vec<String>,
    /// Those of them that the DNS has proved to be the organization's.
    pub verified: Vec<String>,
    /// How people write those of all these domains that have other letters than ASCII's.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub display_names: BTreeMap<String, String>,
}

/// What to change (JSON merge patch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthenticationPatch {
    /// Whether only those get in who have multi-factor authentication. Who switches it on has to have it: 409 `mfa_off`.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub force_mfa: Option<bool>,
    /// Who may ask to join.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub join_requests: Option<JoinRequestsPatch>,
}

/// What to change of who may ask to join.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JoinRequestsPatch {
    /// Whether anybody may. Letting nobody ask is for plans that include it: 409 `plan_lacks_it`.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub enabled: Option<bool>,
    /// For which domains, in any spelling, of those that are available or were chosen before. None lets nobody ask.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_items = 100))]
    pub domains: Option<Vec<String>>,
}

endpoint_at!(
    /// Read who may join, and how members prove who they are
    GetAuthentication {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/authentication" -> Authentication,
    tag "authentication", for ManageAuthentication,
    200 "The decisions" etag "Their version"
);

described!(
    /// Change who may join, and how members prove who they are
    ///
    /// Requests that wait already stay. Once multi-factor authentication is forced, members without it get 403 `mfa_missing`
    /// until they set it up; who forces it has to have it: 409 `mfa_off`.
    #[derive(Clone, Debug)]
    pub struct UpdateAuthentication {
        /// Of which organization.
        pub org: OrganizationId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub patch: AuthenticationPatch,
    }
    tag "authentication", for ManageAuthentication,
    200 "The decisions as they are now" etag "Their version",
    refusals [PeopleOnly, PlanLacksIt, MfaOff]
);

impl Endpoint for UpdateAuthentication {
    type Body = AuthenticationPatch;
    type Answer = Authentication;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/authentication";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string())])
    }

    fn body(&self) -> Option<&AuthenticationPatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}
