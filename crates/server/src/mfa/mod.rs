//! Multi-factor authentication: an authenticator app's code beside the password.

mod app_code;
mod begin;
mod confirm;
mod disable;
mod get;
pub mod jobs;
pub mod proof;
mod recovery_codes;
mod secret;
pub mod store;

use crate::{app::App, http::endpoint::serve};
use hq_contract::mfa::{BeginMfa, ConfirmMfa, DisableMfa, GetMfa, RenewRecoveryCodes};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetMfa, _>(get::get_mfa))
        .routes(serve::<BeginMfa, _>(begin::begin_mfa))
        .routes(serve::<ConfirmMfa, _>(confirm::confirm_mfa))
        .routes(serve::<RenewRecoveryCodes, _>(recovery_codes::renew_recovery_codes))
        .routes(serve::<DisableMfa, _>(disable::disable_mfa))
}
