//! `DELETE /organizations/{org}/domains/{id}`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    authentication,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{DomainId, domains::ReleaseDomain};

/// Serves [`ReleaseDomain`].
pub async fn release_domain(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<DomainId>>,
) -> Result<Done<ReleaseDomain>, Failure> {
    let organization = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let row = store::find(operation.tx(), organization, id).await?;
    store::release(&operation, id).await?;
    authentication::store::forget_domain(&operation, organization, row.name.as_str()).await?;
    let detail = serde_json::json!({"name": store::shown(&row)});
    operation.audit_in(organization, operation.caller.id(), "domains.release", id, detail).await?;
    operation.finish_with(Done::empty()).await
}
