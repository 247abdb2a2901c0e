//! `POST /organizations/{org}/certificates`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    domains,
    http::{
        endpoint::Done,
        extract::{Posted, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::certificates::{AddCertificate, NewCertificate};

/// Serves [`AddCertificate`].
pub async fn add_certificate(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    posted: Posted<NewCertificate>,
) -> Result<Done<AddCertificate>, Failure> {
    let (organization, user) = (access.organization.id, access.caller.id());
    // Before the transaction begins: computing signatures takes a while, and others write meanwhile.
    let material = store::checked(&posted.body, app.secrets(), app.now()).await?;
    let operation = access.begin_once(&app, &posted).await?;
    let row = store::add(&operation, organization, &material).await?;
    let detail = serde_json::json!({"name": store::called(&row)?, "after": store::shown(&row)?});
    operation.audit_in(organization, user, "certificates.add", row.id, detail).await?;
    let bound = domains::store::bound(operation.tx(), organization).await?;
    let body = store::present(&row, &bound, operation.now())?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}
