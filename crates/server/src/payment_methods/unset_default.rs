//! `DELETE /billing-accounts/{id}/payment-methods/default`

use super::{audit::audit, store};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters},
        problem::Failure,
    },
    operation::{Operation, Origin},
};
use axum::extract::State;
use hq_contract::{BillingAccountId, payment_methods::UnsetDefaultPaymentMethod};

/// Serves [`UnsetDefaultPaymentMethod`].
pub async fn unset_default_payment_method(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
) -> Result<Done<UnsetDefaultPaymentMethod>, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    let account = store::lock(&operation, caller.user, id).await?;
    if let Some(card) = account.payment_method_id {
        let card = store::find(operation.tx(), id, card).await?;
        store::pay_with(&operation, id, None).await?;
        audit(&operation, &caller, &card, "payment_methods.default_off").await?;
    }
    let account = store::owned(operation.tx(), caller.user, id).await?;
    let body = store::present(&app, operation.tx(), &account).await?;
    operation.finish_with(Done::new(&body)?).await
}
