//! What an organization's own row says of its plan: what gates read. Written in the transaction in which a phase takes effect.

use crate::{
    billing,
    db::entity::{
        organization, quota,
        subscription::{self, SubscriptionId},
    },
    http::problem::Failure,
    operation::Operation,
};
use hq_billing::subscription::Subscription;
use hq_contract::{OrganizationId, plan::Plan, quotas::QuotaKind};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// Lets an organization have what its subscription says at a moment in milliseconds; Standard without one.
///
/// # Errors
/// Where the database fails; 500 where the prices of a phase are gone.
pub async fn take_effect(
    operation: &Operation,
    organization: OrganizationId,
    subscription: Option<&Subscription>,
    moment: i64,
) -> Result<(), Failure> {
    let phase = subscription.and_then(|subscription| subscription.at(moment));
    let (plan, seats) = match phase {
        Some(phase) => {
            let books = billing::store::books(operation.tx()).await?;
            let book = books.get(&phase.price_version);
            (phase.terms.plan, book.and_then(|book| book.plan(phase.terms.plan).seats))
        }
        None => (Plan::default(), None),
    };
    let seats = match seats {
        Some(seats) => Some(granted(operation, organization, seats.into()).await?),
        None => None,
    };
    organization::Entity::update_many()
        .col_expr(organization::Column::Plan, Expr::value(plan))
        .col_expr(organization::Column::Seats, Expr::value(seats))
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version).add(1_i64))
        .filter(organization::Column::Id.eq(organization))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// So many seats, or as many as the operator allows beyond.
async fn granted(operation: &Operation, organization: OrganizationId, seats: i64) -> Result<i64, Failure> {
    let key = (organization, QuotaKind::Members);
    let granted = quota::Entity::find_by_id(key).one(operation.tx()).await?;
    Ok(granted.map_or(seats, |granted| std::cmp::max(granted.amount, seats)))
}

/// Holds a subscription of an organization until the operation ends, as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn find(operation: &Operation, id: SubscriptionId) -> Result<Option<subscription::Model>, Failure> {
    Ok(subscription::Entity::find_by_id(id).one(operation.tx()).await?)
}
