//! `GET /billing-accounts/{id}`

use super::store::{self, transfers};
use crate::{
    access::{Caller, Id, PathParameters, version_tag},
    app::App,
    operation::answer,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{BillingAccountId, billing_accounts::BillingAccount};

/// Read a billing account
///
/// Of the caller's; any other is 404.
#[utoipa::path(
    get, path = "/billing-accounts/{id}", tag = "billing_accounts",
    params(("id" = BillingAccountId, Path, description = "Which account")),
    responses((status = 200, description = "The account", body = BillingAccount, headers(("etag" = String, description = "Its version"))))
)]
pub async fn get_billing_account(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Response, Failure> {
    let db = app.db().read();
    let row = store::own(db, caller.user, id).await?;
    let transfer = transfers::open(db, id, app.now()).await?;
    let body = serde_json::to_string(&store::present(&row, transfer.as_ref())?);
    let body = body.map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(version_tag(row.version))))
}
