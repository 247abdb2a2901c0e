//! `PATCH /organizations/{org}/authentication`

use super::store;
use crate::{
    access::{ManageAuthentication, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Body, IfMatch},
        problem::Failure,
    },
    mfa,
    operation::Origin,
    organizations,
};
use axum::extract::State;
use hq_contract::{
    ProblemCode,
    authentication::{AuthenticationPatch, UpdateAuthentication},
};

/// Serves [`UpdateAuthentication`].
pub async fn update_authentication(
    State(app): State<App>,
    access: OrgAccess<ManageAuthentication>,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<AuthenticationPatch>,
) -> Result<Done<UpdateAuthentication>, Failure> {
    let id = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let organization = &operation.organization;
    version.check(&organizations::store::etag(organization))?;
    let before = store::read(operation.tx(), organization).await?;
    if patch.force_mfa == Some(true) && !before.force_mfa {
        mfa::store::guard_on(&operation, operation.caller.person()?.user).await?;
    }
    if !store::changes(&before, &patch) {
        let etag = organizations::store::etag(organization);
        return operation.finish_with(Done::versioned(&before, etag)?).await;
    }
    store::change(&operation, organization, &before, &patch).await?;
    let organization = organizations::store::lock(&operation, id).await?.ok_or(ProblemCode::Internal)?;
    let after = store::read(operation.tx(), &organization).await?;
    let detail = serde_json::json!({"before": store::told(&before), "after": store::told(&after)});
    operation.audit_in(id, operation.caller.id(), "authentication.update", id, detail).await?;
    operation.finish_with(Done::versioned(&after, organizations::store::etag(&organization))?).await
}
