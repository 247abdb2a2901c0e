//! Organizations.

mod create;
mod delete;
mod delete_logo;
mod get;
mod get_deletion;
mod get_logo;
mod put_logo;
mod restore;
mod slug_state;
pub mod store;
mod update;
mod visit;

use crate::{app::App, serve::body};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_logo::get_logo, put_logo::put_logo, delete_logo::delete_logo))
        .layer(body::large())
        .routes(routes!(create::create_organization))
        .routes(routes!(get::get_organization, update::update_organization, delete::delete_organization))
        .routes(routes!(get_deletion::get_organization_deletion))
        .routes(routes!(restore::restore_organization))
        .routes(routes!(visit::visit_organization))
        .routes(routes!(slug_state::get_slug_state))
}
