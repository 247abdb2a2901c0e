//! `POST /billing-accounts/{id}/transfer/confirm`

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

/// Confirm that a billing account is handed over
///
/// By the link of the mail, signed in as the owner. Once the other side has accepted too, the account is theirs.
#[utoipa::path(
    post, path = "/billing-accounts/{id}/transfer/confirm", tag = "billing_accounts", request_body = TransferToken,
    params(("id" = BillingAccountId, Path, description = "Which account")),
    responses((status = 200, description = "The offer as it stands", body = TransferOffer))
)]
pub async fn confirm_transfer(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<TransferToken>,
) -> Result<Response, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    let offer = hand_over::part(&mut operation, &caller, id, &posted.body.token, Side::Owner).await?;
    store::audit(&operation, caller.user, "billing_accounts.confirm_offer", id).await?;
    operation.finish(StatusCode::OK, &offer, None).await
}
