//! `GET /organizations/{org}/certificates/{id}`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    domains,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{CertificateId, certificates::GetCertificate};

/// Serves [`GetCertificate`].
pub async fn get_certificate(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    PathParameters(Id { id }): PathParameters<Id<CertificateId>>,
) -> Result<Done<GetCertificate>, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, id).await?;
    let bound = domains::store::bound(db, access.organization.id).await?;
    let body = store::present(&row, &bound, app.now())?;
    Done::versioned(&body, version_tag(row.version))
}
