//! What is due with subscriptions as time goes by. Each step's guard stands in its statement, so that any number of servers may do
//! them at once.

use super::{change, rows};
use crate::{
    app::App,
    billing::{self, NEVER, micros, millis},
    brokers::InstanceState,
    db::entity::{broker_instance, subscription, subscription_phase},
    http::problem::Failure,
    operation::{Audit, Operation, Origin},
    organizations,
    platform::micros::Micros,
    usage,
};
use axum::http::StatusCode;
use hq_billing::{Overflow, Reason, subscription::Subscription, used::Used};
use hq_contract::OrganizationId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Expr,
};

/// How many of them one round takes: the rest waits for the next.
const AT_ONCE: u64 = 50;

/// Lets phases take effect whose time has come, and ends what was cancelled. What fails is logged, and tried again in the next round.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<(), Failure> {
    let due = subscription::Entity::find()
        .filter(subscription::Column::ChangesAt.lte(app.now()))
        .order_by_asc(subscription::Column::ChangesAt)
        .limit(AT_ONCE)
        .all(app.db().read())
        .await?;
    for row in due {
        if one(app, &row).await.is_err() {
            tracing::warn!(subscription = %row.id, "a change of a subscription failed and will be tried again");
        }
    }
    Ok(())
}

async fn one(app: &App, row: &subscription::Model) -> Result<(), Failure> {
    let operation = Operation::begin(app, &Origin::server()).await?;
    // Of a deleted organization nothing is read any more, and its subscription has ended.
    organizations::store::lock(&operation, row.organization_id).await?;
    if let Some(row) = change::find(&operation, row.id).await? {
        take_effect(&operation, row).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

/// Does what is due with a subscription by now, under its organization's lock: answers it as it is then.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn take_effect(
    operation: &Operation,
    row: subscription::Model,
) -> Result<subscription::Model, Failure> {
    let now = operation.now();
    if row.changes_at > now || row.ended_at.is_some() {
        return Ok(row);
    }
    let pure = super::read(operation.tx(), &row).await?;
    let ended_at = row.cancel_at.filter(|end| *end <= now);
    let next = if ended_at.is_some() { NEVER } else { super::changes_at(&pure, millis(now)) };
    let change =
        subscription::ActiveModel { ended_at: Set(ended_at), changes_at: Set(next), ..Default::default() };
    let after = rows::change(operation, &row, change).await?;
    change::take_effect(operation, row.organization_id, Some(&pure), millis(now)).await?;
    let phases = super::phases(operation.tx(), row.id).await?;
    let holds = phases.iter().rfind(|phase| phase.starts_at <= now);
    let ordered =
        |phase: &subscription_phase::Model| phase.starts_at - phase.created_at <= super::SOON * 1000;
    if ended_at.is_none() && holds.is_none_or(ordered) {
        // The line of the order says it.
        return Ok(after);
    }
    let action = if ended_at.is_some() { "subscription.end" } else { "subscription.change" };
    let terms = pure.at(millis(now)).map(|phase| told(&phase.terms));
    let detail = serde_json::json!({"after": terms});
    let subject = row.id.to_string();
    let organization = Some(row.organization_id);
    operation.audit(Audit { organization, actor: None, action, subject: &subject, detail }).await?;
    Ok(after)
}

/// Terms for the audit log.
#[must_use]
pub fn told(terms: &hq_billing::subscription::Terms) -> serde_json::Value {
    serde_json::json!({
        "plan": terms.plan, "cycle": terms.cycle.as_str(), "support": terms.support.as_str(),
        "committed_fpu": terms.committed_fpu,
    })
}

/// Ends the subscription of an organization now, as it is deleted: what was used until now is billed by the next run. Whether there
/// was one.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn end(operation: &Operation, organization: OrganizationId) -> Result<bool, Failure> {
    let Some(row) = super::living(operation.tx(), organization).await? else { return Ok(false) };
    let now = micros(millis(operation.now()));
    // What was used in a period that is over, and not billed yet, comes first.
    let next_run_at = Set(row.next_run_at.min(now));
    rows::withdraw(operation, row.id, now + 1).await?;
    let change = subscription::ActiveModel {
        cancel_at: Set(Some(now)),
        ended_at: Set(Some(now)),
        changes_at: Set(NEVER),
        next_run_at,
        ..Default::default()
    };
    rows::change(operation, &row, change).await?;
    change::take_effect(operation, organization, None, millis(now)).await?;
    Ok(true)
}

/// Lets what runs still of a subscription that has ended be billed until a moment only: another one begins then.
///
/// # Errors
/// Where the database fails.
pub async fn replace(
    operation: &Operation,
    organization: OrganizationId,
    from: Micros,
) -> Result<(), Failure> {
    subscription::Entity::update_many()
        .col_expr(subscription::Column::NextRunAt, Expr::value(from))
        .filter(subscription::Column::OrganizationId.eq(organization))
        .filter(subscription::Column::EndedAt.is_not_null())
        .filter(subscription::Column::NextRunAt.gt(from))
        .filter(subscription::Column::NextRunAt.ne(NEVER))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Why a subscription is billed whose run is due.
///
/// # Errors
/// Where the calendar ends.
pub fn reason(row: &subscription::Model, pure: &Subscription) -> Result<Reason, Overflow> {
    let at = millis(row.next_run_at);
    let n = pure.period_at(at.saturating_sub(1))?;
    Ok(if pure.period(n)?.end == at { Reason::PeriodEnds(n) } else { Reason::Ended { at } })
}

/// When the run after the one that is due has to be made: at the end of the next period; when it ends, where that is sooner; never,
/// where it has ended and nothing costs any more.
///
/// # Errors
/// Where the calendar ends; where the database fails.
async fn next_run(
    operation: &Operation,
    row: &subscription::Model,
    pure: &Subscription,
) -> Result<Micros, Failure> {
    let at = millis(row.next_run_at);
    let internal = |error: Overflow| Failure::internal(&error);
    let ended = pure.cancel_at.is_some_and(|end| end <= at);
    if ended {
        let latest = super::latest(operation.tx(), row.organization_id).await?;
        if let Some(after) = latest.filter(|latest| latest.id != row.id) {
            // The one after it bills from its own beginning on.
            return Ok(if after.started_at > row.next_run_at { after.started_at } else { NEVER });
        }
        if !costs_on(operation, row, pure).await? {
            return Ok(NEVER);
        }
    }
    let end = pure.period(pure.period_at(at).map_err(internal)?).map_err(internal)?.end;
    let sooner = row.ended_at.and(pure.cancel_at).filter(|cancel| *cancel > at && *cancel < end);
    Ok(micros(sooner.unwrap_or(end)))
}

/// Whether something costs on after a subscription has ended: it runs and has a price, or is being made and may come to that.
async fn costs_on(
    operation: &Operation,
    row: &subscription::Model,
    pure: &Subscription,
) -> Result<bool, Failure> {
    let (tx, organization) = (operation.tx(), row.organization_id);
    let made = broker_instance::Entity::find()
        .filter(broker_instance::Column::OrganizationId.eq(organization))
        .filter(broker_instance::Column::State.eq(InstanceState::Creating))
        .count(tx)
        .await?;
    if made > 0 {
        return Ok(true);
    }
    let (usage, books) =
        (usage::store::all::usage(tx, organization).await?, billing::store::books(tx).await?);
    let book = pure.phases.last().and_then(|phase| books.get(&phase.price_version));
    let costs = |metered| book.is_none_or(|book| book.unit_price(metered).micro > 0);
    Ok(Used::new(&usage.summed, &usage.events).goes_on(costs))
}

/// A run was made: the next one is due later. In the transaction that bills it.
///
/// # Errors
/// Where the database fails; 500 where the calendar ends.
pub async fn ran(operation: &Operation, row: &subscription::Model) -> Result<(), Failure> {
    let pure = super::read(operation.tx(), row).await?;
    let next = next_run(operation, row, &pure).await?;
    subscription::Entity::update_many()
        .col_expr(subscription::Column::NextRunAt, Expr::value(next))
        .filter(subscription::Column::Id.eq(row.id))
        .filter(subscription::Column::NextRunAt.eq(row.next_run_at))
        .exec(operation.tx())
        .await?;
    Ok(())
}
