//! The signed-in person.

mod change_password;
mod delete_account;
mod end_other_sessions;
mod end_session;
mod get;
mod get_deletion;
mod get_session;
mod list_deleted_organizations;
mod list_organizations;
mod list_sessions;
pub mod store;
mod update;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get_me, update::update_me))
        .routes(routes!(change_password::change_password))
        .routes(routes!(get_deletion::get_deletion, delete_account::delete_account))
        .routes(routes!(list_sessions::list_my_sessions, end_other_sessions::end_other_sessions))
        .routes(routes!(get_session::get_my_session, end_session::end_my_session))
        .routes(routes!(list_organizations::list_my_organizations))
        .routes(routes!(list_deleted_organizations::list_deleted_organizations))
}
