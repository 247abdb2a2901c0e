//! Vouchers: what somebody was promised, redeemed with a code.

mod redeem;
pub mod store;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(redeem::redeem_voucher))
}
