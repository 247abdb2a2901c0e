//! Signing up.

pub mod jobs;
mod sign_up;
pub mod store;
mod verify;

use crate::{app::App, http::endpoint::serve};
use hq_contract::accounts::{SignUp, Verify};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<SignUp, _>(sign_up::sign_up))
        .routes(serve::<Verify, _>(verify::verify))
}
