//! Storage engines: the database systems behind an organization's dataplants.

mod credentials;
mod endpoints;
mod preflight;

pub use credentials::{
    CreateCredential, Credential, CredentialState, DeleteCredential, GetCredential, ListCredentials,
    MAX_CREDENTIALS, NewCredential, RevealCredential, RevealedCredential, RotateCredential,
};
pub use endpoints::{
    CreateStorageEngine, DeleteStorageEngine, ForgetStorageEngine, GetStorageEngine, GetStorageEngineUsage,
    ListStorageEngineOperations, ListStorageEngineUsers, ListStorageEngines, RetryStorageEngine,
    UpdateStorageEngine,
};
pub use preflight::{Blocker, Preflight, preflight};

use crate::{
    Actor, Description, Money, ResourceName, StorageEngineId, Tag, Timestamp,
    field::number::{offered_if_any, offered_uncleared},
    operations::{Health, LifeState, OperationFailure},
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
    pub created_by: Option<Actor>,
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
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "offered_if_any")]
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
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "offered_uncleared")]
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
