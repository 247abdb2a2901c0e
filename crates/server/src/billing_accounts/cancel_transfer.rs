//! `DELETE /billing-accounts/{id}/transfer`

use super::store::{self, transfers};
use crate::{
    access::{Caller, Id, PathParameters},
    app::App,
    operation::{Operation, Origin},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{BillingAccountId, ProblemCode};

/// Take an offer of a billing account back
///
/// Its links no longer work. 404 where none is under way: it has happened, or its time is over.
#[utoipa::path(
    delete, path = "/billing-accounts/{id}/transfer", tag = "billing_accounts",
    params(("id" = BillingAccountId, Path, description = "Which account")),
    responses((status = 204, description = "Taken back"))
)]
pub async fn cancel_transfer(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Response, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    store::lock_own(&operation, caller.user, id).await?;
    transfers::open(operation.tx(), id, operation.now()).await?.ok_or(ProblemCode::NotFound)?;
    transfers::end(&operation, id).await?;
    store::audit(&operation, caller.user, "billing_accounts.cancel_offer", id).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
