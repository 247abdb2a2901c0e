//! API keys of an organization: what scripts call with, in the place of a person's password. A key is a caller like a member:
//! its role and rules decide.

use crate::{
    Actor, ApiKeyId, ETag, Endpoint, Method, Nothing, OrganizationId, Page, ResourceName, Role, Timestamp,
    endpoint::{described, endpoint_at, fill},
    rules::Rule,
};
use serde::{Deserialize, Serialize};

/// How many keys an organization can have, revoked ones not counted.
pub const MAX_API_KEYS: u64 = 100;
/// What every secret begins with, so that people and scanners know one by its looks.
pub const API_KEY_PREFIX: &str = "hqk_";
/// The most days that a secret can be good for, where it has an end.
pub const MAX_LIFETIME_DAYS: u32 = 730;
/// The most hours that a former secret stays good after another took its place.
pub const MAX_OVERLAP_HOURS: u32 = 7 * 24;

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Which one; not the secret.
    pub id: ApiKeyId,
    /// How often it was changed: in quotes, what `If-Match` takes.
    pub version: u32,
    /// What people call it: what uses it.
    pub name: ResourceName,
    /// Its role.
    pub role: Role,
    /// What it may do, where it is no admin: the ordered list.
    pub rules: Vec<Rule>,
    /// What its secret begins with, to tell it from others.
    pub starts_with: String,
    /// Until when its secret is good; none: until it is replaced or the key revoked.
    pub expires_at: Option<Timestamp>,
    /// Whether that is over.
    pub expired: bool,
    /// When its secret was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// From which network address.
    pub last_used_from: Option<String>,
    /// The secret that was replaced last, as long as it is good still.
    pub former: Option<FormerSecret>,
    /// Who made it, a person; none where a demo or the operator did.
    pub created_by: Option<Actor>,
    /// Whether who made it belongs to the organization no more. The key goes on without them.
    pub creator_left: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl ApiKey {
    /// The version that a change starts from.
    #[must_use]
    pub fn etag(&self) -> ETag {
        ETag(format!("\"{}\"", self.version))
    }
}

/// A secret that was replaced and is good for a while still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerSecret {
    /// What it begins with.
    pub starts_with: String,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute: what it was used by may still have it.
    pub last_used_at: Option<Timestamp>,
}

/// A key with its secret, told once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedApiKey {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// The secret, for `Authorization: Bearer`. HQ does not know it any more after this answer.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub secret: String,
}

impl std::fmt::Debug for IssuedApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("IssuedApiKey").field(&self.key).finish()
    }
}

/// A key to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What to call it: what uses it. No other key has the same name.
    pub name: ResourceName,
    /// Its role; a user where absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<Role>,
    /// What it may do, where it is no admin.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub rules: Vec<Rule>,
    /// For how many days its secret is good; without an end where absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 730))]
    pub expires_in_days: Option<u32>,
}

/// What to change of a key (JSON merge patch). When its secret ends is changed by another secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApiKeyPatch {
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub name: Option<ResourceName>,
    /// Another role.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub role: Option<Role>,
    /// Another list of rules.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_items = 200))]
    pub rules: Option<Vec<Rule>>,
}

/// How a key's secret is replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSecret {
    /// For how many hours the former one stays good: 0 to 168, and not longer than it would have been. 0 where absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 168))]
    pub overlap_hours: u32,
    /// For how many days the new one is good; without an end where absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 730))]
    pub expires_in_days: Option<u32>,
}

endpoint_at!(
    /// List an organization's API keys
    ///
    /// By name, all at once: there are at most 100. Those that are expired are among them until they are revoked; secrets stand in no
    /// answer but that which makes one.
    ListApiKeys {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/api-keys" -> Page<ApiKey>,
    tag "api_keys", for ManageApiKeys,
    200 "The keys"
);

endpoint_at!(
    /// Make an API key
    ///
    /// For `Authorization: Bearer`, in this organization alone. It may do what its rules allow, or everything where its role is
    /// `admin`, but for what only people may (403 `people_only`). The answer tells its secret, which HQ does not keep: repeated with
    /// the same `Idempotency-Key` within a day it tells another secret of the same key in the place of the first, as long as that was
    /// not used (409 `already_shown`). 409 `limit_reached` where there are 100 keys.
    CreateApiKey {
        /// Of which organization.
        org: OrganizationId
    } (NewApiKey) Post "/organizations/{org}/api-keys" -> IssuedApiKey,
    tag "api_keys", for ManageApiKeys,
    201 "The key with its secret" etag "Its version",
    refusals [AlreadyShown, LimitReached, TooManyRequests]
);

endpoint_at!(
    /// Read an API key
    ///
    /// Without its secret, which HQ does not know.
    GetApiKey {
        /// Of which organization.
        org: OrganizationId,
        /// Which key.
        id: ApiKeyId,
    } Get "/organizations/{org}/api-keys/{id}" -> ApiKey,
    tag "api_keys", for ManageApiKeys,
    200 "The key" etag "Its version"
);

endpoint_at!(
    /// Give an API key another secret
    ///
    /// The former one stays good for `overlap_hours`, so that what uses it can be given the new one; then, or at once where that is 0,
    /// it is good for nothing. One that was replaced before ends now. Its name, role and rules stay. An expired key works again.
    /// Repeated with the same `Idempotency-Key` it tells another secret in the place of the first, as making a key does.
    RotateApiKey {
        /// Of which organization.
        org: OrganizationId,
        /// Which key.
        id: ApiKeyId,
    } (NewSecret) Post "/organizations/{org}/api-keys/{id}/rotate" -> IssuedApiKey,
    tag "api_keys", for ManageApiKeys,
    200 "The key with its new secret" etag "Its version",
    refusals [AlreadyShown, TooManyRequests]
);

endpoint_at!(
    /// Revoke an API key
    ///
    /// All its secrets are good for nothing from then on, on every server; what it has under way is refused. It cannot be taken back.
    /// Takes no version: whoever revokes a key wants it gone as it is.
    RevokeApiKey {
        /// Of which organization.
        org: OrganizationId,
        /// Which key.
        id: ApiKeyId,
    } Delete "/organizations/{org}/api-keys/{id}" -> Nothing,
    tag "api_keys", for ManageApiKeys,
    204 "Revoked"
);

described!(
    /// Change an API key's name, role or rules
    ///
    /// It may do that from the next request on, and no more what it lost: what it has under way is refused. When its secret ends is
    /// changed by another secret.
    #[derive(Clone, Debug)]
    pub struct UpdateApiKey {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which key.
        pub id: ApiKeyId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub body: ApiKeyPatch,
    }
    at id; tag "api_keys", for ManageApiKeys,
    200 "The key as it is now" etag "Its version"
);

impl Endpoint for UpdateApiKey {
    type Body = ApiKeyPatch;
    type Answer = ApiKey;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/api-keys/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&ApiKeyPatch> {
        Some(&self.body)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}
