//! Rules: what members who are no admins may do.

mod get;
mod history;
mod preview;
mod put;
mod put_many;
pub mod store;

use crate::{app::App, serve::body};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get_rules, put::put_rules))
        .routes(routes!(preview::preview_rules))
        .routes(routes!(put_many::put_rules_of_members))
        .layer(body::large())
        .routes(routes!(history::list_rules_changes))
}
