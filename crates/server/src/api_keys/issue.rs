//! Telling a secret, once.

use super::{
    secret::Secret,
    store::{self, Again},
};
use crate::{
    access::{ByPerson, ManageApiKeys},
    db::entity::api_key,
    http::{endpoint::Done, extract::version_tag, problem::Failure},
    operation::{OrgOperation, REPLAYED},
};
use axum::http::HeaderValue;
use hq_contract::{Described, api_keys::IssuedApiKey};

/// Commits, and tells a secret: in this answer and never again.
///
/// # Errors
/// Where the database fails.
pub async fn issue<E: Described<Answer = IssuedApiKey>>(
    operation: OrgOperation<ByPerson<ManageApiKeys>>,
    row: &api_key::Model,
    secret: &Secret,
) -> Result<Done<E>, Failure> {
    let key = store::one(operation.tx(), row, operation.now()).await?;
    let body = IssuedApiKey { key, secret: secret.expose().to_owned() };
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}

/// Answers a request that is repeated. Another secret is good from then on, so the audit log has a line of it, as of every secret that
/// takes the place of another; its answer is a replay all the same.
pub async fn issue_again<E: Described<Answer = IssuedApiKey>>(
    operation: OrgOperation<ByPerson<ManageApiKeys>>,
    again: &Again,
) -> Result<Done<E>, Failure> {
    let Again { row, never_used, secret } = again;
    let detail = serde_json::json!({
        "name": row.name, "before": {"starts_with": never_used}, "after": {"starts_with": secret.starts_with()},
    });
    let caller = operation.caller.id();
    operation.audit_in(operation.organization.id, caller, "api_keys.rotate", row.id, detail).await?;
    let mut done = issue(operation, row, secret).await?;
    done.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(done)
}
