//! Members: who belongs to an organization.

mod export;
mod get;
mod holdings;
mod leave;
mod list;
mod remove;
pub mod store;
mod transfer;
mod update;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_members))
        .routes(routes!(get::get_member, update::update_member, remove::remove_member))
        .routes(routes!(holdings::get_member_holdings))
        .routes(routes!(export::export_members))
        .routes(routes!(leave::leave_organization))
        .routes(routes!(transfer::transfer_administration))
}
