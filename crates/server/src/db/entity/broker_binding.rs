//! Credentials that brokers make.

use super::{
    broker_instance::{InstanceId, OwnerId, OwnerKind},
    id::id,
    list::list,
};
use crate::platform::micros::Micros;
use hq_contract::OrganizationId;
use sea_orm::entity::prelude::*;

id!(
    /// What a broker was asked to let somebody in by.
    BindingId
);

list! {
    /// Where a binding is in its life.
    BindingState {
        /// Being made.
        Creating "creating";
        /// There.
        Ready "ready";
        /// Being removed.
        Deleting "deleting";
        /// It could not be made.
        Failed "failed";
        /// Removed.
        Gone "gone";
    }
}

/// A row of `broker_bindings`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broker_bindings")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BindingId,
    pub organization_id: OrganizationId,
    pub instance_id: InstanceId,
    pub owner_kind: OwnerKind,
    pub owner_id: OwnerId,
    pub parameters: String,
    pub state: BindingState,
    pub facts: Option<String>,
    pub sealed_credentials: Option<Vec<u8>>,
    pub failure: Option<String>,
    pub created_at: Micros,
    pub gone_at: Option<Micros>,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
