//! `POST /billing-accounts/{id}/transfer/accept`

use super::{
    hand_over,
    store::{self, transfers::Side},
};
use crate::{
    access::{Caller, Id, PathParameters, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    BillingAccountId,
    billing_accounts::{TransferOffer, TransferToken},
};

/// Accept a billing account that is handed over
///
/// By the link of the mail, signed in with the address that it was sent to; any other gets 403 `wrong_account`. Once the owner has
/// confirmed too, the account is the caller's.
#[utoipa::path(
    post, path = "/billing-accounts/{id}/transfer/accept", tag = "billing_accounts", request_body = TransferToken,
    params(("id" = BillingAccountId, Path, description = "Which account")),
    responses((status = 200, description = "The offer as it stands", body = TransferOffer))
)]
pub async fn accept_transfer(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<TransferToken>,
) -> Result<Response, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    let offer = hand_over::part(&mut operation, &caller, id, &posted.body.token, Side::Recipient).await?;
    store::audit(&operation, caller.user, "billing_accounts.accept_offer", id).await?;
    operation.finish(StatusCode::OK, &offer, None).await
}
