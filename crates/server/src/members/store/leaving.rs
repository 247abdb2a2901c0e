//! Members who go.

use super::guard_last_admin;
use crate::{api_keys, db::entity::membership, http::problem::Failure, operation::Operation, rules};
use sea_orm::EntityTrait as _;

/// Ends a membership of a locked organization. The rules are kept for a while, for who comes back; the admins are told of API keys
/// that the member made.
///
/// # Errors
/// 409 `last_admin`
pub async fn remove(operation: &mut Operation, member: &membership::Model) -> Result<(), Failure> {
    let (organization, user) = (member.organization_id, member.user_id);
    guard_last_admin(operation, member).await?;
    rules::store::keep_former(operation, member).await?;
    membership::Entity::delete_by_id((organization, user)).exec(operation.tx()).await?;
    api_keys::creator_left(operation, organization, user).await
}
