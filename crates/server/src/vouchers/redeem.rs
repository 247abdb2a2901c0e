//! `POST /organizations/{org}/vouchers`

use super::store;
use crate::{
    access::{OrgAccess, Posted, UpdateBilling},
    app::App,
    problem::Failure,
    rate_limits::{self, Limit},
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode,
    vouchers::{ActiveVoucher, Redemption},
};

/// Codes are no passwords, and nobody should find one by trying.
const TRIES: Limit = Limit { name: "vouchers.redeem", most: 20, window_seconds: 3600 };

/// Redeem a voucher
///
/// Money is taken off the next invoices, FPU cost nothing from now on for their time, and a trial is used by the next order of its
/// plan. 422 `not_a_voucher` where there is none of that code; 409 `voucher_used`, `voucher_expired`, or `voucher_redeemed` where this
/// organization did so before; `billing_off` where nothing is sold or the operator takes no vouchers.
#[utoipa::path(
    post, path = "/organizations/{org}/vouchers", tag = "vouchers", request_body = Redemption,
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 201, description = "What it gives", body = ActiveVoucher))
)]
pub async fn redeem_voucher(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<Redemption>,
) -> Result<Response, Failure> {
    if !app.billing().is_some_and(|billing| billing.takes_vouchers()) {
        return Err(ProblemCode::BillingOff.into());
    }
    rate_limits::count(&app, TRIES, &access.caller.user.to_string()).await?;
    let operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.user);
    let code = &posted.body.code;
    let (redeemed, id) = store::redeem(&operation, code, organization, user).await?;
    let detail = serde_json::json!({"after": {"code": code, "gift": store::told(&redeemed.gift)}});
    operation.audit_in(organization, user, "vouchers.redeem", id, detail).await?;
    operation.finish(StatusCode::CREATED, &redeemed, None).await
}
