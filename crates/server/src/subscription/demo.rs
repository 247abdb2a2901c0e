//! What the cast has subscribed to: the first organization since months, with what it used; another one tries a plan; the others have
//! none.

use super::store::{self as subscriptions, change, quote::ZONE, rows};
use crate::{
    app::App,
    billing::{Billing, millis},
    billing_accounts,
    demo::{ADMIN, TRIES, audit, first_organization, person},
    http::problem::Failure,
    invoices,
    operation::{Operation, Origin},
    organizations,
    platform::micros::Micros,
    usage::store::{Event, record_at},
};
use axum::http::StatusCode;
use hq_billing::{
    period::zone,
    subscription::{Subscription, Terms},
    usage::{Dimension, ResourceKind},
};
use hq_contract::{BillingAccountId, ProblemCode, UserId, plan::Plan};

const DAY: i64 = 24 * 3600 * 1_000_000;
/// For so many days the first organization has had its plan.
const SINCE: i64 = 66;

/// Makes what is not there yet, where something is sold.
///
/// # Errors
/// Where the database fails.
pub async fn add(app: &App) -> Result<(), Failure> {
    let Some(billing) = app.billing() else { return Ok(()) };
    let premium = terms(Plan::Premium);
    let begins = app.now() - SINCE * DAY;
    if subscribe(app, ADMIN, "Acme Robotics SAS", Begin { billing, terms: premium, begins, days: 0 }).await? {
        history(app).await?;
        invoices::demo::add(app).await?;
    }
    let standard = terms(Plan::Standard);
    let days = billing.book().plan(Plan::Standard).trial_days;
    let begins = app.now() - 2 * DAY;
    subscribe(app, TRIES, "Globex SARL", Begin { billing, terms: standard, begins, days }).await.map(drop)
}

const fn terms(plan: Plan) -> Terms {
    Terms {
        plan,
        cycle: hq_billing::Cycle::Monthly,
        support: hq_billing::SupportLevel::Basic,
        committed_fpu: 0,
        month_override: None,
    }
}

#[derive(Clone, Copy)]
struct Begin<'a> {
    billing: &'a Billing,
    terms: Terms,
    /// When, as the database keeps it.
    begins: Micros,
    /// For how many days it is tried.
    days: u32,
}

/// Subscribes the organization that somebody joined first, and makes who pays for it; false where it has subscribed before.
async fn subscribe(app: &App, admin: &str, payer: &str, begin: Begin<'_>) -> Result<bool, Failure> {
    let operation = Operation::begin(app, &Origin::server()).await?;
    let organization = first_organization(operation.tx(), admin).await?.ok_or(ProblemCode::Internal)?;
    organizations::store::lock(&operation, organization).await?.ok_or(ProblemCode::Internal)?;
    if subscriptions::latest(operation.tx(), organization).await?.is_some() {
        return Ok(false);
    }
    let user = person(operation.tx(), admin).await?.id;
    let account = account(&operation, user, payer, admin).await?;
    let zone = zone(ZONE).map_err(|error| Failure::internal(&error))?;
    let begins = millis(begin.begins);
    let version = begin.billing.version();
    let subscription = Subscription::start(begins, zone, begin.days, begin.terms, version);
    let subscription = subscription.map_err(|error| Failure::internal(&error))?;
    let new =
        rows::New { organization, account, subscription: &subscription, zone: ZONE, user: Some(user.into()) };
    let row = rows::add(&operation, new).await?;
    let now = millis(operation.now());
    change::take_effect(&operation, organization, Some(&subscription), now).await?;
    audit(&operation, user, Some(organization), "subscription.order", row.id).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(true)
}

async fn account(
    operation: &Operation,
    owner: UserId,
    name: &str,
    email: &str,
) -> Result<BillingAccountId, Failure> {
    let new = serde_json::json!({
        "name": name, "company": true, "email": email,
        "address": {"line1": "4 quai de Saône", "postcode": "69005", "city": "Lyon", "country": "FR"},
    });
    let new = serde_json::from_value(new).map_err(|error| Failure::internal(&error))?;
    Ok(billing_accounts::store::add(operation, owner, &new).await?.id)
}

/// What the first organization used until now: a dataplant and an engine that are gone since, of sizes that changed.
async fn history(app: &App) -> Result<(), Failure> {
    const GB: i64 = 1_000_000_000;
    let operation = Operation::begin(app, &Origin::server()).await?;
    let organization = first_organization(operation.tx(), ADMIN).await?.ok_or(ProblemCode::Internal)?;
    let now = operation.now();
    let things = [
        (ResourceKind::Dataplant, Dimension::Fpu, [(60, 4), (41, 8), (22, 12), (9, 8), (1, 0)]),
        (ResourceKind::Postgresql, Dimension::Fpu, [(60, 4), (50, 6), (30, 6), (15, 8), (1, 0)]),
        (
            ResourceKind::Postgresql,
            Dimension::StorageBytes,
            [(60, 40 * GB), (45, 180 * GB), (25, 320 * GB), (12, 410 * GB), (1, 0)],
        ),
    ];
    let (dataplant, engine) = (app.new_id(), app.new_id());
    for (kind, dimension, levels) in things {
        let resource = if kind == ResourceKind::Dataplant { dataplant } else { engine };
        for (days, level) in levels {
            let id = format!("demo {resource} {} {days}", dimension.as_str());
            let event = Event { id: &id, organization, resource, kind, dimension, level, weight: 1 };
            // Whole hours, so that the chart has more than one height a day.
            record_at(&operation, &event, now - days * DAY - days % 7 * DAY / 24).await?;
        }
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}
