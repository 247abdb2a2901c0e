//! Quotas: how much an organization can have, and asking for more.

pub mod answer;
pub mod gate;
mod get;
pub mod jobs;
mod request;
pub mod store;

use crate::{app::App, http::endpoint::serve};
use hq_contract::quotas::{GetQuotas, RequestQuota};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetQuotas, _>(get::get_quotas))
        .routes(serve::<RequestQuota, _>(request::request_quota))
}
