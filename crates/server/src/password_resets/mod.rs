//! A new password for somebody who forgot theirs.

mod answer;
mod confirm;
mod request;
pub mod store;

pub use answer::{answer_waiting, run};

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(request::request_password_reset))
        .routes(routes!(confirm::confirm_password_reset))
}
