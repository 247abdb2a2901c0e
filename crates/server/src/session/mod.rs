//! Being signed in.

mod get;
mod sign_in;
mod sign_out;
pub mod store;

pub use store::{browsers, tries};

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in::sign_in, get::get_session, sign_out::sign_out))
}
