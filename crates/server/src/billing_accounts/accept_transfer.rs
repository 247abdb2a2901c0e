//! `POST /billing-accounts/{id}/transfer/accept`

use super::{
    hand_over,
    store::{self, transfers::Side},
};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    BillingAccountId,
    billing_accounts::{AcceptTransfer, TransferToken},
};

/// Serves [`AcceptTransfer`].
pub async fn accept_transfer(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
    posted: Posted<TransferToken>,
) -> Result<Done<AcceptTransfer>, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    let offer = hand_over::part(&mut operation, &caller, id, &posted.body.token, Side::Recipient).await?;
    store::audit(&operation, caller.user, "billing_accounts.accept_offer", id).await?;
    operation.finish_with(Done::new(&offer)?).await
}
