//! `DELETE /organizations/{org}/certificates/{id}`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{CertificateId, certificates::RemoveCertificate};

/// Serves [`RemoveCertificate`].
pub async fn remove_certificate(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<CertificateId>>,
    version: IfMatch,
) -> Result<Done<RemoveCertificate>, Failure> {
    let organization = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let row = store::find(operation.tx(), organization, id).await?;
    version.check(&version_tag(row.version))?;
    store::remove(&operation, id).await?;
    let detail = serde_json::json!({"name": store::called(&row)?, "before": store::shown(&row)?});
    operation.audit_in(organization, operation.caller.id(), "certificates.remove", id, detail).await?;
    operation.finish_with(Done::empty()).await
}
