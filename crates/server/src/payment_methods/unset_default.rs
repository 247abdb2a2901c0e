//! `DELETE /billing-accounts/{id}/payment-methods/default`

use super::{audit::audit, store};
use crate::{
    access::{Caller, PathParameters},
    app::App,
    operation::{Operation, Origin},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{BillingAccountId, payment_methods::PaymentMethods};

/// Pay by bank transfer from now on
///
/// The cards stay, and can be chosen again. Invoices that were not charged yet are paid by bank transfer too. Where it is paid so already,
/// nothing changes.
#[utoipa::path(
    delete, path = "/billing-accounts/{id}/payment-methods/default", tag = "billing_accounts",
    params(("id" = BillingAccountId, Path, description = "Of which account")),
    responses((status = 200, description = "The account's cards as they are now", body = PaymentMethods))
)]
pub async fn unset_default_payment_method(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(id): PathParameters<BillingAccountId>,
) -> Result<Response, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    let account = store::lock(&operation, caller.user, id.0).await?;
    if let Some(card) = account.payment_method_id {
        let card = store::find(operation.tx(), id.0, card).await?;
        store::pay_with(&operation, id.0, None).await?;
        audit(&operation, &caller, &card, "payment_methods.default_off").await?;
    }
    let account = store::owned(operation.tx(), caller.user, id.0).await?;
    let body = store::present(&app, operation.tx(), &account).await?;
    operation.finish(StatusCode::OK, &body, None).await
}
