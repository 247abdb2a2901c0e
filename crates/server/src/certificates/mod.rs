//! TLS certificates of organizations, with their private keys.

mod add;
mod get;
mod judge;
mod list;
mod material;
mod remove;
mod replace;
pub mod store;
mod warn;

pub use material::{Material, check};
pub use warn::{seal_anew, warn};

use crate::{app::App, serve::body};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_certificates, add::add_certificate))
        .routes(routes!(get::get_certificate, replace::replace_certificate, remove::remove_certificate))
        .layer(body::large())
}
