//! `POST /billing-accounts`

use super::store;
use crate::{
    access::{Caller, Posted, version_tag},
    app::App,
    mail::smtputf8,
    me,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    Problem, ProblemCode,
    billing_accounts::{BillingAccount, MAX_BILLING_ACCOUNTS, NewBillingAccount},
    tax_ids,
};

/// Open a billing account
///
/// The caller becomes its owner. SIREN and VAT id are checked for their form, for the address's country and against each
/// other; whether a VAT id is in use is not asked of the tax offices (VIES). 409 `limit_reached` after 50 accounts.
#[utoipa::path(
    post, path = "/billing-accounts", tag = "billing_accounts", request_body = NewBillingAccount,
    responses((status = 201, description = "The account", body = BillingAccount, headers(("etag" = String, description = "Its version"))))
)]
pub async fn create_billing_account(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<NewBillingAccount>,
) -> Result<Response, Failure> {
    let new = &posted.body;
    smtputf8::check(&app, &new.email)?;
    tax_ids::agree(new.address.country.as_str(), new.siren.as_ref(), new.vat_id.as_ref())
        .map_err(|error| Failure::from(Problem::invalid([error])))?;
    let operation = posted.begin_as(&app, &caller).await?;
    // Two at once do not both become the last one.
    me::store::lock(&operation, caller.user).await?;
    if store::count(operation.tx(), caller.user).await? >= MAX_BILLING_ACCOUNTS {
        return Err(ProblemCode::LimitReached.into());
    }
    let row = store::add(&operation, caller.user, new).await?;
    store::audit(&operation, caller.user, "billing_accounts.create", row.id).await?;
    let body = store::present(&row, None)?;
    operation.finish(StatusCode::CREATED, &body, Some(version_tag(row.version))).await
}
