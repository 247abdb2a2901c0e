//! Which storage engines new dataplants take.

mod get;
mod put;
pub mod store;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get::get_storage_defaults, put::put_storage_defaults))
}
