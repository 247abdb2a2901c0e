//! The lock of an organization.

use crate::{db::entity::organization, http::problem::Failure, operation::Operation};
use hq_contract::OrganizationId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

/// Locks an organization until the operation ends, and reads it: whatever changes who belongs to it, or may, begins so,
/// and two of them never overlap. Nothing where it was deleted.
///
/// # Errors
/// Where the database fails.
pub async fn lock(operation: &Operation, id: OrganizationId) -> Result<Option<organization::Model>, Failure> {
    let locked = organization::Entity::update_many()
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version))
        .filter(organization::Column::Id.eq(id))
        .filter(organization::Column::DeletedAt.is_null())
        .exec(operation.tx())
        .await?;
    if locked.rows_affected == 0 {
        return Ok(None);
    }
    Ok(organization::Entity::find_by_id(id).one(operation.tx()).await?)
}
