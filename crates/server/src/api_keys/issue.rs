//! Telling a secret, once.

use super::{secret::Secret, store};
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
    again: bool,
) -> Result<Done<E>, Failure> {
    let key = store::one(operation.tx(), row, operation.now()).await?;
    let body = IssuedApiKey { key, secret: secret.expose().to_owned() };
    let mut done = operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await?;
    if again {
        done.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(done)
}
