//! Rows of usage: added once and never changed.

pub mod all;
pub mod sums;

use super::late::is_late;
use crate::{
    db::entity::{
        broker_instance::{self, InstanceId},
        kept::Kept,
        usage_event,
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_billing::usage::{Dimension, ResourceKind};
use hq_contract::{OrganizationId, ProblemCode};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::OnConflict,
};
use sha2::{Digest as _, Sha256};

/// Who tells of usage: HQ itself.
const SOURCE: &str = "hq";

/// The finest time that bills know, in microseconds.
const MILLISECOND: i64 = 1_000;

/// From now on, something has a level.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Names what happened, of which resource: telling it again is telling it once.
    pub id: &'a str,
    /// Of which organization.
    pub organization: OrganizationId,
    /// Of what: an instance at a broker.
    pub resource: InstanceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Of what the level is a number.
    pub dimension: Dimension,
    /// How much; 0 where it is gone.
    pub level: i64,
    /// How often it counts.
    pub weight: i64,
}

impl Event<'_> {
    /// Tells a repeat from a contradiction. When it was told is no part of it: the first time counts.
    fn hash(&self) -> String {
        let Self { id: _, organization, resource, kind, dimension, level, weight } = self;
        let (kind, dimension) = (kind.as_str(), dimension.as_str());
        let body = format!("{organization} {resource} {kind} {dimension} {level} {weight}");
        hex::encode(Sha256::digest(body.as_bytes()))
    }
}

/// Writes down that something has a level from now on; whether it was told for the first time. Now is after what was told of it
/// before, even by a server whose clock is ahead: an end that was earlier than its beginning would end nothing.
///
/// # Errors
/// 500 where something else was told under the same id.
pub async fn record(operation: &Operation, event: &Event<'_>) -> Result<bool, Failure> {
    let last = last(operation.tx(), event.resource, event.dimension).await?;
    let after = last.map_or(Micros::MIN, |last| last.at + MILLISECOND);
    record_at(operation, event, after.max(operation.now())).await
}

/// Writes down that something has had a level since a moment; whether it was told for the first time.
///
/// # Errors
/// 500 where something else was told under the same id.
pub async fn record_at(operation: &Operation, event: &Event<'_>, at: Micros) -> Result<bool, Failure> {
    let hash = event.hash();
    let row = usage_event::ActiveModel {
        id: Set(operation.app().new_id()),
        source: Set(SOURCE.to_owned()),
        event_id: Set(event.id.to_owned()),
        body_hash: Set(hash.clone()),
        organization_id: Set(event.organization),
        resource_id: Set(event.resource),
        meter: Set(Kept(event.kind)),
        dimension: Set(Kept(event.dimension)),
        level: Set(event.level),
        weight: Set(event.weight),
        at: Set(at),
        recorded_at: Set(operation.now()),
    };
    let claim = [usage_event::Column::Source, usage_event::Column::EventId];
    let inserted = usage_event::Entity::insert(row)
        .on_conflict(OnConflict::columns(claim).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    if inserted == 1 {
        let late = is_late(at, operation.now());
        all::forget_from(operation, event.organization, at, late).await?;
        return Ok(true);
    }
    let told = usage_event::Entity::find()
        .filter(usage_event::Column::Source.eq(SOURCE))
        .filter(usage_event::Column::EventId.eq(event.id))
        .one(operation.tx())
        .await?;
    if told.is_some_and(|told| told.body_hash == hash) {
        return Ok(false);
    }
    tracing::error!(event = event.id, "usage was told twice and differently");
    Err(ProblemCode::Internal.into())
}

/// The level that something was last told to have; none where nothing was told.
///
/// # Errors
/// Where the database fails.
pub async fn level(
    db: &impl ConnectionTrait,
    resource: InstanceId,
    dimension: Dimension,
) -> Result<Option<i64>, Failure> {
    Ok(last(db, resource, dimension).await?.map(|event| event.level))
}

/// What something was last told to have.
async fn last(
    db: &impl ConnectionTrait,
    resource: InstanceId,
    dimension: Dimension,
) -> Result<Option<usage_event::Model>, Failure> {
    let all = usage_event::Entity::find()
        .filter(usage_event::Column::ResourceId.eq(resource))
        .filter(usage_event::Column::Dimension.eq(Kept(dimension)))
        .order_by_desc(usage_event::Column::At)
        .order_by_desc(usage_event::Column::Id);
    Ok(all.one(db).await?)
}

/// An instance as it is now, if it is there still.
///
/// # Errors
/// Where the database fails.
pub async fn instance(
    db: &impl ConnectionTrait,
    id: InstanceId,
) -> Result<Option<broker_instance::Model>, Failure> {
    Ok(broker_instance::Entity::find_by_id(id).one(db).await?)
}
