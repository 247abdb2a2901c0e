//! What is billed as time goes by.

use super::{
    Issue, issue, reminders,
    store::{runs, write},
};
use crate::{
    app::App,
    billing::{Billing, millis, payer},
    billing_accounts,
    db::entity::{
        billing_account,
        subscription::{self, SubscriptionId},
    },
    http::problem::Failure,
    jobs::{Hooks, Job},
    operation::{Operation, Origin},
    subscription::store::{self as subscriptions, due as ends, statement::Facts},
};
use axum::http::StatusCode;
use futures::FutureExt as _;
use hq_billing::{Reason, subscription::Subscription};
use hq_contract::ProblemCode;
use std::{collections::HashSet, panic::AssertUnwindSafe, time::Duration};
use tokio_util::sync::CancellationToken;

/// What this feature does besides its operations.
pub const HOOKS: Hooks = Hooks { workers: &[|app, stop| watch(app, stop).boxed()], ..Hooks::NONE };

/// Billing, and how often to look for what is due.
const JOB: Job = Job::new("billing", Duration::from_mins(1));

/// Bills what is due and reminds of what is past due, now and then, until told to stop. Without billing there is nothing to do.
pub async fn watch(app: App, stop: CancellationToken) {
    if app.billing().is_none() {
        return;
    }
    JOB.repeat(&app, &stop, || round(&app)).await;
}

/// Bills every subscription that is due, each in a transaction of its own, one period at a time: whoever waits for several gets them in
/// order, and nobody waits for their whole past. What fails is logged, stops nobody else, and is tried in the next round. Safe on any
/// number of servers at once. Answers how many runs were done.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, Failure> {
    let Some(billing) = app.billing() else { return Ok(0) };
    let mut failed: HashSet<SubscriptionId> = HashSet::new();
    let mut done = 0;
    loop {
        let now = app.now();
        let (mut progress, mut last) = (0, None);
        loop {
            let due = runs::due(app, now, last.as_ref()).await?;
            let Some(end) = due.last().copied() else { break };
            for one in &due {
                if failed.contains(&one.id) {
                    continue;
                }
                let run = async { run(Operation::begin(app, &Origin::server()).await?, billing, one).await };
                match AssertUnwindSafe(run).catch_unwind().await {
                    Ok(Ok(true)) => progress += 1,
                    Ok(Ok(false)) => {}
                    Ok(Err(_)) | Err(_) => {
                        tracing::error!(subscription = %one.id, "a subscription was not billed: that is tried again");
                        failed.insert(one.id);
                    }
                }
            }
            last = Some(end);
        }
        done += progress;
        if progress == 0 {
            break;
        }
    }
    reminders::round(app).await?;
    Ok(done)
}

/// Bills a subscription from its beginning until now, as if it had been billed all the while: each invoice is dated when it was due.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn catch_up(app: &App, subscription: SubscriptionId) -> Result<(), Failure> {
    let Some(billing) = app.billing() else { return Ok(()) };
    let row = write::subscription(app.db().read(), subscription).await?;
    let mut operation = Operation::begin_at(app, row.started_at).await?;
    let account = billing_accounts::store::lock(&operation, row.billing_account_id).await?;
    let account = account.ok_or(ProblemCode::Internal)?;
    let pure = subscriptions::read(operation.tx(), &row).await?;
    bill(&mut operation, billing, (&row, &pure), &account, Reason::Started).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    loop {
        let row = write::subscription(app.db().read(), subscription).await?;
        if row.next_run_at > app.now() {
            return Ok(());
        }
        let due = runs::Due { at: row.next_run_at, id: row.id, account: row.billing_account_id };
        if !run(Operation::begin_at(app, due.at).await?, billing, &due).await? {
            return Ok(());
        }
    }
}

/// Bills one period of one subscription; false where another server did.
async fn run(mut operation: Operation, billing: &Billing, due: &runs::Due) -> Result<bool, Failure> {
    let Some(account) = billing_accounts::store::lock(&operation, due.account).await? else {
        return Ok(false);
    };
    if !runs::take(&operation, due).await? {
        return Ok(false);
    }
    let row = write::subscription(operation.tx(), due.id).await?;
    let pure = subscriptions::read(operation.tx(), &row).await?;
    let reason = ends::reason(&row, &pure).map_err(|error| Failure::internal(&error))?;
    bill(&mut operation, billing, (&row, &pure), &account, reason).await?;
    ends::ran(&operation, &row).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(true)
}

/// Bills a subscription, as its row is read for billing, for a reason, in an operation that has the account's lock.
async fn bill(
    operation: &mut Operation,
    billing: &Billing,
    (row, pure): (&subscription::Model, &Subscription),
    account: &billing_account::Model,
    reason: Reason,
) -> Result<(), Failure> {
    let treatment = payer::treatment(account)?;
    let facts = Facts::of(operation.tx(), row.organization_id, Some(row), treatment).await?;
    let statement = facts.state(pure, reason, millis(operation.now()))?;
    let what = Issue { subscription: row, account, statement: &statement };
    issue(operation, billing.seller(), what).await.map(drop)
}
