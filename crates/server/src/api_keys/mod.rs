//! API keys: what scripts call with. A key is a caller like a member, and what it may do is decided by the same rules; only people
//! make, change, rotate and revoke keys, so that none outlives what it was made for.

mod create;
mod demo;
mod ends;
mod get;
mod issue;
pub mod jobs;
mod list;
mod revoke;
mod rotate;
pub mod secret;
pub mod store;
mod tell;
mod update;

pub use tell::{creator_left, warn};

use crate::{app::App, http::endpoint::serve};
use hq_contract::api_keys::{CreateApiKey, GetApiKey, ListApiKeys, RevokeApiKey, RotateApiKey, UpdateApiKey};
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
