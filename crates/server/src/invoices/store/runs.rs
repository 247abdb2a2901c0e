//! Which periods were billed, and which subscriptions are to be.

use crate::{
    app::App,
    db::{
        ask,
        entity::{
            billing_run::{ActiveModel, Entity, RunReason},
            subscription::SubscriptionId,
        },
        sql,
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_billing::{Reason, subscription::Subscription};
use hq_contract::{BillingAccountId, InvoiceId, ProblemCode};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait as _, EntityTrait as _, FromQueryResult, sea_query::OnConflict,
};

/// How many due subscriptions are read at a time.
const AT_ONCE: i64 = 200;

/// What a run bills: its reason as it is kept, and the moment that names it.
///
/// # Errors
/// Where the calendar ends.
pub fn of(reason: Reason, subscription: &Subscription) -> Result<(RunReason, Micros), Failure> {
    let micros = crate::billing::micros;
    Ok(match reason {
        Reason::Started => (RunReason::Start, micros(subscription.started_at)),
        Reason::PeriodEnds(n) => {
            let period = subscription.period(n).map_err(|error| Failure::internal(&error))?;
            (RunReason::Period, micros(period.start))
        }
        Reason::Changed { at } => (RunReason::Change, micros(at)),
        Reason::Ended { at } => (RunReason::End, micros(at)),
    })
}

/// Claims a run: of any number of tries, on any number of servers, one bills it.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    operation: &Operation,
    subscription: SubscriptionId,
    (reason, start): (RunReason, Micros),
    invoice: Option<InvoiceId>,
) -> Result<bool, Failure> {
    let row = ActiveModel {
        subscription_id: Set(subscription),
        period_start: Set(start),
        reason: Set(reason),
        invoice_id: Set(invoice),
        created_at: Set(operation.now()),
    };
    let claimed = Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(claimed > 0)
}

/// The next number of a series (what its numbers begin with), from 1. Whoever takes one holds the series until their
/// transaction ends: the numbers of what was issued have no gap.
///
/// # Errors
/// Where the database fails.
pub async fn next_number(operation: &Operation, series: &str) -> Result<i64, Failure> {
    const NEXT: &str = "INSERT INTO number_series (series, last) VALUES (?, 1) \
        ON CONFLICT (series) DO UPDATE SET last = number_series.last + 1 RETURNING last";
    let tx = operation.tx();
    Ok(ask::value(tx, NEXT, [series.into()]).await?.ok_or(ProblemCode::Internal)?)
}

/// A subscription that is to be billed: since when, which, and for which account.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Due {
    /// Since when, in microseconds.
    pub at: Micros,
    /// Which.
    pub id: SubscriptionId,
    /// Who pays.
    pub account: BillingAccountId,
}

/// Subscriptions that are to be billed by now, the longest waiting first, behind a place.
///
/// # Errors
/// Where the database fails.
pub async fn due(app: &App, now: Micros, after: Option<&Due>) -> Result<Vec<Due>, Failure> {
    const DUE: &str = "SELECT id, next_run_at AS at, billing_account_id AS account FROM subscriptions WHERE next_run_at <= ? \
        AND (next_run_at, id) > (?, ?) ORDER BY next_run_at, id LIMIT ?";
    let db = app.db().read();
    let (at, id) = after.map_or((Micros::MIN, SubscriptionId::nil()), |after| (after.at, after.id));
    let values = [now.into(), at.into(), id.into(), AT_ONCE.into()];
    Ok(ask::all(db, DUE, values).await?)
}

/// Takes a subscription that is due, until the operation ends: false where another server was quicker, or somebody else pays by
/// now.
///
/// # Errors
/// Where the database fails.
pub async fn take(operation: &Operation, due: &Due) -> Result<bool, Failure> {
    const TAKE: &str = "UPDATE subscriptions SET version = version WHERE id = ? AND next_run_at = ? \
        AND billing_account_id = ?";
    let tx = operation.tx();
    let values = [due.id.into(), due.at.into(), due.account.into()];
    Ok(tx.execute_raw(sql(tx.get_database_backend(), TAKE, values)).await?.rows_affected() > 0)
}
