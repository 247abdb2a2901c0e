//! What members were allowed when they left: offered for a while when they come back.

use super::{read, write};
use crate::{
    app::App,
    db::entity::{former_rules, membership},
    http::problem::Failure,
    operation::Operation,
    platform::{clock::moment, micros::Micros},
};
use hq_contract::{
    OrganizationId, UserId,
    rules::{FORMER_DAYS, FormerRules},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::OnConflict,
};

const AGE: i64 = FORMER_DAYS as i64 * 24 * 3600 * 1_000_000;

/// Keeps the list of a member who goes. An empty one is not kept, and what was kept before goes.
///
/// # Errors
/// Where the database fails.
pub async fn keep(operation: &Operation, member: &membership::Model) -> Result<(), Failure> {
    if member.rules_count == 0 {
        return forget(operation, member).await;
    }
    let row = former_rules::ActiveModel {
        organization_id: Set(member.organization_id),
        user_id: Set(member.user_id),
        rules: Set(write(&read(&member.rules)?)),
        left_at: Set(operation.now()),
    };
    former_rules::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([former_rules::Column::OrganizationId, former_rules::Column::UserId])
                .update_columns([former_rules::Column::Rules, former_rules::Column::LeftAt])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}

/// What a member had when they last left, where that is not too long ago.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    member: &membership::Model,
    now: Micros,
) -> Result<Option<FormerRules>, Failure> {
    let row = former_rules::Entity::find_by_id((member.organization_id, member.user_id))
        .filter(former_rules::Column::LeftAt.gt(now - AGE))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(FormerRules { rules: read(&row.rules)?, left_at: moment(row.left_at).into() }))
}

/// No longer offers what a member had.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, member: &membership::Model) -> Result<(), Failure> {
    let key = (member.organization_id, member.user_id);
    former_rules::Entity::delete_by_id(key).exec(operation.tx()).await?;
    Ok(())
}

/// Forgets those of long ago.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    former_rules::Entity::delete_many()
        .filter(former_rules::Column::LeftAt.lte(app.now() - AGE))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Erases those of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let of = former_rules::Column::OrganizationId.eq(organization);
    former_rules::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}

/// Forgets those of a person, in every organization.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    let of = former_rules::Column::UserId.eq(user);
    former_rules::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}
