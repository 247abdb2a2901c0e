//! What the operator sells.

mod get;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get::get_plans))
}
