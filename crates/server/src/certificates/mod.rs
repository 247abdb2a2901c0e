//! TLS certificates of organizations, with their private keys.

mod add;
mod get;
pub mod jobs;
mod judge;
mod list;
mod material;
mod remove;
mod replace;
pub mod store;
mod warn;

pub use material::{Material, check};
pub use warn::{seal_anew, warn};

use crate::{
    app::App,
    http::{endpoint::serve, serve::body},
};
use hq_contract::certificates::{
    AddCertificate, GetCertificate, ListCertificates, RemoveCertificate, ReplaceCertificate,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListCertificates, _>(list::list_certificates))
        .routes(serve::<AddCertificate, _>(add::add_certificate))
        .routes(serve::<GetCertificate, _>(get::get_certificate))
        .routes(serve::<ReplaceCertificate, _>(replace::replace_certificate))
        .routes(serve::<RemoveCertificate, _>(remove::remove_certificate))
        .layer(body::large())
}
