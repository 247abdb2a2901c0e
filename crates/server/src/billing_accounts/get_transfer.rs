//! `GET /billing-account-transfers/{token}`

use super::store::transfers;
use crate::{
    app::App,
    http::{extract::PathParameters, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::billing_accounts::TransferOffer;

/// Serves [`GetTransfer`](hq_contract::billing_accounts::GetTransfer).
pub async fn get_transfer(
    State(app): State<App>,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<TransferOffer>, Failure> {
    let db = app.db().read();
    let (row, side) = transfers::find(db, &token, app.now()).await?;
    Ok(Json(transfers::offer(db, &row, side).await?))
}
