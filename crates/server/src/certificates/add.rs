//! `POST /organizations/{org}/certificates`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess, Posted, version_tag},
    app::App,
    domains,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::certificates::{Certificate, NewCertificate};

/// Add a TLS certificate
///
/// With the certificates of the authorities above it, in any order, up to one that browsers know or to one of your own, which
/// has to be among them; what the chain does not need is left out. And with its private key, which is kept encrypted and never
/// told again. What is wrong with either stands in the problem's `faults`.
#[utoipa::path(
    post, path = "/organizations/{org}/certificates", tag = "certificates", request_body = NewCertificate,
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 201, description = "The certificate", body = Certificate, headers(("etag" = String, description = "Its version"))))
)]
pub async fn add_certificate(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    posted: Posted<NewCertificate>,
) -> Result<Response, Failure> {
    let (organization, user) = (access.organization.id, access.caller.user);
    // Before the transaction begins: computing signatures takes a while, and others write meanwhile.
    let material = store::checked(&posted.body, app.secrets(), app.now()).await?;
    let operation = access.begin_once(&app, &posted).await?;
    let row = store::add(&operation, organization, &material).await?;
    let detail = serde_json::json!({"name": store::called(&row)?, "after": store::shown(&row)?});
    operation.audit_in(organization, user, "certificates.add", row.id, detail).await?;
    let bound = domains::store::bound(operation.tx(), organization).await?;
    let body = store::present(&row, &bound, operation.now())?;
    operation.finish(StatusCode::CREATED, &body, Some(version_tag(row.version))).await
}
