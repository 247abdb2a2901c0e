//! Credentials of a storage engine: made by its broker, told once, replaced without a gap.

use crate::{
    Actor, CredentialId, DataplantId, Nothing, OrganizationId, Page, ResourceName, StorageEngineId,
    Timestamp, endpoint::endpoint_at, operations::OperationFailure,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many credentials an engine can have, those of dataplants not counted.
pub const MAX_CREDENTIALS: u64 = 50;

/// Where credentials are in their life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CredentialState {
    /// Being made.
    Creating,
    /// Valid; not shown yet.
    Hidden,
    /// Valid, and shown: HQ does not know the password any more.
    Shown,
    /// Being removed.
    Deleting,
    /// They could not be made.
    Failed,
}

impl CredentialState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Creating, Self::Hidden, Self::Shown, Self::Deleting, Self::Failed];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Hidden => "hidden",
            Self::Shown => "shown",
            Self::Deleting => "deleting",
            Self::Failed => "failed",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Credentials of a storage engine, without the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credential {
    /// Which ones.
    pub id: CredentialId,
    /// What people call them.
    pub name: ResourceName,
    /// The dataplant that they are for and are called as, of those that HQ made for one. Nobody sees these.
    pub dataplant: Option<DataplantId>,
    /// Where they are in their life.
    pub state: CredentialState,
    /// The host, as soon as they are made.
    pub host: Option<String>,
    /// The port.
    pub port: Option<String>,
    /// The database.
    pub database: Option<String>,
    /// The user.
    pub username: Option<String>,
    /// Which credentials they are to replace; both are valid until those are removed.
    pub replaces: Option<CredentialId>,
    /// Who made them; none where HQ did, or the account is gone.
    pub created_by: Option<Actor>,
    /// When they were made.
    pub created_at: Timestamp,
    /// Why they could not be made.
    pub failure: Option<OperationFailure>,
}

/// Credentials to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCredential {
    /// What to call them: who or what uses them.
    pub name: ResourceName,
}

/// Credentials with the password, told once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevealedCredential {
    /// The credentials.
    pub credential: Credential,
    /// The password, where there is one.
    pub password: Option<String>,
    /// All in one, where the broker tells it so: `postgres://…`.
    pub uri: Option<String>,
    /// Whatever else the broker tells, by name.
    pub others: BTreeMap<String, String>,
}

impl std::fmt::Debug for RevealedCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("RevealedCredential").field(&self.credential).finish()
    }
}

endpoint_at!(
    /// List the credentials of a storage engine
    ///
    /// The newest first, all at once, without passwords: those that people asked for, and those that HQ made for dataplants which
    /// the caller may read.
    ListCredentials {
        /// Of which organization.
        org: OrganizationId,
        /// Of which engine.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}/credentials" -> Page<Credential>,
    tag "storage_engines", for ReadOrganization,
    200 "The credentials"
);

endpoint_at!(
    /// Make credentials of a storage engine
    ///
    /// They are made from then on, as soon as the engine is there: list them to see how far they are, and reveal them then. The
    /// built-in Sandbox is made by it where it was not yet. 409 `no_secrets_key` where the server has no key to keep them with
    /// until they are shown; `offer_unavailable` where the broker makes none or cannot be asked at present.
    CreateCredential {
        /// Of which organization.
        org: OrganizationId,
        /// Of which engine.
        id: StorageEngineId,
    } (NewCredential) Post "/organizations/{org}/storage-engines/{id}/credentials" -> Credential,
    tag "storage_engines", for ReadOrganization,
    202 "They are being made",
    refusals [LimitReached, NotReady, OfferUnavailable, NoSecretsKey]
);

endpoint_at!(
    /// Tell credentials of a storage engine with their password
    ///
    /// Once: HQ forgets the password then, and so there is no `Idempotency-Key` by which to hear it again. 409 `already_shown`
    /// afterwards: rotate them, if the answer was lost. `not_ready` where they are not made yet, or being removed. Those of a
    /// file, as a Sandbox has them, hold no secret and are told as often as they are asked for.
    RevealCredential {
        /// Of which organization.
        org: OrganizationId,
        /// Of which engine.
        id: StorageEngineId,
        /// Which credentials.
        credential: CredentialId,
    } Post "/organizations/{org}/storage-engines/{id}/credentials/{credential}/reveal" -> RevealedCredential,
    tag "storage_engines", for ReadOrganization,
    200 "The credentials with their password",
    refusals [NotReady, AlreadyShown, NoSecretsKey]
);

endpoint_at!(
    /// Read credentials of a storage engine
    ///
    /// Without the password, as the list has them.
    GetCredential {
        /// Of which organization.
        org: OrganizationId,
        /// Of which engine.
        id: StorageEngineId,
        /// Which credentials.
        credential: CredentialId,
    } Get "/organizations/{org}/storage-engines/{id}/credentials/{credential}" -> Credential,
    tag "storage_engines", for ReadOrganization,
    200 "The credentials"
);

endpoint_at!(
    /// Replace credentials of a storage engine
    ///
    /// Others of the same name are made; both are valid until those that are replaced are deleted. 409 `not_ready` where these are
    /// not valid, or are being replaced already.
    RotateCredential {
        /// Of which organization.
        org: OrganizationId,
        /// Of which engine.
        id: StorageEngineId,
        /// Which credentials.
        credential: CredentialId,
    } Post "/organizations/{org}/storage-engines/{id}/credentials/{credential}/rotate" -> Credential,
    tag "storage_engines", for ReadOrganization,
    202 "The new ones, being made",
    refusals [LimitReached, NotReady, OfferUnavailable, NoSecretsKey]
);

endpoint_at!(
    /// Delete credentials of a storage engine
    ///
    /// Whoever is connected with them is disconnected. They are removed from then on: when they are gone, they are listed no more.
    DeleteCredential {
        /// Of which organization.
        org: OrganizationId,
        /// Of which engine.
        id: StorageEngineId,
        /// Which credentials.
        credential: CredentialId,
    } Delete "/organizations/{org}/storage-engines/{id}/credentials/{credential}" -> Nothing,
    tag "storage_engines", for ReadOrganization,
    202 "They are being removed",
    refusals [NotReady]
);
