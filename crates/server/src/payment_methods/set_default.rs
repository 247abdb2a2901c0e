//! `POST /billing-accounts/{id}/payment-methods/{method}/default`

use super::{audit::audit, ids::Ids, store};
use crate::{
    access::Caller,
    app::App,
    card_payments,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{Nothing, payment_methods::SetDefaultPaymentMethod};

/// Serves [`SetDefaultPaymentMethod`].
pub async fn set_default_payment_method(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Ids { id, method }): PathParameters<Ids>,
    posted: Posted<Nothing>,
) -> Result<Done<SetDefaultPaymentMethod>, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let account = store::lock(&operation, caller.user, id).await?;
    let card = store::find(operation.tx(), id, method).await?;
    if account.payment_method_id != Some(method) {
        store::pay_with(&operation, id, Some(method)).await?;
        card_payments::store::try_again(&operation, id).await?;
        audit(&operation, &caller, &card, "payment_methods.default").await?;
    }
    let account = store::owned(operation.tx(), caller.user, id).await?;
    let body = store::present(&app, operation.tx(), &account).await?;
    operation.finish_with(Done::new(&body)?).await
}
