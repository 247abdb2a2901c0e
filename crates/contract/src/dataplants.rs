//! Dataplants: cloud environments, each for one data project.

use crate::{
    DataplantId, Description, DomainName, ETag, Endpoint, Method, Money, Nothing, OrganizationId, Page,
    PageToken, PersonName, ResourceName, StorageEngineId, Tag, Timestamp,
    endpoint::{endpoint_at, fill, with_query},
    operations::{BrokerOperation, Health, LifeState, OperationFailure},
    providers::Region,
    storage_defaults::TableKind,
    storage_engines::{ForgetThing, ThingRights},
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
    pub created_by: Option<PersonName>,
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
    #[serde(skip_serializing_if = "Option::is_none", default)]
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
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
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

/// The dataplants of an organization that the caller may read.
#[derive(Clone, Debug)]
pub struct ListDataplants {
    /// Of which organization.
    pub org: OrganizationId,
    /// Only those whose name or tag contains this, whatever the case.
    pub q: Option<String>,
    /// Only those in this state.
    pub state: Option<LifeState>,
    /// By what they are ordered.
    pub sort: DataplantOrder,
    /// Where to go on.
    pub page_token: Option<PageToken>,
}

impl Endpoint for ListDataplants {
    type Body = Nothing;
    type Answer = Page<Dataplant>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/dataplants";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        let sort = (self.sort != DataplantOrder::default()).then_some(self.sort.as_str());
        with_query(
            &path,
            &[
                ("q", self.q.as_deref()),
                ("state", self.state.map(LifeState::as_str)),
                ("sort", sort),
                ("page_token", self.page_token.as_ref().map(|token| token.0.as_str())),
            ],
        )
    }
}

endpoint_at!(
    /// Order a dataplant. It takes the organization's default engines, and is made from then on: 202.
    CreateDataplant {
        /// For which organization.
        org: OrganizationId
    } (NewDataplant) Post "/organizations/{org}/dataplants" -> Dataplant
);

endpoint_at!(
    /// Read a dataplant, with an `ETag`.
    GetDataplant {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: DataplantId,
    } Get "/organizations/{org}/dataplants/{id}" -> Dataplant
);

/// Change a dataplant.
#[derive(Clone, Debug)]
pub struct UpdateDataplant {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which one.
    pub id: DataplantId,
    /// The version that was read.
    pub version: ETag,
    /// What to change.
    pub patch: DataplantPatch,
}

impl Endpoint for UpdateDataplant {
    type Body = DataplantPatch;
    type Answer = Dataplant;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/dataplants/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&DataplantPatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

/// Ask to delete a dataplant: a mail with a link to confirm it goes to the caller. One that failed to be made is deleted at
/// once. 202 either way.
#[derive(Clone, Debug)]
pub struct DeleteDataplant {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which one.
    pub id: DataplantId,
    /// The version that was read.
    pub version: ETag,
}

impl Endpoint for DeleteDataplant {
    type Body = Nothing;
    type Answer = Dataplant;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/organizations/{org}/dataplants/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

/// What the link of the mail would delete, for who is signed in, holds it and may still delete it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataplantDeletion {
    /// Of which organization.
    pub organization: OrganizationId,
    /// What that is called.
    pub organization_name: crate::OrganizationName,
    /// Which dataplant.
    pub dataplant: DataplantId,
    /// What it is called.
    pub name: ResourceName,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

endpoint_at!(
    /// What the link of a mail would delete.
    GetDataplantDeletion {
        /// The link's secret.
        token: String
    } Get "/dataplant-deletions/{token}" -> DataplantDeletion
);

endpoint_at!(
    /// Confirm that a dataplant is to be deleted, by the link of the mail and signed in as who asked for it: 202.
    ConfirmDataplantDeletion {
        /// The link's secret.
        token: String
    } Post "/dataplant-deletions/{token}/confirm" -> Dataplant
);

endpoint_at!(
    /// How far a dataplant is: the steps of the operation that is under way or was the last, those of its engines' bindings
    /// first.
    GetDataplantSteps {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: DataplantId,
    } Get "/organizations/{org}/dataplants/{id}/steps" -> BrokerOperation
);

endpoint_at!(
    /// What was done to a dataplant: the last 100 operations, the newest first.
    ListDataplantOperations {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: DataplantId,
    } Get "/organizations/{org}/dataplants/{id}/operations" -> Page<BrokerOperation>
);

endpoint_at!(
    /// Try again what failed to be made, under a new id at the broker: 202.
    RetryDataplant {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: DataplantId,
    } Post "/organizations/{org}/dataplants/{id}/retry" -> Dataplant
);

endpoint_at!(
    /// Forget a dataplant whose broker is gone, without deleting it there: it may go on and cost.
    ForgetDataplant {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: DataplantId,
    } (ForgetThing) Post "/organizations/{org}/dataplants/{id}/forget" -> Nothing
);
