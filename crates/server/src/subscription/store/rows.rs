//! Subscriptions that begin, and what is written of their phases.

use crate::{
    access::ActorId,
    billing::{NEVER, micros, millis},
    db::entity::{
        broker_operation::OrdererId,
        subscription::{self, SubscriptionId},
        subscription_phase,
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_billing::subscription::{Phase, Subscription};
use hq_contract::{BillingAccountId, OrganizationId, ProblemCode, UserId};
use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// A subscription that begins.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Who pays.
    pub account: BillingAccountId,
    /// What, from when on, with its one phase.
    pub subscription: &'a Subscription,
    /// The zone of its periods, by name.
    pub zone: &'a str,
    /// Who orders it; nobody where the operator does.
    pub user: Option<ActorId>,
}

/// Keeps a subscription that begins, under the organization's lock.
///
/// # Errors
/// Where the database fails, as where one has not ended.
pub async fn add(operation: &Operation, new: New<'_>) -> Result<subscription::Model, Failure> {
    let pure = new.subscription;
    let first = pure.period(0).map_err(|error| Failure::internal(&error))?;
    let row = subscription::Model {
        id: operation.app().new_id(),
        organization_id: new.organization,
        billing_account_id: new.account,
        anchor_day: pure.anchor.day.into(),
        zone: new.zone.to_owned(),
        started_at: micros(pure.started_at),
        trial_until: pure.trial_until.map(micros),
        cancel_at: None,
        cancel_reason: None,
        payer_stopped_at: None,
        ended_at: None,
        next_run_at: micros(first.end),
        changes_at: NEVER,
        budget_minor: None,
        version: 1,
        created_at: operation.now(),
    };
    let active: subscription::ActiveModel = row.clone().into();
    subscription::Entity::insert(active.reset_all()).exec_without_returning(operation.tx()).await?;
    for phase in &pure.phases {
        add_phase(operation, row.id, phase, new.user).await?;
    }
    Ok(row)
}

/// Adds what holds from a moment on, in the place of whatever was to begin then or later.
///
/// # Errors
/// Where the database fails.
pub async fn add_phase(
    operation: &Operation,
    subscription: SubscriptionId,
    phase: &Phase,
    user: Option<ActorId>,
) -> Result<(), Failure> {
    withdraw(operation, subscription, micros(phase.from)).await?;
    let terms = &phase.terms;
    let row = subscription_phase::ActiveModel {
        id: Set(operation.app().new_id()),
        subscription_id: Set(subscription),
        starts_at: Set(micros(phase.from)),
        plan: Set(terms.plan),
        cycle: Set(terms.cycle),
        support: Set(terms.support),
        committed_fpu: Set(terms.committed_fpu.into()),
        month_minor: Set(terms.month_override),
        price_version: Set(phase.price_version.into()),
        user_id: Set(user.map(Into::into)),
        withdrawn_at: Set(None),
        created_at: Set(operation.now()),
    };
    subscription_phase::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(())
}

/// Takes back what was to begin at a moment or later.
///
/// # Errors
/// Where the database fails.
pub async fn withdraw(
    operation: &Operation,
    subscription: SubscriptionId,
    from: Micros,
) -> Result<(), Failure> {
    subscription_phase::Entity::update_many()
        .col_expr(subscription_phase::Column::WithdrawnAt, Expr::value(operation.now()))
        .filter(subscription_phase::Column::SubscriptionId.eq(subscription))
        .filter(subscription_phase::Column::StartsAt.gte(from))
        .filter(subscription_phase::Column::WithdrawnAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// A subscription that goes on, as it is from now on.
#[derive(Clone, Copy, Debug)]
pub struct Running<'a> {
    /// Who pays.
    pub account: BillingAccountId,
    /// What it is.
    pub subscription: &'a Subscription,
}

/// Lets a subscription go on: with another payer, other phases, without a cancellation.
///
/// # Errors
/// 409 `quote_changed` where it is another version by now.
pub async fn go_on(
    operation: &Operation,
    before: &subscription::Model,
    running: Running<'_>,
) -> Result<subscription::Model, Failure> {
    let pure = running.subscription;
    let trial_until = pure.trial_until.map(micros);
    // A trial that this ends is billed with it, at its end.
    let next_run_at = if trial_until == before.trial_until {
        before.next_run_at
    } else {
        trial_until.unwrap_or(before.next_run_at)
    };
    let written = subscription::ActiveModel {
        billing_account_id: Set(running.account),
        anchor_day: Set(pure.anchor.day.into()),
        trial_until: Set(trial_until),
        cancel_at: Set(pure.cancel_at.map(micros)),
        cancel_reason: Set(None),
        payer_stopped_at: Set(None),
        next_run_at: Set(next_run_at),
        changes_at: Set(super::changes_at(pure, millis(operation.now()))),
        ..Default::default()
    };
    change(operation, before, written).await
}

/// Changes a subscription that has not ended, and gives it the next version. A bill that went out since it was read, which takes another
/// lock and leaves the version, counts as a change: it has asked for the next fees.
///
/// # Errors
/// 409 `quote_changed` where it is another version by now, or was billed.
pub async fn change(
    operation: &Operation,
    before: &subscription::Model,
    change: subscription::ActiveModel,
) -> Result<subscription::Model, Failure> {
    let changed = subscription::Entity::update_many()
        .set(change)
        .col_expr(subscription::Column::Version, Expr::col(subscription::Column::Version).add(1_i64))
        .filter(subscription::Column::Id.eq(before.id))
        .filter(subscription::Column::Version.eq(before.version))
        .filter(subscription::Column::NextRunAt.eq(before.next_run_at))
        .exec(operation.tx())
        .await?;
    if changed.rows_affected == 0 {
        return Err(ProblemCode::QuoteChanged.into());
    }
    let after = subscription::Entity::find_by_id(before.id).one(operation.tx()).await?;
    after.ok_or_else(|| ProblemCode::Internal.into())
}

/// Forgets who ordered what, of an account that is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    subscription_phase::Entity::update_many()
        .col_expr(subscription_phase::Column::UserId, Expr::value(Option::<OrdererId>::None))
        .filter(subscription_phase::Column::UserId.eq(OrdererId::from(user)))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Who cancels a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canceller<'a> {
    /// Somebody of the organization, and why if they say so.
    Organization(Option<&'a str>),
    /// Who pays for it.
    Payer,
}

/// Cancels a subscription: it ends at a moment.
///
/// # Errors
/// 409 `quote_changed` where it is another version by now.
pub async fn cancel(
    operation: &Operation,
    before: &subscription::Model,
    end: Micros,
    by: Canceller<'_>,
) -> Result<subscription::Model, Failure> {
    let (reason, stopped_at) = match by {
        Canceller::Organization(reason) => (reason, None),
        Canceller::Payer => (None, Some(operation.now())),
    };
    let written = subscription::ActiveModel {
        cancel_at: Set(Some(end)),
        cancel_reason: Set(reason.map(str::to_owned)),
        payer_stopped_at: Set(stopped_at),
        changes_at: Set(end),
        ..Default::default()
    };
    change(operation, before, written).await
}

/// Sets what an organization wants to spend a period at most, or takes it away.
///
/// # Errors
/// 409 `quote_changed` where it is another version by now.
pub async fn set_budget(
    operation: &Operation,
    before: &subscription::Model,
    minor: Option<i64>,
) -> Result<subscription::Model, Failure> {
    let written = subscription::ActiveModel { budget_minor: Set(minor), ..Default::default() };
    change(operation, before, written).await
}
