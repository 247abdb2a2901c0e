//! `POST /billing-accounts/{id}/subscriptions/{org}/stop`

use super::store::{self, paid};
use crate::{
    access::Caller,
    app::App,
    billing::millis,
    db::entity::{billing_account, organization},
    http::{
        endpoint::Done,
        extract::{InPath, PathParameters, Posted},
        problem::Failure,
    },
    mail::{
        letters::{Letter, plans::PayerStops, texts_of},
        outbox,
    },
    members,
    operation::Operation,
    organizations,
    platform::clock::moment,
    subscription::store::{cancelling, living, rows::Canceller},
};
use axum::extract::State;
use hq_billing::period;
use hq_contract::{
    BillingAccountId, Nothing, OrganizationId, ProblemCode, Timestamp, billing_accounts::StopPaying,
    console_paths::ConsolePath, subscription::SubscriptionState,
};
use serde::Deserialize;

/// Which organization, and the account that pays for it.
#[derive(Debug, Deserialize)]
pub struct Paid {
    id: BillingAccountId,
    org: OrganizationId,
}

impl InPath for Paid {
    type Id = BillingAccountId;
}

/// Serves [`StopPaying`].
pub async fn stop_paying(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Paid { id, org }): PathParameters<Paid>,
    posted: Posted<Nothing>,
) -> Result<Done<StopPaying>, Failure> {
    // Nobody else holds the organization up.
    store::own(app.db().read(), caller.user, id).await?;
    let mut operation = posted.begin_as(&app, &caller).await?;
    // An organization's lock comes before an account's.
    let organization = organizations::store::lock(&operation, org).await?.ok_or(ProblemCode::NotFound)?;
    let account = store::lock_own(&operation, caller.user, id).await?;
    let paid_for = living(operation.tx(), org).await?.filter(|row| row.billing_account_id == id);
    paid_for.ok_or(ProblemCode::NotFound)?;
    let row = cancelling::running(&operation, org).await?;
    if row.cancel_at.is_some() {
        return Err(ProblemCode::NoSubscription.into());
    }
    let end = cancelling::cancel(&operation, &row, Canceller::Payer).await?;
    let zone = period::zone(&row.zone).map_err(|error| Failure::internal(&error))?;
    let day = period::date(millis(end), &zone).map_err(|error| Failure::internal(&error))?;
    let ends_at: Timestamp = moment(end).into();
    let detail = serde_json::json!({"after": {"ends_at": ends_at, "payer": account.name}});
    operation.audit_in(org, caller.user, "subscription.payer_stop", row.id, detail).await?;
    store::audit(&operation, caller.user, "billing_accounts.stop", id).await?;
    tell(&mut operation, &caller, &organization, &account, &day.to_string()).await?;
    let all = paid::list(operation.tx(), &account, caller.user, operation.now()).await?;
    let stopped =
        all.into_iter().find(|one| one.organization.id == org && one.state == SubscriptionState::Cancelled);
    operation.finish_with(Done::new(&stopped.ok_or(ProblemCode::Internal)?)?).await
}

/// A mail to each of the organization's admins but who did it.
async fn tell(
    operation: &mut Operation,
    caller: &Caller,
    organization: &organization::Model,
    account: &billing_account::Model,
    day: &str,
) -> Result<(), Failure> {
    let link = operation.app().link(ConsolePath::OrganizationPlan(&organization.slug));
    let admins = members::store::admins(operation.tx(), organization.id).await?;
    for admin in admins.iter().filter(|admin| admin.id != caller.user) {
        let letter = {
            let (texts, app) = (texts_of(admin), operation.app());
            let stops = PayerStops { organization: &organization.name, payer: account.name.as_str(), day };
            Letter::to(app, &texts, admin).payer_stops(&stops, link.clone())
        };
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}
