//! The open invitations of one inviter.

use super::{PENDING, REVOKED};
use crate::{db::entity::invitation, operation::Operation, problem::Failure};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, Select,
    UpdateMany, sea_query::Expr,
};
use uuid::Uuid;

/// How many there are.
///
/// # Errors
/// Where the database fails.
pub async fn count_of(db: &impl ConnectionTrait, organization: Uuid, inviter: Uuid) -> Result<u32, Failure> {
    let found: Select<invitation::Entity> = invitation::Entity::find()
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::InviterId.eq(inviter))
        .filter(invitation::Column::State.eq(PENDING));
    Ok(u32::try_from(found.count(db).await?).unwrap_or(u32::MAX))
}

/// Puts another inviter in the place of one who goes. How many there were.
///
/// # Errors
/// Where the database fails.
pub async fn take_over(
    operation: &Operation,
    organization: Uuid,
    from: Uuid,
    to: Uuid,
) -> Result<u64, Failure> {
    let update = open(organization, from).col_expr(invitation::Column::InviterId, Expr::value(to));
    Ok(update.exec(operation.tx()).await?.rows_affected)
}

/// Takes them all back. How many there were.
///
/// # Errors
/// Where the database fails.
pub async fn revoke_of(operation: &Operation, organization: Uuid, inviter: Uuid) -> Result<u64, Failure> {
    let update = open(organization, inviter).col_expr(invitation::Column::State, Expr::value(REVOKED));
    Ok(update.exec(operation.tx()).await?.rows_affected)
}

fn open(organization: Uuid, inviter: Uuid) -> UpdateMany<invitation::Entity> {
    invitation::Entity::update_many()
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::InviterId.eq(inviter))
        .filter(invitation::Column::State.eq(PENDING))
}
