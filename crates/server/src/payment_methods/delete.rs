//! `DELETE /billing-accounts/{id}/payment-methods/{method}`

use super::{audit::audit, ids::Ids, store};
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, extract::PathParameters, problem::Failure},
    operation::{Operation, Origin},
    stripe::StripeError,
};
use axum::extract::State;
use hq_contract::payment_methods::DeletePaymentMethod;

/// In how many seconds to try again where Stripe does not answer.
const RETRY: u32 = 30;

/// Serves [`DeletePaymentMethod`].
pub async fn delete_payment_method(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(Ids { id, method }): PathParameters<Ids>,
) -> Result<Done<DeletePaymentMethod>, Failure> {
    store::owned(app.db().read(), caller.user, id).await?;
    let card = store::find(app.db().read(), id, method).await?;
    if let Some(stripe) = app.stripe() {
        match stripe.detach(&card.token).await {
            // Gone, or given up before: there is nothing left to charge.
            Ok(_) | Err(StripeError::Gone | StripeError::Refused { status: 400, .. }) => {}
            Err(error) => {
                tracing::warn!(%error, "a card cannot be given up now");
                return Err(Failure::unavailable(RETRY));
            }
        }
    }
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    store::lock(&operation, caller.user, id).await?;
    let card = store::find(operation.tx(), id, method).await?;
    store::forget(&operation, &card).await?;
    audit(&operation, &caller, &card, "payment_methods.delete").await?;
    operation.finish_with(Done::empty()).await
}
