//! What brokers make.

use super::{id::id, list::list};
use crate::platform::micros::Micros;
use hq_contract::{CredentialId, DataplantId, OrganizationId, StorageEngineId};
use sea_orm::entity::prelude::*;

id!(
    /// What a broker was asked to make.
    InstanceId
);
id!(
    /// Whose an instance or a binding is: which of a kind, as [`OwnerKind`](crate::brokers::OwnerKind) says.
    OwnerId
);

/// What owns something of a broker.
macro_rules! owners {
    ($($id:ident)+) => {
        $(
            impl From<$id> for OwnerId {
                fn from(id: $id) -> Self {
                    Self(id.0)
                }
            }

            impl From<OwnerId> for $id {
                fn from(id: OwnerId) -> Self {
                    Self(id.0)
                }
            }
        )+
    };
}
owners!(DataplantId StorageEngineId CredentialId);

list! {
    /// Whose an instance or binding is.
    OwnerKind {
        /// A storage engine's instance.
        StorageEngine "storage_engine";
        /// A dataplant's instance, or the bindings that are made for it.
        Dataplant "dataplant";
        /// Credentials that somebody asked for: a binding.
        Credential "credential";
    }
}

list! {
    /// Where an instance is in its life.
    InstanceState {
        /// Being made.
        Creating "creating";
        /// There.
        Ready "ready";
        /// There, and being changed.
        Updating "updating";
        /// Being removed.
        Deleting "deleting";
        /// It could not be made; what may be left is cleaned up.
        Failed "failed";
        /// It could not be removed; that is tried again.
        DeleteFailed "delete_failed";
        /// Removed.
        Gone "gone";
        /// Left at its broker, and known no more.
        Forgotten "forgotten";
    }
}

/// A row of `broker_instances`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broker_instances")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InstanceId,
    pub organization_id: OrganizationId,
    pub owner_kind: OwnerKind,
    pub owner_id: OwnerId,
    pub broker: String,
    pub service_id: String,
    pub plan_id: String,
    pub offer: String,
    pub region: String,
    pub parameters: String,
    pub fpu: Option<i64>,
    pub pending_fpu: Option<i64>,
    pub state: InstanceState,
    pub url: Option<String>,
    pub failure: Option<String>,
    pub reachable: Option<bool>,
    pub checked_at: Option<Micros>,
    pub since: Option<Micros>,
    pub latency_ms: Option<i64>,
    pub detail: Option<String>,
    pub storage_bytes: Option<i64>,
    pub storage_limit_bytes: Option<i64>,
    pub next_probe_at: Micros,
    pub created_at: Micros,
    pub gone_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
