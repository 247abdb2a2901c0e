//! Multi-factor authentication: an authenticator app's code beside the password.

mod app_code;
mod begin;
mod confirm;
mod disable;
mod get;
pub mod proof;
mod recovery_codes;
mod secret;
pub mod store;

pub use secret::seal_anew;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get_mfa, begin::begin_mfa))
        .routes(routes!(confirm::confirm_mfa))
        .routes(routes!(recovery_codes::renew_recovery_codes))
        .routes(routes!(disable::disable_mfa))
}
