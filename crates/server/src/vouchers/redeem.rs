//! `POST /organizations/{org}/vouchers`

use super::store;
use crate::{
    access::{OrgAccess, UpdateBilling},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    platform::rate_limits::{self, Limit},
};
use axum::extract::State;
use hq_contract::{
    ProblemCode,
    vouchers::{RedeemVoucher, Redemption},
};

/// Codes are no passwords, and nobody should find one by trying.
const TRIES: Limit = Limit { name: "vouchers.redeem", most: 20, window_seconds: 3600 };

/// Serves [`RedeemVoucher`].
pub async fn redeem_voucher(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<Redemption>,
) -> Result<Done<RedeemVoucher>, Failure> {
    if !app.billing().is_some_and(|billing| billing.takes_vouchers()) {
        return Err(ProblemCode::BillingOff.into());
    }
    rate_limits::count(&app, TRIES, &access.caller.id().to_string()).await?;
    let operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let code = &posted.body.code;
    let (redeemed, id) = store::redeem(&operation, code, organization, user).await?;
    let detail = serde_json::json!({"after": {"code": code, "gift": store::told(&redeemed.gift)}});
    operation.audit_in(organization, user, "vouchers.redeem", id, detail).await?;
    operation.finish_with(Done::new(&redeemed)?).await
}
