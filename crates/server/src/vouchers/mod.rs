//! Vouchers: what somebody was promised, redeemed with a code.

mod demo;
pub mod jobs;
mod redeem;
pub mod store;

use crate::{app::App, http::endpoint::serve};
use hq_contract::vouchers::RedeemVoucher;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(serve::<RedeemVoucher, _>(redeem::redeem_voucher))
}
