//! What this server is.

mod get;

use crate::{app::App, http::endpoint::serve};
use hq_contract::about::GetAbout;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetAbout, _>(get::get_about))
}
