//! `DELETE /organizations/{org}/logo`

use super::store::{self, logo};
use crate::{
    access::{OrgAccess, UpdateOrganization},
    app::App,
    http::{endpoint::Done, problem::Failure},
    operation::Origin,
};
use axum::extract::State;
use hq_contract::organizations::logo::DeleteLogo;

/// Serves [`DeleteLogo`].
pub async fn delete_logo(
    State(app): State<App>,
    access: OrgAccess<UpdateOrganization>,
    origin: Origin,
) -> Result<Done<DeleteLogo>, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let id = operation.organization.id;
    let after = if operation.organization.logo.is_some() {
        let detail = serde_json::json!({"before": {"logo": operation.organization.logo}});
        operation.audit_in(id, operation.caller.id(), "organizations.logo", id, detail).await?;
        logo::delete(&operation, id).await?
    } else {
        operation.organization.clone()
    };
    let etag = store::etag(&after);
    let answer = store::present(after, operation.role, operation.permissions())?;
    operation.finish_with(Done::versioned(&answer, etag)?).await
}
