//! Telling people of changes to their account, and taking it back with the mail's link.

mod get;
mod secure;
pub mod store;
mod tell;

pub use tell::{tell, tell_of_mfa, tell_taken_back};

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get::get_account_alert)).routes(routes!(secure::secure_account))
}
