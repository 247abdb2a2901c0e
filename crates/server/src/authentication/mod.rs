//! Who may join an organization, and how members prove who they are.

mod get;
pub mod jobs;
mod public_domains;
pub mod store;
mod update;

use crate::{app::App, http::endpoint::serve};
use hq_contract::authentication::{GetAuthentication, UpdateAuthentication};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetAuthentication, _>(get::get_authentication)).routes(serve::<
        UpdateAuthentication,
        _,
    >(
        update::update_authentication,
    ))
}
