//! Looks for the records of domains by itself: of those that are claimed, and whether those that are verified still have
//! theirs.

use super::{
    look::look,
    settle::{settle, still_asked},
    store::due::{Lane, due, take},
};
use crate::{
    app::App,
    db::entity::domain,
    http::problem::Failure,
    jobs::Job,
    operation::{Operation, Origin},
    organizations,
};
use axum::http::StatusCode;
use futures::{StreamExt as _, stream};
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often to see which are due.
const EVERY: Duration = Duration::from_secs(15);
/// Looking for those that answered the last time.
const ANSWERING: Job = Job::new("domains", EVERY);
/// Looking for those that did not.
const FAILING: Job = Job::new("domains_failing", EVERY);
/// For so long a domain belongs to the server that looks for its record: longer than that takes.
const LEASE: i64 = 120 * 1_000_000;

/// Looks until told to stop, and then lets go at once: what was being looked for is taken up again after the lease. Failures
/// are logged, never the end.
pub async fn watch(app: App, stop: CancellationToken) {
    let lanes = async { futures::join!(watch_lane(&app, Lane::Answering), watch_lane(&app, Lane::Failing)) };
    tokio::select! { _ = lanes => {}, () = stop.cancelled() => {} }
}

async fn watch_lane(app: &App, lane: Lane) {
    let job = match lane {
        Lane::Answering => ANSWERING,
        Lane::Failing => FAILING,
    };
    job.begin(app);
    loop {
        if job.attempt(app, round_of(app, lane)).await.unwrap_or(0) == 0 {
            sleep(job.every).await;
        }
    }
}

/// Looks for what is due now; answers for how many. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, Failure> {
    let (answering, failing) = futures::join!(round_of(app, Lane::Answering), round_of(app, Lane::Failing));
    Ok(answering? + failing?)
}

async fn round_of(app: &App, lane: Lane) -> Result<usize, Failure> {
    let due = due(app, lane).await?;
    let looks = stream::iter(due).map(|row| one(app, row)).buffer_unordered(lane.at_once());
    let looked: Vec<Result<bool, Failure>> = looks.collect().await;
    let mut count = 0;
    for looked in looked {
        count += usize::from(looked?);
    }
    Ok(count)
}

async fn one(app: &App, row: domain::Model) -> Result<bool, Failure> {
    let now = app.now();
    if !take(app.db().write(), &row, app.shared_now() + LEASE).await? {
        return Ok(false);
    }
    let found = look(app.dns(), &row, now, false).await;
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    // Deleted, given up or claimed anew meanwhile: nothing is waited for any more.
    let Some(organization) = organizations::store::lock(&operation, row.organization_id).await? else {
        return Ok(true);
    };
    let Ok(row) = still_asked(&operation, &row).await else { return Ok(true) };
    settle(&mut operation, &organization, row, &found, None).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(true)
}
