//! Who pays, and with which vouchers.

use super::living;
use crate::{
    access::ActorId,
    db::entity::{
        billing_account,
        grant::{self, GiftKind, GrantId},
    },
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{BillingAccountId, FieldCode, OrganizationId, ProblemCode, plans::PaymentKind};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, sea_query::Expr};

/// How a billing account pays.
#[must_use]
pub const fn payment(account: &billing_account::Model) -> PaymentKind {
    match account.payment_method_id {
        Some(_) => PaymentKind::Card,
        None => PaymentKind::BankTransfer,
    }
}

/// Whether a billing account is somebody's own.
///
/// # Errors
/// Where the database fails.
pub async fn owns(
    db: &impl ConnectionTrait,
    account: BillingAccountId,
    user: ActorId,
) -> Result<bool, Failure> {
    let found = billing_account::Entity::find_by_id(account).one(db).await?;
    Ok(found.is_some_and(|account| account.owner_id.map(ActorId::from) == Some(user)))
}

/// A billing account that somebody may let pay for an organization: their own, or the one that pays for it now, unless its owner stops
/// paying.
///
/// # Errors
/// 422 where there is none such: one of somebody else's is not there.
pub async fn payer(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: ActorId,
    wanted: Option<BillingAccountId>,
) -> Result<Option<billing_account::Model>, Failure> {
    let row = living(db, organization).await?;
    let now = row.as_ref().map(|row| row.billing_account_id);
    let stops = row.is_some_and(|row| row.payer_stopped_at.is_some());
    let Some(id) = wanted.or(now) else { return Ok(None) };
    let found = billing_account::Entity::find_by_id(id).one(db).await?;
    let found = found.filter(|account| {
        account.owner_id.map(ActorId::from) == Some(user) || (now == Some(account.id) && !stops)
    });
    if found.is_none() && stops && wanted.is_none() {
        // Nobody pays from then on, as far as this person can say.
        return Ok(None);
    }
    let found = found.ok_or_else(|| Failure::field("/billing_account", FieldCode::NotOffered))?;
    Ok(Some(found))
}

/// Holds a billing account until the operation ends, as it is now. Before the subscription's row: whoever bills takes them in this
/// order.
///
/// # Errors
/// Where the database fails; 422 where it is gone.
pub async fn lock(operation: &Operation, id: BillingAccountId) -> Result<billing_account::Model, Failure> {
    billing_account::Entity::update_many()
        .col_expr(billing_account::Column::Version, Expr::col(billing_account::Column::Version))
        .filter(billing_account::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    let found = billing_account::Entity::find_by_id(id).one(operation.tx()).await?;
    found.ok_or_else(|| Failure::field("/billing_account", FieldCode::NotOffered))
}

/// A voucher's trial is used.
///
/// # Errors
/// 409 `quote_changed` where it was used before.
pub async fn use_trial(operation: &Operation, grant: GrantId) -> Result<(), Failure> {
    let used = grant::Entity::update_many()
        .col_expr(grant::Column::SpentMinor, Expr::value(1_i64))
        .filter(grant::Column::Id.eq(grant))
        .filter(grant::Column::Kind.eq(GiftKind::Trial))
        .filter(grant::Column::SpentMinor.eq(0))
        .exec(operation.tx())
        .await?;
    if used.rows_affected == 1 { Ok(()) } else { Err(ProblemCode::QuoteChanged.into()) }
}
