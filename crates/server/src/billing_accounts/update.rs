//! `PATCH /billing-accounts/{id}`

use super::store::{self, transfers};
use crate::{
    access::{Body, Caller, Id, IfMatch, PathParameters, version_tag},
    app::App,
    mail::smtputf8,
    operation::{Operation, Origin},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    BillingAccountId, Problem,
    billing_accounts::{BillingAccount, BillingAccountPatch},
    tax_ids,
};

/// Change a billing account
///
/// What was issued before stays as it is; the next invoice says what is said here, and its VAT follows from it.
#[utoipa::path(
    patch, path = "/billing-accounts/{id}", tag = "billing_accounts", request_body = BillingAccountPatch,
    params(("id" = BillingAccountId, Path, description = "Which account"),
        ("If-Match" = String, Header, description = "The version that was read")),
    responses((status = 200, description = "The account as it is now", body = BillingAccount, headers(("etag" = String, description = "Its version"))))
)]
pub async fn update_billing_account(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id>,
    version: IfMatch,
    Body(patch): Body<BillingAccountPatch>,
) -> Result<Response, Failure> {
    if let Some(email) = &patch.email {
        smtputf8::check(&app, email)?;
    }
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    let row = store::lock_own(&operation, caller.user, id).await?;
    version.check(&version_tag(row.version))?;
    let before = store::details(&row)?;
    let after = store::patched(before.clone(), patch);
    tax_ids::agree(after.address.country.as_str(), after.siren.as_ref(), after.vat_id.as_ref())
        .map_err(|error| Failure::from(Problem::invalid([error])))?;
    let row = if after == before {
        row
    } else {
        store::audit(&operation, caller.user, "billing_accounts.update", id).await?;
        store::change(&operation, &row, &after).await?
    };
    let transfer = transfers::open(operation.tx(), id, operation.now()).await?;
    let body = store::present(&row, transfer.as_ref())?;
    operation.finish(StatusCode::OK, &body, Some(version_tag(row.version))).await
}
