//! Who may join an organization, and how members prove who they are.

mod get;
mod public_domains;
pub mod store;
mod update;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get::get_authentication, update::update_authentication))
}
