//! How instances are: asked now and then of brokers that can tell. Apart from where they are in their life: what is ready can
//! be out of reach for a while.

use super::{InstanceState, Owners, Snapshot, order::HELD, send, store, work::SECOND};
use crate::{app::App, db::entity::broker_instance, http::problem::Failure, platform::micros::Micros};
use futures::{StreamExt as _, stream};
use hq_broker::{
    Fault,
    osb::{Fetched, Poll},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Expr,
};

/// How often an instance is looked at.
const EVERY: i64 = 60 * SECOND;
/// For so long looking at one belongs to a server.
const LEASE: i64 = 90 * SECOND;
/// How many are looked at in a round, and at once.
const ROUND: u64 = 32;
const AT_ONCE: usize = 8;

/// Looks at what is due; answers for how many. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App, owners: Owners) -> Result<usize, Failure> {
    let due = broker_instance::Entity::find()
        .filter(broker_instance::Column::NextProbeAt.lte(app.shared_now()))
        .order_by_asc(broker_instance::Column::NextProbeAt)
        .limit(ROUND)
        .all(app.db().read())
        .await?;
    let looks = stream::iter(due).map(|row| one(app, owners, row)).buffer_unordered(AT_ONCE);
    let looked: Vec<Result<bool, Failure>> = looks.collect().await;
    let mut count = 0;
    for looked in looked {
        count += usize::from(looked?);
    }
    Ok(count)
}

async fn one(app: &App, owners: Owners, row: broker_instance::Model) -> Result<bool, Failure> {
    let until = app.shared_now() + LEASE;
    let taken = broker_instance::Entity::update_many()
        .col_expr(broker_instance::Column::NextProbeAt, Expr::value(until))
        .filter(broker_instance::Column::Id.eq(row.id))
        .filter(broker_instance::Column::NextProbeAt.eq(row.next_probe_at))
        .exec(app.db().write())
        .await?;
    if taken.rows_affected == 0 {
        return Ok(false);
    }
    let there = [InstanceState::Ready, InstanceState::Updating].contains(&row.state);
    let registered = app
        .brokers()
        .find(&row.broker)
        .filter(|_| there && Snapshot::read(&row).is_ok_and(|s| s.retrievable));
    let looked = match registered {
        Some(registered) => {
            let poll =
                Poll { service_id: row.service_id.clone(), plan_id: row.plan_id.clone(), operation: None };
            Some(send::in_time(registered.broker.instance(row.id.into(), &poll)).await)
        }
        None => None,
    };
    let now = app.now();
    // What came back into the queue although it was over goes out of it again.
    let over = [InstanceState::Gone, InstanceState::Forgotten].contains(&row.state);
    let next = if over { HELD } else { app.shared_now() + EVERY };
    let mut change = broker_instance::ActiveModel { next_probe_at: Set(next), ..Default::default() };
    let answered = match &looked {
        Some(Ok(fetched)) => apply(&mut change, &row, fetched, now),
        Some(Err(error))
            if error.fault == Fault::Gone || matches!(error.fault, Fault::Refused { status: 404, .. }) =>
        {
            change.latency_ms = Set(None);
            change.detail = Set(Some("The broker says that there is no such instance.".to_owned()));
            Some(false)
        }
        // Nobody knows: what was found before stands, with its time.
        Some(Err(_)) | None => None,
    };
    if let Some(reachable) = answered {
        seen(&mut change, &row, reachable, now);
    }
    if !write(app, &row, until, change).await? {
        return Ok(false);
    }
    if let Some(owner) = owners.iter().find(|owner| owner.kind() == row.owner_kind && answered.is_some()) {
        owner.probed(app, &store::instance(app.db().read(), row.id).await?).await?;
    }
    Ok(true)
}

/// Writes down what was found, as long as looking still belongs to this server: `until` is what it was taken until. False where
/// something else was written meanwhile. What was removed or forgotten is looked at no more, and what was changed is looked at
/// anew: what was found before is void.
async fn write(
    app: &App,
    row: &broker_instance::Model,
    until: Micros,
    change: broker_instance::ActiveModel,
) -> Result<bool, Failure> {
    let written = broker_instance::Entity::update_many()
        .set(change)
        .filter(broker_instance::Column::Id.eq(row.id))
        .filter(broker_instance::Column::NextProbeAt.eq(until))
        .exec(app.db().write())
        .await?;
    Ok(written.rows_affected == 1)
}

/// What a broker says of an instance, written into its row: where it answers, and how it is. Whether it is reachable, where the
/// broker says so.
pub(super) fn apply(
    change: &mut broker_instance::ActiveModel,
    row: &broker_instance::Model,
    fetched: &Fetched,
    now: Micros,
) -> Option<bool> {
    if let Some(url) = &fetched.dashboard_url {
        change.url = Set(Some(url.clone()));
    }
    let status = fetched.hq_status.as_ref()?;
    change.latency_ms = Set(status.latency_ms.map(i64::from));
    change.detail = Set(status.detail.clone());
    let bytes = |bytes: Option<u64>| bytes.and_then(|bytes| i64::try_from(bytes).ok());
    if status.storage_bytes.is_some() {
        change.storage_bytes = Set(bytes(status.storage_bytes));
        change.storage_limit_bytes = Set(bytes(status.storage_limit_bytes));
    }
    seen(change, row, status.reachable, now);
    Some(status.reachable)
}

fn seen(
    change: &mut broker_instance::ActiveModel,
    row: &broker_instance::Model,
    reachable: bool,
    now: Micros,
) {
    change.reachable = Set(Some(reachable));
    change.checked_at = Set(Some(now));
    if row.reachable != Some(reachable) {
        change.since = Set(Some(now));
    }
}
