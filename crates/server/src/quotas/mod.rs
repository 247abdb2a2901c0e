//! Quotas: how much an organization can have, and asking for more.

pub mod answer;
pub mod gate;
mod get;
mod request;
pub mod store;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get::get_quotas)).routes(routes!(request::request_quota))
}
