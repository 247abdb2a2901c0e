//! `POST /organizations/{org}/subscription/quote`

use super::store::{
    payers,
    quote::{self, Question, ZONE},
};
use crate::{
    access::{OrgAccess, UpdateBilling},
    app::App,
    billing::millis,
    http::{extract::Posted, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{
    ProblemCode,
    subscription::{Quote, QuoteRequest},
};

/// Serves [`QuoteSubscription`](hq_contract::subscription::QuoteSubscription).
pub async fn quote_subscription(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<QuoteRequest>,
) -> Result<Json<Quote>, Failure> {
    let billing = app.billing().ok_or(ProblemCode::BillingOff)?;
    let (organization, user) = (access.organization.id, access.caller.id());
    let QuoteRequest { terms, billing_account, zone } = &posted.body;
    let db = app.db().read();
    let account = payers::payer(db, organization, user, *billing_account).await?;
    let moment = millis(app.now());
    let zone = zone.as_deref().unwrap_or(ZONE);
    let question = Question { organization, terms, account: account.as_ref(), zone, moment, agreed: None };
    let change = quote::of(&app, db, question).await?;
    Ok(Json(change.present(billing)?))
}
