//! `POST /organizations/{org}/leave`

use super::store;
use crate::{
    access::{BelongToOrganization, ByPerson, OrgAccess},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
};
use axum::extract::State;
use hq_contract::{Nothing, ProblemCode, members::LeaveOrganization};

/// Serves [`LeaveOrganization`].
pub async fn leave_organization(
    State(app): State<App>,
    access: OrgAccess<ByPerson<BelongToOrganization>>,
    posted: Posted<Nothing>,
) -> Result<Done<LeaveOrganization>, Failure> {
    let (organization, user) = (access.organization.id, access.caller.person()?.user);
    let mut operation = access.begin_once(&app, &posted).await?;
    let member = store::find(operation.tx(), organization, user).await?.ok_or(ProblemCode::NotFound)?;
    store::remove(&mut operation, &member).await?;
    let detail = serde_json::json!({"before": {"role": member.role}});
    operation.audit_in(organization, user, "members.leave", user, detail).await?;
    operation.finish_with(Done::empty()).await
}
