//! `DELETE /billing-accounts/{id}/transfer`

use super::store::{self, transfers};
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
use hq_contract::{BillingAccountId, ProblemCode, billing_accounts::CancelTransfer};

/// Serves [`CancelTransfer`].
pub async fn cancel_transfer(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
) -> Result<Done<CancelTransfer>, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    store::lock_own(&operation, caller.user, id).await?;
    transfers::open(operation.tx(), id, operation.now()).await?.ok_or(ProblemCode::NotFound)?;
    transfers::end(&operation, id).await?;
    store::audit(&operation, caller.user, "billing_accounts.cancel_offer", id).await?;
    operation.finish_with(Done::empty()).await
}
