//! The key behind a request, under the organization's lock.

use crate::{
    access::{Key, keys},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{OrganizationId, ProblemCode, Role};

/// The role and the rules that a key has by now, in its locked organization.
///
/// # Errors
/// 401 `invalid_token` where it was revoked, or its secret replaced or over.
pub async fn under_lock(
    operation: &Operation,
    organization: OrganizationId,
    key: &Key,
) -> Result<(Role, String), Failure> {
    keys::hold(operation.tx(), key, operation.app().now()).await?;
    match super::find(operation.tx(), organization, key.id).await {
        Ok(row) => Ok((row.role, row.rules)),
        Err(Failure::Refused(problem, _)) if problem.code == ProblemCode::NotFound => {
            Err(Failure::invalid_token())
        }
        Err(failure) => Err(failure),
    }
}
