//! Requests to join.

mod approve;
mod ask;
mod deny;
mod get;
mod list;
mod list_mine;
mod reopen;
pub mod store;
mod suggestions;
mod withdraw;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_join_requests, ask::ask_to_join))
        .routes(routes!(get::get_join_request, withdraw::withdraw_join_request))
        .routes(routes!(approve::approve_join_request))
        .routes(routes!(deny::deny_join_request))
        .routes(routes!(reopen::reopen_join_request))
        .routes(routes!(list_mine::list_my_join_requests))
        .routes(routes!(suggestions::list_my_suggestions))
}
