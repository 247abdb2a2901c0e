//! `GET /billing-accounts/{id}/payment-methods`

use super::store;
use crate::{
    access::{Caller, PathParameters},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{BillingAccountId, payment_methods::PaymentMethods};

/// Read how an account can pay and pays
#[utoipa::path(
    get, path = "/billing-accounts/{id}/payment-methods", tag = "billing_accounts",
    params(("id" = BillingAccountId, Path, description = "Of which account")),
    responses((status = 200, description = "Its cards, and whether some can be added", body = PaymentMethods))
)]
pub async fn list_payment_methods(
    State(app): State<App>,
    caller: Caller,
    PathParameters(id): PathParameters<BillingAccountId>,
) -> Result<Json<PaymentMethods>, Failure> {
    let db = app.db().read();
    let account = store::owned(db, caller.user, id.0).await?;
    store::present(&app, db, &account).await.map(Json)
}
