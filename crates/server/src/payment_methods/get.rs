//! `GET /billing-accounts/{id}/payment-methods/{method}`

use super::{ids::Ids, store};
use crate::{
    access::Caller,
    app::App,
    http::{extract::PathParameters, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::payment_methods::PaymentMethod;

/// Serves [`GetPaymentMethod`](hq_contract::payment_methods::GetPaymentMethod).
pub async fn get_payment_method(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Ids { id, method }): PathParameters<Ids>,
) -> Result<Json<PaymentMethod>, Failure> {
    let db = app.db().read();
    let account = store::owned(db, caller.user, id).await?;
    let card = store::find(db, id, method).await?;
    Ok(Json(store::present_one(card, &account)))
}
