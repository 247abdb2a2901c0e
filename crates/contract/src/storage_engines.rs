//! Storage engines: the database systems behind an organization's dataplants.

mod credentials;
mod preflight;

pub use credentials::{
    CreateCredential, Credential, CredentialState, DeleteCredential, GetCredential, ListCredentials,
    MAX_CREDENTIALS, NewCredential, RevealCredential, RevealedCredential, RotateCredential,
};
pub use preflight::{Blocker, Preflight, preflight};

use crate::{
    Description, ETag, Endpoint, Method, Money, Nothing, OrganizationId, Page, PageToken, PersonName,
    ResourceName, StorageEngineId, Tag, Timestamp,
    endpoint::{endpoint_at, fill, with_query},
    operations::{BrokerOperation, Health, LifeState, OperationFailure},
    providers::{EngineKind, Region},
    storage_defaults::TableKind,
};
use serde::{Deserialize, Serialize};

/// How many storage engines an organization can have.
pub const MAX_STORAGE_ENGINES: u64 = 1000;
/// How many tags one can have.
pub const MAX_TAGS: usize = 20;

/// A storage engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StorageEngine {
    /// Which one.
    pub id: StorageEngineId,
    /// What people call it: no other one of the organization is called so.
    pub name: ResourceName,
    /// What it is for.
    pub description: Option<Description>,
    /// What it is grouped by, and what rules can be about.
    pub tags: Vec<Tag>,
    /// Whether it is the organization's built-in Sandbox, which is there without being ordered and cannot be deleted.
    pub built_in: bool,
    /// The database system.
    pub engine: EngineKind,
    /// What the offer is called.
    pub offer_name: String,
    /// What was ordered: an [`crate::providers::Offer`]'s id. It may no longer be offered.
    pub offer: String,
    /// Who runs the machines: their name.
    pub provider: String,
    /// Where it is.
    pub region: Option<Region>,
    /// Its size; none where the broker has no sizes.
    pub fpu: Option<u32>,
    /// The size that it is being given.
    pub pending_fpu: Option<u32>,
    /// Whether it outlives a machine.
    pub high_availability: bool,
    /// How much it holds, as it was measured last.
    pub storage_bytes: Option<u64>,
    /// How much it should hold at most: beyond it, HQ warns.
    pub storage_limit_bytes: Option<u64>,
    /// Where it is in its life.
    pub state: LifeState,
    /// Whether it answers; none where that was not asked yet, or the broker cannot tell.
    pub health: Option<Health>,
    /// What it costs a month in its size.
    pub month: Option<Money>,
    /// For which tables new dataplants take it.
    pub default_for: Vec<TableKind>,
    /// How many dataplants use it.
    pub dataplants: u64,
    /// What is wrong with it, of one that failed.
    pub failure: Option<OperationFailure>,
    /// Whether its broker can be asked at present.
    pub broker_available: bool,
    /// What it cannot promise, a sentence of the broker's each, in English.
    pub limits: Vec<String>,
    /// Whether credentials can be made.
    pub bindable: bool,
    /// The sizes that it can be given; none where it cannot be given another.
    pub sizes: Option<crate::providers::Sizes>,
    /// Who ordered it; none where the account is gone.
    pub created_by: Option<PersonName>,
    /// When it was ordered.
    pub created_at: Timestamp,
    /// What the caller may do with it, besides reading.
    pub may: ThingRights,
}

/// What somebody may do with a thing that they may read: what rules decide for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThingRights {
    /// Change it.
    pub update: bool,
    /// Delete it.
    pub delete: bool,
}

/// A storage engine to order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStorageEngine {
    /// What to order: an [`crate::providers::Offer`]'s id.
    pub offer: String,
    /// Where: the id of one of the offer's regions.
    pub region: String,
    /// In which size; needed where the offer has sizes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fpu: Option<u32>,
    /// Whether it has to outlive a machine; only where that is a choice.
    #[serde(default)]
    pub high_availability: bool,
    /// What to call it.
    pub name: ResourceName,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Description>,
    /// What to group it by.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub tags: Vec<Tag>,
    /// For which tables new dataplants take it from then on; whoever says so needs the right to change the default
    /// configuration.
    #[serde(default)]
    pub default_for: Vec<TableKind>,
}

/// What to change of a storage engine (JSON merge patch). Another size is an operation that takes its time: the answer is
/// 202.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StorageEnginePatch {
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub name: Option<ResourceName>,
    /// Another description; `null` takes it away.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Description>))]
    pub description: Option<Option<Description>>,
    /// Other tags.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub tags: Option<Vec<Tag>>,
    /// Another size.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub fpu: Option<u32>,
}

/// To forget something without deleting it at its broker: what it is called, typed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgetThing {
    /// What it is called.
    pub name: String,
}

/// By what the list is ordered. The built-in Sandbox always comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StorageEngineOrder {
    /// By name.
    #[default]
    Name,
    /// The largest first.
    Size,
    /// That which holds most first.
    Storage,
    /// The newest first.
    Created,
}

impl StorageEngineOrder {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Name, Self::Size, Self::Storage, Self::Created];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Size => "size",
            Self::Storage => "storage",
            Self::Created => "created",
        }
    }

    /// The order of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == name)
    }
}

/// The storage engines of an organization that the caller may read.
#[derive(Clone, Debug)]
pub struct ListStorageEngines {
    /// Of which organization.
    pub org: OrganizationId,
    /// Only those whose name or tag contains this, whatever the case.
    pub q: Option<String>,
    /// Only those of this database system.
    pub engine: Option<EngineKind>,
    /// Only those in this state.
    pub state: Option<LifeState>,
    /// By what they are ordered.
    pub sort: StorageEngineOrder,
    /// Where to go on.
    pub page_token: Option<PageToken>,
}

impl Endpoint for ListStorageEngines {
    type Body = Nothing;
    type Answer = Page<StorageEngine>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/storage-engines";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        let sort = (self.sort != StorageEngineOrder::default()).then_some(self.sort.as_str());
        with_query(
            &path,
            &[
                ("q", self.q.as_deref()),
                ("engine", self.engine.map(EngineKind::as_str)),
                ("state", self.state.map(LifeState::as_str)),
                ("sort", sort),
                ("page_token", self.page_token.as_ref().map(|token| token.0.as_str())),
            ],
        )
    }
}

endpoint_at!(
    /// Order a storage engine. It is made from then on: 202.
    CreateStorageEngine {
        /// For which organization.
        org: OrganizationId
    } (NewStorageEngine) Post "/organizations/{org}/storage-engines" -> StorageEngine
);

endpoint_at!(
    /// Read a storage engine, with an `ETag`.
    GetStorageEngine {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}" -> StorageEngine
);

/// Change a storage engine.
#[derive(Clone, Debug)]
pub struct UpdateStorageEngine {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which one.
    pub id: StorageEngineId,
    /// The version that was read.
    pub version: ETag,
    /// What to change.
    pub patch: StorageEnginePatch,
}

impl Endpoint for UpdateStorageEngine {
    type Body = StorageEnginePatch;
    type Answer = StorageEngine;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/storage-engines/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&StorageEnginePatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

/// Delete a storage engine that no dataplant uses, with all that it holds. It is removed from then on: 202.
#[derive(Clone, Debug)]
pub struct DeleteStorageEngine {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which one.
    pub id: StorageEngineId,
    /// The version that was read.
    pub version: ETag,
}

impl Endpoint for DeleteStorageEngine {
    type Body = Nothing;
    type Answer = StorageEngine;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/organizations/{org}/storage-engines/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

endpoint_at!(
    /// Make the built-in Sandbox now, or try again what failed to be made, under a new id at the broker: 202.
    RetryStorageEngine {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: StorageEngineId,
    } Post "/organizations/{org}/storage-engines/{id}/retry" -> StorageEngine
);

endpoint_at!(
    /// Forget a storage engine whose broker is gone, without deleting it there: it may go on and cost.
    ForgetStorageEngine {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: StorageEngineId,
    } (ForgetThing) Post "/organizations/{org}/storage-engines/{id}/forget" -> Nothing
);

endpoint_at!(
    /// What was done to a storage engine: the last 100 operations, the newest first.
    ListStorageEngineOperations {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}/operations" -> Page<BrokerOperation>
);

/// How much a storage engine held at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StorageDay {
    /// Which day, in UTC: `2026-11-26`.
    pub day: String,
    /// How much it held when it was measured last that day.
    pub storage_bytes: u64,
    /// How much it should have held at most.
    pub storage_limit_bytes: Option<u64>,
}

endpoint_at!(
    /// How much a storage engine held: the last 90 days on which it was measured, the oldest first.
    GetStorageEngineUsage {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}/usage" -> Page<StorageDay>
);

/// A dataplant that uses a storage engine, for who may read the engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StorageEngineUser {
    /// Which one; none where the caller may not read it.
    pub dataplant: Option<crate::DataplantId>,
    /// What it is called; none where the caller may not read it.
    pub name: Option<ResourceName>,
    /// For which tables it uses the engine.
    pub tables: Vec<TableKind>,
}

endpoint_at!(
    /// Which dataplants use a storage engine: at most 100, by name.
    ListStorageEngineUsers {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}/dataplants" -> Page<StorageEngineUser>
);
