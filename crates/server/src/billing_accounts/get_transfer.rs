//! `GET /billing-account-transfers/{token}`

use super::store::transfers;
use crate::{access::PathParameters, app::App, problem::Failure};
use axum::{Json, extract::State};
use hq_contract::billing_accounts::TransferOffer;

/// Read what the link of a mail hands over
///
/// For everybody who holds the link, signed in or not, so that somebody who is signed in with another address sees for which
/// one it is. Changes nothing, however often it is read: mail scanners follow links.
#[utoipa::path(
    get, path = "/billing-account-transfers/{token}", tag = "billing_accounts", security(()),
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "The offer", body = TransferOffer))
)]
pub async fn get_transfer(
    State(app): State<App>,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<TransferOffer>, Failure> {
    let db = app.db().read();
    let (row, side) = transfers::find(db, &token, app.now()).await?;
    Ok(Json(transfers::offer(db, &row, side).await?))
}
