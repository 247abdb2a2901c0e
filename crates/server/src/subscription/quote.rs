//! `POST /organizations/{org}/subscription/quote`

use super::store::quote::{self, Question, ZONE};
use crate::{
    access::{OrgAccess, Posted, UpdateBilling},
    app::App,
    billing::millis,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{
    ProblemCode,
    subscription::{Quote, QuoteRequest},
};

/// Ask what a subscription would cost
///
/// Changes nothing. The same that today's invoice will say, to the cent, if it is confirmed within 15 minutes with its `hash`. 409
/// `ask_for_offer` for a plan that the operator makes an offer of, `billing_off` where nothing is sold.
#[utoipa::path(
    post, path = "/organizations/{org}/subscription/quote", tag = "subscription", request_body = QuoteRequest,
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "What it would cost", body = Quote))
)]
pub async fn quote_subscription(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<QuoteRequest>,
) -> Result<Json<Quote>, Failure> {
    let billing = app.billing().ok_or(ProblemCode::BillingOff)?;
    let (organization, user) = (access.organization.id, access.caller.user);
    let QuoteRequest { terms, billing_account } = &posted.body;
    let db = app.db().read();
    let wanted = billing_account.map(|account| account.0);
    let account = quote::payer(db, organization, user, wanted).await?;
    let moment = millis(app.now());
    let question =
        Question { organization, terms, account: account.as_ref(), zone: ZONE, moment, agreed: None };
    let change = quote::of(&app, db, question).await?;
    Ok(Json(change.present(billing)?))
}
