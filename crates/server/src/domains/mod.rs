//! Domain names: claimed by organizations, proved by a TXT record, watched from then on.

mod claim;
mod doubt;
mod get;
mod hints;
pub mod jobs;
mod list;
mod look;
mod release;
mod schedule;
mod settle;
pub mod store;
mod verify;
mod watch;

pub use watch::{round, watch};

use crate::{app::App, http::endpoint::serve};
use hq_contract::domains::{ClaimDomain, GetDomain, ListDomains, ReleaseDomain, VerifyDomain};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListDomains, _>(list::list_domains))
        .routes(serve::<ClaimDomain, _>(claim::claim_domain))
        .routes(serve::<VerifyDomain, _>(verify::verify_domain))
        .routes(serve::<GetDomain, _>(get::get_domain))
        .routes(serve::<ReleaseDomain, _>(release::release_domain))
}
