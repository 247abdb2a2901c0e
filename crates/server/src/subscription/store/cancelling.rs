//! Cancelling a subscription at the end of what is paid, whoever does.

use super::{
    due, living, read,
    rows::{self, Canceller},
};
use crate::{
    billing::{micros, millis},
    db::entity::subscription,
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_billing::subscription::Subscription;
use hq_contract::{OrganizationId, ProblemCode};

/// The subscription that somebody wants to cancel, under the organization's lock, as it is by now.
///
/// # Errors
/// 409 `no_subscription` where there is none, or it has ended.
pub async fn running(
    operation: &Operation,
    organization: OrganizationId,
) -> Result<subscription::Model, Failure> {
    let row = living(operation.tx(), organization).await?.ok_or(ProblemCode::NoSubscription)?;
    let row = due::take_effect(operation, row).await?;
    if row.ended_at.is_some() { Err(ProblemCode::NoSubscription.into()) } else { Ok(row) }
}

/// When a subscription would end that is cancelled at a moment of the database: at the end of what is paid.
///
/// # Errors
/// 500 where the calendar ends.
pub fn end(row: &subscription::Model, pure: &Subscription, now: Micros) -> Result<Micros, Failure> {
    let mut end = pure.cancels_at(super::in_force(pure, millis(now))).map_err(internal)?;
    if micros(end) < row.next_run_at {
        // A bill was quicker, by a clock that is ahead: what it asked for is paid.
        end = pure.cancels_at(millis(row.next_run_at) - 1).map_err(internal)?;
    }
    Ok(micros(end))
}

/// Cancels one that [`running`] found, and that was not cancelled before: answers when it ends. A change that was to come no longer is.
///
/// # Errors
/// Where the database fails; 500 where the calendar ends.
pub async fn cancel(
    operation: &Operation,
    row: &subscription::Model,
    by: Canceller<'_>,
) -> Result<Micros, Failure> {
    let pure = read(operation.tx(), row).await?;
    let end = end(row, &pure, operation.now())?;
    let now = super::in_force(&pure, millis(operation.now()));
    rows::withdraw(operation, row.id, micros(now) + 1).await?;
    rows::cancel(operation, row, end, by).await?;
    Ok(end)
}

fn internal(error: hq_billing::Overflow) -> Failure {
    Failure::internal(&error)
}
