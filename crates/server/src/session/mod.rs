//! Being signed in.

mod get;
pub mod jobs;
mod sign_in;
mod sign_out;
pub mod store;

pub use store::{browsers, tries};

use crate::{app::App, http::endpoint::serve};
use hq_contract::session::{GetSession, SignIn, SignOut};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<SignIn, _>(sign_in::sign_in))
        .routes(serve::<GetSession, _>(get::get_session))
        .routes(serve::<SignOut, _>(sign_out::sign_out))
}
