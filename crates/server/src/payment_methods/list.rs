//! `GET /billing-accounts/{id}/payment-methods`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        extract::{Id, PathParameters},
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{BillingAccountId, payment_methods::PaymentMethods};

/// Serves [`ListPaymentMethods`](hq_contract::payment_methods::ListPaymentMethods).
pub async fn list_payment_methods(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
) -> Result<Json<PaymentMethods>, Failure> {
    let db = app.db().read();
    let account = store::owned(db, caller.user, id).await?;
    store::present(&app, db, &account).await.map(Json)
}
