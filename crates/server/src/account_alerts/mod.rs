//! Telling people of changes to their account, and taking it back with the mail's link.

mod get;
pub mod jobs;
mod secure;
pub mod store;
mod tell;

pub use tell::{tell, tell_of_mfa, tell_taken_back};

use crate::{app::App, http::endpoint::serve};
use hq_contract::account_alerts::{GetAccountAlert, SecureAccount};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<GetAccountAlert, _>(get::get_account_alert)).routes(serve::<
        SecureAccount,
        _,
    >(
        secure::secure_account,
    ))
}
