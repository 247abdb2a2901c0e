//! What the operator sells.

mod get;

use crate::{app::App, http::endpoint::serve};
use hq_contract::plans::GetPlans;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetPlans, _>(get::get_plans))
}
