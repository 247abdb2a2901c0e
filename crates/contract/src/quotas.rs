//! Quotas: how much an organization can have, and asking for more.

use crate::{
    Actor, Note, OrganizationId, Timestamp, by_name, endpoint::endpoint_at, field::number::offered, ids::id,
};
use serde::{Deserialize, Serialize};

id!(
    /// A request for a greater quota.
    QuotaRequestId
);

/// What a quota is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum QuotaKind {
    /// How many dataplants.
    Dataplants,
    /// How many storage engines.
    StorageEngines,
    /// How many FPU, of all dataplants and storage engines together.
    Fpu,
    /// How many members.
    Members,
}

impl QuotaKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Dataplants, Self::StorageEngines, Self::Fpu, Self::Members];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dataplants => "dataplants",
            Self::StorageEngines => "storage_engines",
            Self::Fpu => "fpu",
            Self::Members => "members",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

by_name!(QuotaKind);
#[cfg(feature = "columns")]
crate::primary_key!(QuotaKind);

/// How much an organization can have, and has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quota {
    /// Of what.
    pub kind: QuotaKind,
    /// The most; none where there is no limit.
    pub limit: Option<u64>,
    /// What there is.
    pub used: u64,
}

/// Where a request for a greater quota is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum QuotaRequestState {
    /// The operator has not answered.
    Pending,
    /// The operator granted it.
    Granted,
    /// The operator refused it.
    Refused,
}

impl QuotaRequestState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Granted, Self::Refused];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

by_name!(QuotaRequestState);

/// A request for a greater quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuotaRequest {
    /// Which one.
    pub id: QuotaRequestId,
    /// Of what.
    pub kind: QuotaKind,
    /// How much is asked for.
    pub wanted: u64,
    /// What for.
    pub reason: Note,
    /// Where it is.
    pub state: QuotaRequestState,
    /// What the operator says.
    pub answer: Option<String>,
    /// Who asked; none where the account is gone.
    pub created_by: Option<Actor>,
    /// When.
    pub created_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

/// An organization's quotas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quotas {
    /// Whether something that costs can be ordered: there is a plan, or nothing is sold here.
    pub plan: bool,
    /// One of each kind.
    pub quotas: Vec<Quota>,
    /// The latest requests, the newest first; only for who may see the bills.
    pub requests: Vec<QuotaRequest>,
}

/// To ask for a greater quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewQuotaRequest {
    /// Of what.
    pub kind: QuotaKind,
    /// How much is wanted: more than there can be now.
    #[serde(deserialize_with = "offered")]
    pub wanted: u64,
    /// What for.
    pub reason: Note,
}

endpoint_at!(
    /// Read how much the organization can have, and has
    ///
    /// For every member. The requests for more are only for who may see what the organization uses and owes.
    GetQuotas {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/quotas" -> Quotas,
    tag "quotas", for ReadOrganization,
    200 "The quotas"
);
endpoint_at!(
    /// Ask the operator for a greater quota
    ///
    /// The operator gets a mail, and answers by one. 422 where it is no more than there can be already, or where there is no limit; 409
    /// `billing_off` where nothing is sold: there are no quotas then.
    RequestQuota {
        /// Of which organization.
        org: OrganizationId
    } (NewQuotaRequest) Post "/organizations/{org}/quotas/requests" -> QuotaRequest,
    tag "quotas", for UpdateBilling,
    201 "Asked for",
    refusals [BillingOff, TooManyRequests]
);
