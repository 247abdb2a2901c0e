//! The open invitations of one inviter.

use super::{Answer, standing::needs_no_admin};
use crate::{db::entity::invitation, http::problem::Failure, operation::Operation};
use hq_contract::{OrganizationId, UserId};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    Select, UpdateMany, sea_query::Expr,
};

/// How many there are.
///
/// # Errors
/// Where the database fails.
pub async fn count_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    inviter: UserId,
) -> Result<u32, Failure> {
    let found: Select<invitation::Entity> = invitation::Entity::find()
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::InviterId.eq(inviter))
        .filter(invitation::Column::State.eq(Answer::Pending));
    Ok(u32::try_from(found.count(db).await?).unwrap_or(u32::MAX))
}

/// Puts another inviter in the place of one who goes, where being allowed to invite is all that it takes. What an admin has
/// to offer is nobody's to inherit: it stays, to be sent again by one. How many were taken over.
///
/// # Errors
/// Where the database fails.
pub async fn take_over(
    operation: &Operation,
    organization: OrganizationId,
    from: UserId,
    to: UserId,
) -> Result<u64, Failure> {
    let update = open(organization, from)
        .filter(needs_no_admin())
        .col_expr(invitation::Column::InviterId, Expr::value(to));
    Ok(update.exec(operation.tx()).await?.rows_affected)
}

/// Takes them back, those that an admin has to offer only where `all` of them are the caller's to change. How many there were.
///
/// # Errors
/// Where the database fails.
pub async fn revoke_of(
    operation: &Operation,
    organization: OrganizationId,
    inviter: UserId,
    all: bool,
) -> Result<u64, Failure> {
    let theirs = if all { Condition::all() } else { needs_no_admin() };
    let update = open(organization, inviter)
        .filter(theirs)
        .col_expr(invitation::Column::State, Expr::value(Answer::Revoked));
    Ok(update.exec(operation.tx()).await?.rows_affected)
}

fn open(organization: OrganizationId, inviter: UserId) -> UpdateMany<invitation::Entity> {
    invitation::Entity::update_many()
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::InviterId.eq(inviter))
        .filter(invitation::Column::State.eq(Answer::Pending))
}
