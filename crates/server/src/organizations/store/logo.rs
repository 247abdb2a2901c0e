//! Rows of logos.

use crate::{
    db::entity::{organization, organization_logo},
    http::problem::Failure,
    operation::Operation,
    platform::images,
};
use hq_contract::{OrganizationId, ProblemCode};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

/// The logo of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<organization_logo::Model>, Failure> {
    Ok(organization_logo::Entity::find_by_id(organization).one(db).await?)
}

/// Puts a logo (PNG) in the place of a locked organization's former one, and answers the organization as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn put(
    operation: &Operation,
    organization: OrganizationId,
    png: Vec<u8>,
) -> Result<organization::Model, Failure> {
    let version = images::version(&png);
    let row = organization_logo::ActiveModel {
        organization_id: Set(organization),
        version: Set(version.clone()),
        png: Set(png),
    };
    organization_logo::Entity::insert(row)
        .on_conflict(
            OnConflict::column(organization_logo::Column::OrganizationId)
                .update_columns([organization_logo::Column::Version, organization_logo::Column::Png])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    named(operation, organization, Some(version)).await
}

/// Takes the logo of a locked organization away, and answers the organization as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn delete(
    operation: &Operation,
    organization: OrganizationId,
) -> Result<organization::Model, Failure> {
    forget(operation, organization).await?;
    named(operation, organization, None).await
}

/// Deletes the picture alone.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    organization_logo::Entity::delete_by_id(organization).exec(operation.tx()).await?;
    Ok(())
}

async fn named(
    operation: &Operation,
    organization: OrganizationId,
    version: Option<String>,
) -> Result<organization::Model, Failure> {
    organization::Entity::update_many()
        .col_expr(organization::Column::Logo, Expr::value(version))
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version).add(1_i64))
        .filter(organization::Column::Id.eq(organization))
        .exec(operation.tx())
        .await?;
    let now = organization::Entity::find_by_id(organization).one(operation.tx()).await?;
    now.ok_or_else(|| ProblemCode::Internal.into())
}
