//! `POST /organizations/{org}/subscription/reactivate`

use super::{
    get,
    store::{
        self, due, payers,
        rows::{self, Running},
    },
};
use crate::{
    access::{OrgAccess, UpdateBilling},
    app::App,
    billing::{micros, millis},
    http::{endpoint::Done, extract::Posted, problem::Failure},
};
use axum::extract::State;
use hq_contract::{Nothing, ProblemCode, subscription::ReactivateSubscription};

/// Serves [`ReactivateSubscription`].
pub async fn reactivate_subscription(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<Nothing>,
) -> Result<Done<ReactivateSubscription>, Failure> {
    let operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let row = store::living(operation.tx(), organization).await?.ok_or(ProblemCode::NoSubscription)?;
    let row = due::take_effect(&operation, row).await?;
    let mut pure = store::read(operation.tx(), &row).await?;
    let now = store::in_force(&pure, millis(operation.now()));
    let waits = pure.phases.iter().any(|phase| phase.from > now);
    if store::is_over(&row) || !(waits || row.cancel_at.is_some()) {
        return Err(ProblemCode::NoSubscription.into());
    }
    if row.payer_stopped_at.is_some() && !payers::owns(operation.tx(), row.billing_account_id, user).await? {
        return Err(ProblemCode::PayerStopped.into());
    }
    pure.phases.retain(|phase| phase.from <= now);
    pure.cancel_at = None;
    rows::withdraw(&operation, row.id, micros(now) + 1).await?;
    let running = Running { account: row.billing_account_id, subscription: &pure };
    let after = rows::go_on(&operation, &row, running).await?;
    let terms = pure.at(now).map(|phase| due::told(&phase.terms));
    let detail = serde_json::json!({"after": terms});
    operation.audit_in(organization, user, "subscription.reactivate", after.id, detail).await?;
    get::finish(operation).await
}
