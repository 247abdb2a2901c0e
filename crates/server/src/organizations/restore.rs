//! `POST /organizations/{org}/restore`

use super::store::{self, deletion};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
    members, mfa,
};
use axum::extract::State;
use hq_contract::{
    Nothing, OrganizationRef, Permission, ProblemCode, Role, organizations::deletion::RestoreOrganization,
};

/// Serves [`RestoreOrganization`].
pub async fn restore_organization(
    State(app): State<App>,
    caller: Caller,
    PathParameters(org): PathParameters<OrganizationRef>,
    posted: Posted<Nothing>,
) -> Result<Done<RestoreOrganization>, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let id = store::resolve(operation.tx(), &org).await?.ok_or(ProblemCode::NotFound)?;
    // Before anything else: no later refusal may tell that somebody else's organization exists, and nobody locks it.
    let role = members::store::role(operation.tx(), id, caller.user).await?;
    if role != Some(Role::Admin) {
        return Err(ProblemCode::NotFound.into());
    }
    let mut restored = deletion::restore(&operation, id).await?;
    let mut present = restored.clone();
    if present.is_none() {
        present = store::lock(&operation, id).await?;
    }
    if present.is_none() {
        // Deleted between the two: then there is something to restore now.
        restored = deletion::restore(&operation, id).await?;
        present.clone_from(&restored);
    }
    let organization = present.ok_or(ProblemCode::NotFound)?;
    // Under the lock: where it was restored meanwhile, the caller may be no admin of it any more.
    if members::store::role(operation.tx(), id, caller.user).await? != Some(Role::Admin) {
        return Err(ProblemCode::NotFound.into());
    }
    if mfa::store::keeps_out(operation.tx(), &organization, caller.user).await? {
        return Err(ProblemCode::MfaMissing.into());
    }
    if restored.is_some() {
        let detail = serde_json::json!({"after": {"name": organization.name, "slug": organization.slug}});
        operation.audit_in(id, caller.user, "organizations.restore", id, detail).await?;
    }
    let etag = store::etag(&organization);
    operation
        .finish_with(Done::versioned(
            &store::present(organization, Role::Admin, Permission::ALL.to_vec())?,
            etag,
        )?)
        .await
}
