//! Storage engines: the database systems behind an organization's dataplants.

mod create;
mod credentials;
mod delete;
mod forget;
mod get;
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

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_storage_engines, create::create_storage_engine))
        .routes(routes!(
            get::get_storage_engine,
            update::update_storage_engine,
            delete::delete_storage_engine
        ))
        .routes(routes!(retry::retry_storage_engine))
        .routes(routes!(forget::forget_storage_engine))
        .routes(routes!(operations::list_storage_engine_operations))
        .routes(routes!(usage::get_storage_engine_usage))
        .routes(routes!(users::list_storage_engine_users))
        .merge(credentials::routes())
}
