//! `POST /billing-accounts/{id}/transfer/confirm`

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
    billing_accounts::{ConfirmTransfer, TransferToken},
};

/// Serves [`ConfirmTransfer`].
pub async fn confirm_transfer(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
    posted: Posted<TransferToken>,
) -> Result<Done<ConfirmTransfer>, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    let offer = hand_over::part(&mut operation, &caller, id, &posted.body.token, Side::Owner).await?;
    store::audit(&operation, caller.user, "billing_accounts.confirm_offer", id).await?;
    operation.finish_with(Done::new(&offer)?).await
}
