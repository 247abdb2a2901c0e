//! Pictures of people.

mod delete;
mod get;
mod get_of_join_request;
mod get_of_member;
mod put;
pub mod store;

use crate::{app::App, serve::body};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get_my_picture, put::put_picture, delete::delete_picture))
        .layer(body::large())
        .routes(routes!(get_of_member::get_member_picture))
        .routes(routes!(get_of_join_request::get_join_request_picture))
}
