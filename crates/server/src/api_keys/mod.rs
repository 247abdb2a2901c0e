//! API keys: what scripts call with. A key is a caller like a member, and what it may do is decided by the same rules; only people
//! make, change, rotate and revoke keys, so that none outlives what it was made for.

mod create;
mod demo;
mod get;
pub mod jobs;
mod list;
mod revoke;
mod rotate;
pub mod secret;
pub mod store;
mod tell;
mod update;

pub use tell::{creator_left, warn};

use crate::{
    access::{ByPerson, ManageApiKeys},
    app::App,
    db::entity::api_key,
    http::{
        endpoint::{Done, serve},
        extract::version_tag,
        problem::Failure,
    },
    operation::{OrgOperation, REPLAYED},
};
use axum::http::HeaderValue;
use hq_contract::{
    Described, FieldCode,
    api_keys::{
        CreateApiKey, GetApiKey, IssuedApiKey, ListApiKeys, MAX_LIFETIME_DAYS, RevokeApiKey, RotateApiKey,
        UpdateApiKey,
    },
};
use secret::Secret;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListApiKeys, _>(list::list_api_keys))
        .routes(serve::<CreateApiKey, _>(create::create_api_key))
        .routes(serve::<GetApiKey, _>(get::get_api_key))
        .routes(serve::<UpdateApiKey, _>(update::update_api_key))
        .routes(serve::<RevokeApiKey, _>(revoke::revoke_api_key))
        .routes(serve::<RotateApiKey, _>(rotate::rotate_api_key))
}

/// A day, in the database's microseconds.
const DAY: i64 = 24 * HOUR;
/// An hour.
const HOUR: i64 = 3600 * 1_000_000;

/// When a secret ends that is good for so many days from now on.
fn end(now: i64, days: Option<u32>) -> Result<Option<i64>, Failure> {
    match days {
        None => Ok(None),
        Some(days @ 1..=MAX_LIFETIME_DAYS) => Ok(Some(now + i64::from(days) * DAY)),
        Some(_) => Err(Failure::field("/expires_in_days", FieldCode::WrongType)),
    }
}

/// Commits, and tells a secret: in this answer and never again.
async fn issue<E: Described<Answer = IssuedApiKey>>(
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
