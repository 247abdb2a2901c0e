//! A new password for somebody who forgot theirs.

mod answer;
mod confirm;
pub mod jobs;
mod request;
pub mod store;

pub use answer::{answer_waiting, run};

use crate::{app::App, http::endpoint::serve};
use hq_contract::password_resets::{ConfirmPasswordReset, RequestPasswordReset};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<RequestPasswordReset, _>(request::request_password_reset))
        .routes(serve::<ConfirmPasswordReset, _>(confirm::confirm_password_reset))
}
