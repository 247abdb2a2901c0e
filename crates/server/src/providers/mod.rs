//! What can be ordered.

mod get;

use crate::{app::App, http::endpoint::serve};
use hq_contract::providers::GetProviders;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetProviders, _>(get::get_providers))
}
