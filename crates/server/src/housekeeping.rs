//! What is deleted when its time is over.

use crate::{accounts, app::App, operation, password_resets, problem::Failure, rate_limits, session};

/// Deletes ended sessions, links, replayable answers and counts. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails; the next round goes on.
pub async fn round(app: &App) -> Result<(), Failure> {
    session::store::forget_ended(app).await?;
    accounts::store::forget_old(app).await?;
    password_resets::store::forget_old(app).await?;
    operation::forget_answers(app).await?;
    rate_limits::forget_old(app).await
}
