//! `PATCH /billing-accounts/{id}`

use super::store::{self, transfers};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Body, Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    mail::smtputf8,
    operation::{Operation, Origin},
};
use axum::extract::State;
use hq_contract::{
    BillingAccountId, Problem,
    billing_accounts::{BillingAccountPatch, UpdateBillingAccount},
    tax_ids,
};

/// Serves [`UpdateBillingAccount`].
pub async fn update_billing_account(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
    version: IfMatch,
    Body(patch): Body<BillingAccountPatch>,
) -> Result<Done<UpdateBillingAccount>, Failure> {
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
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}
