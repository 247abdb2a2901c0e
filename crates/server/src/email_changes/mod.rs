//! Another email address for an account (docs/decisions/0047-changing-the-address.md).

mod cancel;
mod confirm;
mod get;
mod get_mine;
mod request;
mod resend;
mod send;
pub mod store;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(
            get_mine::get_my_email_change,
            request::request_email_change,
            cancel::cancel_email_change
        ))
        .routes(routes!(resend::resend_email_change))
        .routes(routes!(get::get_email_change))
        .routes(routes!(confirm::confirm_email_change))
}
