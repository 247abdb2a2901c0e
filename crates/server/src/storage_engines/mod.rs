//! Storage engines: the database systems behind an organization's dataplants.

mod create;
mod credentials;
mod delete;
pub mod demo;
mod forget;
mod get;
pub mod jobs;
mod list;
mod operations;
mod owner;
mod retry;
mod rights;
pub mod store;
mod update;
mod usage;
mod users;
mod warning;

pub use owner::{Credentials, StorageEngines};

use crate::{app::App, http::endpoint::serve};
use hq_contract::storage_engines::{
    CreateStorageEngine, DeleteStorageEngine, ForgetStorageEngine, GetStorageEngine, GetStorageEngineUsage,
    ListStorageEngineOperations, ListStorageEngineUsers, ListStorageEngines, RetryStorageEngine,
    UpdateStorageEngine,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListStorageEngines, _>(list::list_storage_engines))
        .routes(serve::<CreateStorageEngine, _>(create::create_storage_engine))
        .routes(serve::<GetStorageEngine, _>(get::get_storage_engine))
        .routes(serve::<UpdateStorageEngine, _>(update::update_storage_engine))
        .routes(serve::<DeleteStorageEngine, _>(delete::delete_storage_engine))
        .routes(serve::<RetryStorageEngine, _>(retry::retry_storage_engine))
        .routes(serve::<ForgetStorageEngine, _>(forget::forget_storage_engine))
        .routes(serve::<ListStorageEngineOperations, _>(operations::list_storage_engine_operations))
        .routes(serve::<GetStorageEngineUsage, _>(usage::get_storage_engine_usage))
        .routes(serve::<ListStorageEngineUsers, _>(users::list_storage_engine_users))
        .merge(credentials::routes())
}
