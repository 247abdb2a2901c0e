//! Which storage engines new dataplants take.

mod get;
mod put;
pub mod store;

use crate::{app::App, http::endpoint::serve};
use hq_contract::storage_defaults::{GetStorageDefaults, PutStorageDefaults};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetStorageDefaults, _>(get::get_storage_defaults)).routes(serve::<
        PutStorageDefaults,
        _,
    >(
        put::put_storage_defaults,
    ))
}
