//! All usage of an organization.

use crate::{
    billing::millis,
    db::entity::{usage_event, usage_sum},
    http::problem::Failure,
    operation::Operation,
    organizations,
    platform::micros::Micros,
};
use hq_billing::{usage::UsageEvent, used::Summed};
use hq_contract::OrganizationId;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// All usage of an organization: days that are over and were added up, and what happened since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Until when it was added up, in milliseconds, if it was.
    pub until: Option<i64>,
    /// What was used until then.
    pub summed: Vec<Summed>,
    /// What went on then and happened since, in the order in which it was told.
    pub events: Vec<UsageEvent>,
}

/// All usage of an organization.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn usage(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Usage, Failure> {
    let Some(row) = find(db, organization).await? else {
        let events = events_since(db, organization, Micros::MIN).await?;
        return Ok(Usage { events, ..Usage::default() });
    };
    let mut events = row.levels.value();
    events.extend(events_since(db, organization, row.until_at).await?);
    Ok(Usage { until: Some(millis(row.until_at)), summed: row.summed.value(), events })
}

/// What happened in an organization from a moment of the database on, in the order in which it was told.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn events_since(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: Micros,
) -> Result<Vec<UsageEvent>, Failure> {
    let rows = usage_event::Entity::find()
        .filter(usage_event::Column::OrganizationId.eq(organization))
        .filter(usage_event::Column::At.gte(since))
        .order_by_asc(usage_event::Column::At)
        .order_by_asc(usage_event::Column::Id)
        .all(db)
        .await?;
    rows.iter().map(event).collect()
}

fn event(row: &usage_event::Model) -> Result<UsageEvent, Failure> {
    Ok(UsageEvent {
        at: millis(row.at),
        resource: row.resource_id.into(),
        kind: row.meter.0,
        dimension: row.dimension.0,
        level: u64::try_from(row.level).map_err(|error| Failure::internal(&error))?,
        weight: u8::try_from(row.weight).map_err(|error| Failure::internal(&error))?,
    })
}

/// What was added up for an organization.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<usage_sum::Model>, Failure> {
    Ok(usage_sum::Entity::find_by_id(organization).one(db).await?)
}

/// Something is told of a moment that may have been added up: that is made again. `late`: it is of a time that is long over, and whoever
/// adds up at this moment is waited for.
///
/// # Errors
/// Where the database fails.
pub async fn forget_from(
    operation: &Operation,
    organization: OrganizationId,
    at: Micros,
    late: bool,
) -> Result<(), Failure> {
    if late {
        organizations::store::lock(operation, organization).await?;
    }
    usage_sum::Entity::delete_many()
        .filter(usage_sum::Column::OrganizationId.eq(organization))
        .filter(usage_sum::Column::UntilAt.gt(at))
        .exec(operation.tx())
        .await?;
    Ok(())
}
