//! Rows of the links that confirm a deletion.

use crate::{
    app::App,
    db::entity::{dataplant, dataplant_deletion},
    http::problem::Failure,
    operation::Operation,
    platform::{
        micros::Micros,
        token::{Token, hash},
    },
};
use hq_contract::{DataplantId, ProblemCode, UserId, dataplants::DELETION_MINUTES};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, sea_query::Expr,
};
use std::collections::HashMap;

const MINUTE: i64 = 60 * 1_000_000;
/// For so long links are told apart from such that nobody sent.
const KEPT: i64 = 7 * 24 * 60 * MINUTE;

/// Makes a link for who asks to delete a dataplant. The token is for the mail alone.
///
/// # Errors
/// Where the database fails.
pub async fn begin(operation: &Operation, row: &dataplant::Model, user: UserId) -> Result<Token, Failure> {
    let token = Token::new(operation.app().random().as_ref());
    let link = dataplant_deletion::ActiveModel {
        token_hash: Set(token.hash()),
        dataplant_id: Set(row.id),
        organization_id: Set(row.organization_id),
        user_id: Set(user),
        created_at: Set(operation.now()),
        expires_at: Set(operation.now() + i64::from(DELETION_MINUTES) * MINUTE),
        used_at: Set(None),
    };
    dataplant_deletion::Entity::insert(link).exec_without_returning(operation.tx()).await?;
    Ok(token)
}

/// A link that still works, for the account that it was sent to.
///
/// # Errors
/// `link_unknown`, `wrong_account`, `link_used`, `link_expired`
pub async fn find(
    db: &impl ConnectionTrait,
    token: &str,
    user: UserId,
    now: Micros,
) -> Result<dataplant_deletion::Model, Failure> {
    let link = dataplant_deletion::Entity::find_by_id(hash(&[token])).one(db).await?;
    let link = link.ok_or(ProblemCode::LinkUnknown)?;
    if link.user_id != user {
        return Err(ProblemCode::WrongAccount.into());
    }
    if link.used_at.is_some() {
        return Err(ProblemCode::LinkUsed.into());
    }
    if link.expires_at <= now { Err(ProblemCode::LinkExpired.into()) } else { Ok(link) }
}

/// Uses every link of a dataplant up: it is being deleted. Of any number of tries at once one wins.
///
/// # Errors
/// 410 `link_used` where this link was used meanwhile.
pub async fn redeem(operation: &Operation, link: &dataplant_deletion::Model) -> Result<(), Failure> {
    let used = dataplant_deletion::Entity::update_many()
        .col_expr(dataplant_deletion::Column::UsedAt, Expr::value(operation.now()))
        .filter(dataplant_deletion::Column::TokenHash.eq(link.token_hash.clone()))
        .filter(dataplant_deletion::Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    if used.rows_affected == 0 {
        return Err(ProblemCode::LinkUsed.into());
    }
    end_all(operation, link.dataplant_id).await
}

/// Ends every link of a dataplant that is gone, or about to be.
///
/// # Errors
/// Where the database fails.
pub async fn end_all(operation: &Operation, dataplant: DataplantId) -> Result<(), Failure> {
    dataplant_deletion::Entity::update_many()
        .col_expr(dataplant_deletion::Column::UsedAt, Expr::value(operation.now()))
        .filter(dataplant_deletion::Column::DataplantId.eq(dataplant))
        .filter(dataplant_deletion::Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Until when a link can confirm the deletion of each of these dataplants; nothing of those that nobody asked to delete.
///
/// # Errors
/// Where the database fails.
pub async fn until(
    db: &impl ConnectionTrait,
    dataplants: &[DataplantId],
    now: Micros,
) -> Result<HashMap<DataplantId, Micros>, Failure> {
    let links = dataplant_deletion::Entity::find()
        .filter(dataplant_deletion::Column::DataplantId.is_in(dataplants.iter().copied()))
        .filter(dataplant_deletion::Column::UsedAt.is_null())
        .filter(dataplant_deletion::Column::ExpiresAt.gt(now))
        .all(db)
        .await?;
    let mut until = HashMap::new();
    for link in links {
        let last = until.entry(link.dataplant_id).or_insert(link.expires_at);
        *last = link.expires_at.max(*last);
    }
    Ok(until)
}

/// Forgets links a week after they ended.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    dataplant_deletion::Entity::delete_many()
        .filter(dataplant_deletion::Column::ExpiresAt.lt(app.now() - KEPT))
        .exec(app.db().write())
        .await?;
    Ok(())
}
