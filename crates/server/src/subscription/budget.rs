//! `PUT /organizations/{org}/budget`

use super::store::{self, budget, rows};
use crate::{
    access::{OrgAccess, UpdateBilling},
    app::App,
    billing::shown,
    http::{endpoint::Done, extract::Body, problem::Failure},
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{
    FieldCode, ProblemCode,
    invoices::{NewBudget, PutBudget},
};

/// The greatest budget, in minor units.
const MOST: i64 = 100_000_000_000;

/// Serves [`PutBudget`].
pub async fn put_budget(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    origin: Origin,
    Body(body): Body<NewBudget>,
) -> Result<Done<PutBudget>, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    if body.minor.is_some_and(|minor| !(1..=MOST).contains(&minor)) {
        return Err(Failure::field("/minor", FieldCode::OutOfRange));
    }
    let row = store::living(operation.tx(), organization).await?.ok_or(ProblemCode::NoSubscription)?;
    if row.budget_minor != body.minor {
        rows::set_budget(&operation, &row, body.minor).await?;
        if let Some(minor) = body.minor {
            budget::tell_again(&operation, &row, minor).await?;
        }
        let currency = app.billing().map_or("", |billing| billing.book().currency.as_str());
        let said = |minor: Option<i64>| minor.map(|minor| shown(minor, currency));
        let detail = serde_json::json!({
            "before": {"budget": said(row.budget_minor)}, "after": {"budget": said(body.minor)},
        });
        operation.audit_in(organization, user, "subscription.budget", row.id, detail).await?;
    }
    operation.finish_with(Done::empty()).await
}
