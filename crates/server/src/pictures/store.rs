//! Rows of pictures.

use crate::{
    db::entity::{user, user_picture},
    http::problem::Failure,
    operation::Operation,
    platform::images,
    users,
};
use hq_contract::{ProblemCode, UserId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

/// The picture of a person.
///
/// # Errors
/// Where the database fails.
pub async fn find(db: &impl ConnectionTrait, user: UserId) -> Result<Option<user_picture::Model>, Failure> {
    Ok(user_picture::Entity::find_by_id(user).one(db).await?)
}

/// Puts a picture (PNG) in the place of a locked account's former one, and answers the account as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn put(operation: &Operation, user: UserId, png: Vec<u8>) -> Result<user::Model, Failure> {
    let version = images::version(&png);
    let row = user_picture::ActiveModel { user_id: Set(user), version: Set(version.clone()), png: Set(png) };
    user_picture::Entity::insert(row)
        .on_conflict(
            OnConflict::column(user_picture::Column::UserId)
                .update_columns([user_picture::Column::Version, user_picture::Column::Png])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    named(operation, user, Some(version)).await
}

/// Takes the picture of a locked account away, and answers the account as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn delete(operation: &Operation, user: UserId) -> Result<user::Model, Failure> {
    forget(operation, user).await?;
    named(operation, user, None).await
}

/// Deletes the picture alone.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, user: UserId) -> Result<(), Failure> {
    user_picture::Entity::delete_by_id(user).exec(operation.tx()).await?;
    Ok(())
}

async fn named(operation: &Operation, user: UserId, version: Option<String>) -> Result<user::Model, Failure> {
    user::Entity::update_many()
        .col_expr(user::Column::Picture, Expr::value(version))
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1_i64))
        .filter(user::Column::Id.eq(user))
        .exec(operation.tx())
        .await?;
    users::store::find(operation.tx(), user).await?.ok_or_else(|| ProblemCode::Internal.into())
}
