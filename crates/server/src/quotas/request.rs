//! `POST /organizations/{org}/quotas/requests`

use super::store::{self, requests};
use crate::{
    access::{ByPerson, OrgAccess, UpdateBilling},
    app::App,
    brokers::view,
    db::entity::quota_request,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    mail::{
        letters::{Letter, plans::AskedQuota},
        outbox,
    },
    operation::OrgOperation,
    platform::rate_limits::{self, Limit},
    users,
};
use axum::extract::State;
use hq_contract::{
    FieldCode, ProblemCode,
    quotas::{NewQuotaRequest, RequestQuota},
};
use hq_text::Texts;

/// Each is a mail to the operator.
const ASKED: Limit = Limit { name: "quotas.request", most: 10, window_seconds: 24 * 3600 };

/// Serves [`RequestQuota`].
pub async fn request_quota(
    State(app): State<App>,
    access: OrgAccess<ByPerson<UpdateBilling>>,
    posted: Posted<NewQuotaRequest>,
) -> Result<Done<RequestQuota>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.person()?.user);
    if app.billing().is_none() {
        return Err(ProblemCode::BillingOff.into());
    }
    let new = &posted.body;
    let allowed = store::allowed(&app, operation.tx(), organization, operation.now()).await?;
    let quotas = store::quotas(operation.tx(), organization, &allowed).await?;
    let limit = quotas.iter().find(|quota| quota.kind == new.kind).and_then(|quota| quota.limit);
    if limit.is_none_or(|limit| new.wanted <= limit) || i64::try_from(new.wanted).is_err() {
        return Err(Failure::field("/wanted", FieldCode::NotOffered));
    }
    rate_limits::take(&operation, ASKED, &organization.to_string(), 1).await?;
    let row = requests::add(&operation, organization, user, new).await?;
    tell_operator(&mut operation, &row).await?;
    let detail =
        serde_json::json!({"after": {"quota": row.kind, "wanted": row.wanted, "reason": row.reason}});
    operation.audit_in(organization, user, "quotas.request", row.id, detail).await?;
    let names = view::names(operation.tx(), row.user_id).await?;
    operation.finish_with(Done::new(&requests::present(&row, &names)?)?).await
}

/// A mail to the operator, in English, with what to type to answer it.
async fn tell_operator<P>(
    operation: &mut OrgOperation<P>,
    row: &quota_request::Model,
) -> Result<(), Failure> {
    let app = operation.app().clone();
    let billing = app.billing().ok_or(ProblemCode::BillingOff)?;
    let person = users::store::find(operation.tx(), operation.caller.person()?.user).await?;
    let person = person.ok_or(ProblemCode::NotSignedIn)?;
    let texts = Texts::english();
    let letter = Letter { texts: &texts, public_url: &app.settings().public_url, first_name: "" };
    let message = letter.quota_requested(AskedQuota {
        organization: &operation.organization.name,
        person: (&person).into(),
        kind: row.kind,
        wanted: row.wanted,
        reason: row.reason.as_str(),
        id: row.id,
    });
    outbox::queue(operation, billing.seller().email.as_str(), &message).await?;
    Ok(())
}
