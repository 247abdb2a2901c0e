//! `POST /billing-accounts/{id}/payment-methods/{method}/default`

use super::{Ids, audit::audit, store};
use crate::{
    access::{Caller, PathParameters, Posted},
    app::App,
    card_payments,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Nothing, payment_methods::PaymentMethods};

/// Pay with a card from now on
///
/// Invoices that could not be charged to another card are tried with this one.
#[utoipa::path(
    post, path = "/billing-accounts/{id}/payment-methods/{method}/default", tag = "billing_accounts",
    params(("id" = uuid::Uuid, Path, description = "Of which account"), ("method" = uuid::Uuid, Path, description = "Which card")),
    responses((status = 200, description = "The account's cards as they are now", body = PaymentMethods))
)]
pub async fn set_default_payment_method(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Ids { id, method }): PathParameters<Ids>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
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
    operation.finish(StatusCode::OK, &body, None).await
}
