//! Dataplants: cloud environments, each for one data project.

mod endpoints;

pub use endpoints::{
    ConfirmDataplantDeletion, CreateDataplant, DeleteDataplant, ForgetDataplant, GetDataplant,
    GetDataplantDeletion, GetDataplantSteps, ListDataplantOperations, ListDataplants, RetryDataplant,
    UpdateDataplant,
};

use crate::{
    Actor, DataplantId, Description, DomainName, Money, ResourceName, StorageEngineId, Tag, Timestamp,
    field::number::{offered_if_any, offered_uncleared},
    operations::{Health, LifeState, OperationFailure},
    organizations::NamedOrganization,
    providers::Region,
    storage_defaults::TableKind,
    storage_engines::ThingRights,
};
use serde::{Deserialize, Serialize};

/// How many dataplants an organization can have.
pub const MAX_DATAPLANTS: u64 = 1000;
/// How many names one can answer under.
pub const MAX_NAMES: usize = 10;
/// For so many minutes the link of a mail confirms a deletion.
pub const DELETION_MINUTES: u32 = 30;

/// A dataplant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dataplant {
    /// Which one.
    pub id: DataplantId,
    /// What people call it: no other one of the organization is called so.
    pub name: ResourceName,
    /// What it is for.
    pub description: Option<Description>,
    /// What it is grouped by, and what rules can be about.
    pub tags: Vec<Tag>,
    /// What it began with: the template's name, as the broker says it.
    pub template: Option<String>,
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
    /// The sizes that it can be given; none where it cannot be given another.
    pub sizes: Option<crate::providers::Sizes>,
    /// Where it is in its life.
    pub state: LifeState,
    /// Whether it answers; none where that was not asked yet, or the broker cannot tell.
    pub health: Option<Health>,
    /// Where it answers: only where something does.
    pub url: Option<String>,
    /// The organization's verified names under which it is to answer.
    pub names: Vec<DataplantName>,
    /// Whether it takes such names.
    pub takes_names: bool,
    /// The engines that it is bound to.
    pub engines: Vec<DataplantEngine>,
    /// What it costs a month in its size.
    pub month: Option<Money>,
    /// What is wrong with it, of one that failed.
    pub failure: Option<OperationFailure>,
    /// Whether its broker can be asked at present.
    pub broker_available: bool,
    /// What it cannot promise, a sentence of the broker's each, in English.
    pub limits: Vec<String>,
    /// Until when the link of a mail can confirm that it is to be deleted, where somebody asked for that.
    pub deletion_until: Option<Timestamp>,
    /// Who ordered it; none where the account is gone.
    pub created_by: Option<Actor>,
    /// When it was ordered.
    pub created_at: Timestamp,
    /// What the caller may do with it, besides reading.
    pub may: ThingRights,
}

/// A name under which a dataplant is to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataplantName {
    /// The name: a verified domain of the organization, or one that lies in it.
    pub name: DomainName,
    /// Whether a valid certificate of the organization is for it, and the broker has it: then it answers by TLS.
    pub certificate: bool,
}

/// An engine that a dataplant is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataplantEngine {
    /// For which tables.
    pub tables: TableKind,
    /// Which one.
    pub engine: StorageEngineId,
    /// What it is called; none where the caller may not read it.
    pub name: Option<ResourceName>,
}

/// A dataplant to order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDataplant {
    /// What to begin with: one of the offer's templates.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub template: Option<String>,
    /// What to order: an [`crate::providers::Offer`]'s id.
    pub offer: String,
    /// Where: the id of one of the offer's regions.
    pub region: String,
    /// In which size; needed where the offer has sizes.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "offered_if_any")]
    pub fpu: Option<u32>,
    /// What to call it.
    pub name: ResourceName,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Description>,
    /// What to group it by.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub tags: Vec<Tag>,
    /// Names under which to answer: verified domains of the organization, or such as lie in one. Whoever gives some needs the
    /// right to domain names and certificates too.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub names: Vec<DomainName>,
}

/// What to change of a dataplant (JSON merge patch). Another size and other names are operations that take their time: the
/// answer is 202.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DataplantPatch {
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
    /// Other names under which to answer.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub names: Option<Vec<DomainName>>,
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DataplantOrder {
    /// By name.
    #[default]
    Name,
    /// The largest first.
    Size,
    /// The newest first.
    Created,
}

impl DataplantOrder {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Name, Self::Size, Self::Created];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Size => "size",
            Self::Created => "created",
        }
    }

    /// The order of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == name)
    }
}

/// What the link of the mail would delete, for who is signed in, holds it and may still delete it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataplantDeletion {
    /// Of which organization.
    pub organization: NamedOrganization,
    /// Which dataplant.
    pub dataplant: DataplantId,
    /// What it is called.
    pub name: ResourceName,
    /// Until when the link works.
    pub expires_at: Timestamp,
}
