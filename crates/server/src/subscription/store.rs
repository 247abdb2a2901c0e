//! Rows of subscriptions and their phases. Whatever changes them holds the organization's lock.

pub mod agreed;
pub mod budget;
pub mod cancelling;
pub mod change;
pub mod due;
pub mod earlier;
pub mod given;
pub mod open;
pub mod payers;
pub mod quote;
pub mod rows;
pub mod statement;
pub mod upcoming;
pub mod view;

use crate::{
    billing::{NEVER, micros, millis},
    db::entity::{
        subscription::{self, SubscriptionId},
        subscription_phase,
    },
    http::problem::Failure,
    platform::micros::Micros,
};
use hq_billing::{
    period::{Anchor, zone},
    subscription::{Phase, Subscription, Terms},
};
use hq_contract::{BillingAccountId, OrganizationId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Select,
    sea_query::Query,
};

/// The subscription of an organization that has not ended.
///
/// # Errors
/// Where the database fails.
pub async fn living(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<subscription::Model>, Failure> {
    Ok(subscription::Entity::find()
        .filter(subscription::Column::OrganizationId.eq(organization))
        .filter(subscription::Column::EndedAt.is_null())
        .one(db)
        .await?)
}

/// The latest subscription of an organization, the one that has not ended or the one that ended last.
///
/// # Errors
/// Where the database fails.
pub async fn latest(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<subscription::Model>, Failure> {
    Ok(subscription::Entity::find()
        .filter(subscription::Column::OrganizationId.eq(organization))
        .order_by_desc(subscription::Column::CreatedAt)
        .order_by_desc(subscription::Column::Id)
        .one(db)
        .await?)
}

/// All subscriptions of an organization, in the order of their beginning: each goes on, and is billed for what runs, until the next.
///
/// # Errors
/// Where the database fails.
pub async fn all(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<subscription::Model>, Failure> {
    Ok(subscription::Entity::find()
        .filter(subscription::Column::OrganizationId.eq(organization))
        .order_by_asc(subscription::Column::CreatedAt)
        .order_by_asc(subscription::Column::Id)
        .all(db)
        .await?)
}

/// What holds and will hold of a subscription, the earliest first.
///
/// # Errors
/// Where the database fails.
pub async fn phases(
    db: &impl ConnectionTrait,
    subscription: SubscriptionId,
) -> Result<Vec<subscription_phase::Model>, Failure> {
    let of_it = subscription_phase::Column::SubscriptionId.eq(subscription);
    Ok(phases_in_order().filter(of_it).all(db).await?)
}

/// The same of all that a billing account pays for.
///
/// # Errors
/// Where the database fails.
pub async fn phases_of_account(
    db: &impl ConnectionTrait,
    account: BillingAccountId,
) -> Result<Vec<subscription_phase::Model>, Failure> {
    let paid = Query::select()
        .column(subscription::Column::Id)
        .from(subscription::Entity)
        .and_where(subscription::Column::BillingAccountId.eq(account))
        .to_owned();
    let of_them = subscription_phase::Column::SubscriptionId.in_subquery(paid);
    Ok(phases_in_order().filter(of_them).all(db).await?)
}

fn phases_in_order() -> Select<subscription_phase::Entity> {
    subscription_phase::Entity::find()
        .filter(subscription_phase::Column::WithdrawnAt.is_null())
        .order_by_asc(subscription_phase::Column::StartsAt)
        .order_by_asc(subscription_phase::Column::Id)
}

/// A subscription for billing.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn read(db: &impl ConnectionTrait, row: &subscription::Model) -> Result<Subscription, Failure> {
    of_rows(row, &phases(db, row.id).await?)
}

/// A subscription for billing, of its rows.
///
/// # Errors
/// 500 where a row holds what it cannot.
pub fn of_rows(
    row: &subscription::Model,
    phases: &[subscription_phase::Model],
) -> Result<Subscription, Failure> {
    let day = u8::try_from(row.anchor_day).map_err(|error| Failure::internal(&error))?;
    let zone = zone(&row.zone).map_err(|error| Failure::internal(&error))?;
    Ok(Subscription {
        anchor: Anchor { day, zone },
        started_at: millis(row.started_at),
        trial_until: row.trial_until.map(millis),
        phases: phases.iter().map(phase).collect::<Result<_, _>>()?,
        cancel_at: row.cancel_at.map(millis),
    })
}

fn phase(row: &subscription_phase::Model) -> Result<Phase, Failure> {
    Ok(Phase {
        from: millis(row.starts_at),
        terms: Terms {
            plan: row.plan,
            cycle: row.cycle,
            support: row.support,
            committed_fpu: u32::try_from(row.committed_fpu).map_err(|error| Failure::internal(&error))?,
            month_override: row.month_minor,
        },
        price_version: u32::try_from(row.price_version).map_err(|error| Failure::internal(&error))?,
    })
}

/// What was ordered to hold at once may begin a second or so later ([`Subscription::takes_effect`]); what begins within so many
/// milliseconds is taken for that, and what begins later for something that can still be taken back.
pub const SOON: i64 = 60_000;

/// The moment from which on all that was ordered to hold at once is in force, in milliseconds.
#[must_use]
pub fn in_force(subscription: &Subscription, moment: i64) -> i64 {
    let soon = moment.saturating_add(SOON);
    let begins = subscription.phases.iter().map(|phase| phase.from).filter(|from| *from <= soon);
    begins.max().map_or(moment, |from| from.max(moment))
}

/// Whether a subscription is over for good: it has ended, or its last bill went out. Whoever began before its end, or whose server's clock
/// is behind, takes nothing back any more: the next period's fees were not asked for.
#[must_use]
pub fn is_over(row: &subscription::Model) -> bool {
    row.ended_at.is_some() || row.cancel_at.is_some_and(|end| row.next_run_at > end)
}

/// When something is to be done with a subscription next, besides billing it: a phase begins, or it ends.
#[must_use]
pub fn changes_at(subscription: &Subscription, now: i64) -> Micros {
    let begins = subscription.holding().into_iter().map(|phase| phase.from).filter(|from| *from > now);
    begins.chain(subscription.cancel_at).min().map_or(NEVER, micros)
}

/// By which prices an organization's subscription is at a moment of the database; none where it has none.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn price_version(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<Option<u32>, Failure> {
    let Some(row) = living(db, organization).await? else { return Ok(None) };
    Ok(read(db, &row).await?.at(millis(now)).map(|phase| phase.price_version))
}

/// What is subscribed to, in the words of billing. `month`: the plan's fee that was agreed on.
#[must_use]
pub const fn terms(terms: &hq_contract::subscription::Terms, month: Option<i64>) -> Terms {
    Terms {
        plan: terms.plan,
        cycle: terms.cycle,
        support: terms.support,
        committed_fpu: terms.committed_fpu,
        month_override: month,
    }
}
