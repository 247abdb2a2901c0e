//! Signing up.

mod sign_up;
pub mod store;
mod verify;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_up::sign_up)).routes(routes!(verify::verify))
}
