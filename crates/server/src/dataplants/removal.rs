//! Begins to delete a dataplant.

use super::store;
use crate::{
    access::ActorId,
    brokers::{self, order},
    db::entity::dataplant,
    http::problem::Failure,
    operation::Operation,
};

/// Orders that a dataplant is removed: first itself, then its credentials in its engines, then what HQ keeps of it. Under the
/// organization's lock.
///
/// # Errors
/// 409 `not_ready` where something else is under way.
pub async fn begin(operation: &mut Operation, row: &dataplant::Model, user: ActorId) -> Result<(), Failure> {
    let instance = brokers::store::instance(operation.tx(), row.instance_id).await?;
    order::remove(operation, &instance, Some(user)).await?;
    store::deletions::end_all(operation, row.id).await?;
    store::next_version(operation, row.id).await?;
    let detail = serde_json::json!({"name": row.name});
    operation.audit_in(row.organization_id, user, "dataplants.delete", row.id, detail).await
}
