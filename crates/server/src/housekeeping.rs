//! What is done as time goes by: what is deleted when its time is over, and who is warned before.

use crate::{
    access_attempts, account_alerts, accounts, app::App, billing_accounts, brokers, certificates, dataplants,
    invitations, join_requests, mail::outbox, mfa, operation, organizations, password_resets,
    problem::Failure, rate_limits, rules, session, storage_engines,
};
use futures::FutureExt as _;
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often.
const EVERY: Duration = Duration::from_mins(10);

/// Cleans up now and then, until told to stop. Failures are logged, never the end.
pub async fn run(app: App, stop: CancellationToken) {
    // Keys are others only after a start.
    if seal_anew(&app).await.is_err() {
        tracing::warn!("not all secrets could be encrypted anew: that is tried at the next start");
    }
    loop {
        // A panic stands in the log already.
        if let Ok(Err(_)) = AssertUnwindSafe(round(&app)).catch_unwind().await {
            tracing::warn!("cleaning up failed and will be tried again");
        }
        tokio::select! { () = sleep(EVERY) => {}, () = stop.cancelled() => return }
    }
}

/// Encrypts with the first key of the configuration what another one has encrypted, and what lies in clear. Safe on any
/// number of servers at once.
///
/// # Errors
/// Where the database fails; what was encrypted anew before stays so.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    certificates::seal_anew(app).await?;
    mfa::seal_anew(app).await?;
    brokers::seal_anew(app).await?;
    account_alerts::store::seal_anew(app).await
}

/// Warns of certificates that expire soon. Deletes ended sessions, browsers and tries of long ago, links, unconfirmed secrets, replayable answers, counts, rules of who left long ago, mails that
/// are done with, and what is left of organizations that can no longer be restored. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails; the next round goes on.
pub async fn round(app: &App) -> Result<(), Failure> {
    session::store::forget_ended(app).await?;
    session::browsers::forget_old(app).await?;
    session::tries::forget_old(app).await?;
    access_attempts::forget_old(app).await?;
    accounts::store::forget_old(app).await?;
    password_resets::store::forget_old(app).await?;
    account_alerts::store::forget_old(app).await?;
    mfa::store::forget_old(app).await?;
    operation::forget_answers(app).await?;
    rate_limits::forget_old(app).await?;
    invitations::store::forget_old(app).await?;
    join_requests::store::forget_old(app).await?;
    rules::store::forget_old(app).await?;
    storage_engines::store::days::forget_old(app).await?;
    dataplants::store::deletions::forget_old(app).await?;
    billing_accounts::store::transfers::forget_old(app).await?;
    certificates::warn(app).await?;
    organizations::store::deletion::erase_old(app).await?;
    outbox::forget_old(app).await
}
