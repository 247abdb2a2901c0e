//! `PUT /organizations/{org}/certificates/{id}`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    domains,
    http::{
        endpoint::Done,
        extract::{Body, Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{
    CertificateId,
    certificates::{NewCertificate, ReplaceCertificate},
};

/// Serves [`ReplaceCertificate`].
pub async fn replace_certificate(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<CertificateId>>,
    version: IfMatch,
    Body(new): Body<NewCertificate>,
) -> Result<Done<ReplaceCertificate>, Failure> {
    let (organization, user) = (access.organization.id, access.caller.id());
    store::find(app.db().read(), organization, id).await?;
    let material = store::checked(&new, app.secrets(), app.now()).await?;
    let operation = access.begin(&app, &origin).await?;
    let before = store::find(operation.tx(), organization, id).await?;
    version.check(&version_tag(before.version))?;
    let was = store::shown(&before)?;
    let row = store::replace(&operation, before, &material).await?;
    let detail =
        serde_json::json!({"name": store::called(&row)?, "before": was, "after": store::shown(&row)?});
    operation.audit_in(organization, user, "certificates.replace", id, detail).await?;
    let bound = domains::store::bound(operation.tx(), organization).await?;
    let body = store::present(&row, &bound, operation.now())?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}
