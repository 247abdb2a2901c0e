//! Domain names: claimed by organizations, proved by a TXT record, watched from then on.

mod claim;
mod dns;
mod doubt;
mod get;
mod hints;
mod list;
mod look;
mod release;
mod schedule;
mod settle;
pub mod store;
mod verify;
mod watch;

pub use dns::{Dns, Unreachable};
pub use watch::{round, watch};

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_domains, claim::claim_domain))
        .routes(routes!(verify::verify_domain))
        .routes(routes!(get::get_domain, release::release_domain))
}
