//! `POST /billing-accounts`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Posted, version_tag},
        problem::Failure,
    },
    mail::smtputf8,
    users,
};
use axum::extract::State;
use hq_contract::{
    Problem, ProblemCode,
    billing_accounts::{CreateBillingAccount, MAX_BILLING_ACCOUNTS, NewBillingAccount},
    tax_ids,
};

/// Serves [`CreateBillingAccount`].
pub async fn create_billing_account(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<NewBillingAccount>,
) -> Result<Done<CreateBillingAccount>, Failure> {
    let new = &posted.body;
    smtputf8::check(&app, &new.email)?;
    tax_ids::agree(new.address.country.as_str(), new.siren.as_ref(), new.vat_id.as_ref())
        .map_err(|error| Failure::from(Problem::invalid([error])))?;
    let operation = posted.begin_as(&app, &caller).await?;
    // Two at once do not both become the last one.
    users::store::lock(&operation, caller.user).await?;
    if store::count(operation.tx(), caller.user).await? >= MAX_BILLING_ACCOUNTS {
        return Err(ProblemCode::LimitReached.into());
    }
    let row = store::add(&operation, caller.user, new).await?;
    store::audit(&operation, caller.user, "billing_accounts.create", row.id).await?;
    let body = store::present(&row, None)?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}
