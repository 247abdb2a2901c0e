//! Rows of usage that was added up.

use crate::{
    app::App,
    billing::{micros, millis},
    db::{
        ask,
        entity::{grant, json::KeptJson, subscription, usage_sum},
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
    subscription::store as subscriptions,
    usage::store::all::Usage,
};
use hq_billing::Overflow;
use hq_contract::OrganizationId;
use jiff::tz::TimeZone;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{Expr, OnConflict},
};
use std::collections::BTreeSet;

/// The longest day there is, and the hour that it rests: whose sums are older than that lacks one.
const LACKS_A_DAY: i64 = 26 * 3600 * 1_000_000;

/// The organizations of which a day is over and not added up.
///
/// # Errors
/// Where the database fails.
pub async fn due(app: &App) -> Result<Vec<OrganizationId>, Failure> {
    const DUE: &str = "SELECT DISTINCT s.organization_id FROM subscriptions s \
        LEFT JOIN usage_sums u ON u.organization_id = s.organization_id WHERE COALESCE(u.until_at, 0) <= ? \
        AND EXISTS (SELECT 1 FROM usage_events e WHERE e.organization_id = s.organization_id AND e.at <= ?)";
    let db = app.db().read();
    let old = app.now() - LACKS_A_DAY;
    Ok(ask::values(db, DUE, [old.into(), old.into()]).await?)
}

/// The moments at which something that is billed for an organization begins or ends, and the zone of its days; none where it has never
/// subscribed.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn borders(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<Option<(BTreeSet<i64>, TimeZone)>, Failure> {
    let rows = subscription::Entity::find()
        .filter(subscription::Column::OrganizationId.eq(organization))
        .order_by_asc(subscription::Column::CreatedAt)
        .order_by_asc(subscription::Column::Id)
        .all(db)
        .await?;
    let (mut borders, mut zone) = (BTreeSet::new(), None);
    for row in &rows {
        let pure = subscriptions::read(db, row).await?;
        let internal = |error: Overflow| Failure::internal(&error);
        borders.extend(pure.borders(millis(now)).map_err(internal)?);
        borders.extend(row.ended_at.map(millis));
        zone = Some(pure.anchor.zone);
    }
    let grants = grant::Entity::find().filter(grant::Column::OrganizationId.eq(organization)).all(db).await?;
    for grant in grants {
        borders.insert(millis(grant.starts_at));
        borders.extend(grant.ends_at.map(millis));
    }
    Ok(zone.map(|zone| (borders, zone)))
}

/// Keeps what was added up, in the place of what was before; false where another server was quicker. `before`: until when that was.
///
/// # Errors
/// Where the database fails.
pub async fn keep(
    operation: &Operation,
    organization: OrganizationId,
    before: Option<Micros>,
    usage: Usage,
) -> Result<bool, Failure> {
    let json = |error: serde_json::Error| Failure::internal(&error);
    let until = usage.until.map_or(Micros::new(0), micros);
    let summed = KeptJson::of(usage.summed).map_err(json)?;
    let levels = KeptJson::of(usage.events).map_err(json)?;
    let Some(before) = before else {
        let row = usage_sum::ActiveModel {
            organization_id: Set(organization),
            until_at: Set(until),
            summed: Set(summed),
            levels: Set(levels),
        };
        let once = OnConflict::column(usage_sum::Column::OrganizationId).do_nothing().to_owned();
        let added =
            usage_sum::Entity::insert(row).on_conflict(once).exec_without_returning(operation.tx()).await?;
        return Ok(added == 1);
    };
    let kept = usage_sum::Entity::update_many()
        .col_expr(usage_sum::Column::UntilAt, Expr::value(until))
        .col_expr(usage_sum::Column::Summed, Expr::value(summed))
        .col_expr(usage_sum::Column::Levels, Expr::value(levels))
        .filter(usage_sum::Column::OrganizationId.eq(organization))
        .filter(usage_sum::Column::UntilAt.eq(before))
        .exec(operation.tx())
        .await?;
    Ok(kept.rows_affected == 1)
}
