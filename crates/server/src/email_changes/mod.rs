//! Another email address for an account (docs/decisions/0047-changing-the-address.md).

mod cancel;
mod confirm;
mod get;
mod get_mine;
pub mod jobs;
mod request;
mod resend;
mod send;
pub mod store;

use crate::{app::App, http::endpoint::serve};
use hq_contract::email_changes::{
    CancelEmailChange, ConfirmEmailChange, GetEmailChange, GetMyEmailChange, RequestEmailChange,
    ResendEmailChange,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetMyEmailChange, _>(get_mine::get_my_email_change))
        .routes(serve::<RequestEmailChange, _>(request::request_email_change))
        .routes(serve::<CancelEmailChange, _>(cancel::cancel_email_change))
        .routes(serve::<ResendEmailChange, _>(resend::resend_email_change))
        .routes(serve::<GetEmailChange, _>(get::get_email_change))
        .routes(serve::<ConfirmEmailChange, _>(confirm::confirm_email_change))
}
