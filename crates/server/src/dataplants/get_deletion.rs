//! `GET /dataplant-deletions/{token}`

use super::{
    store::{self, deletions},
    viewer::Viewer,
};
use crate::{
    access::Caller,
    app::App,
    http::{extract::PathParameters, problem::Failure},
    organizations,
    platform::clock::moment,
};
use axum::{Json, extract::State};
use hq_contract::{OrganizationRef, Permission, ProblemCode, dataplants::DataplantDeletion};

/// Serves [`GetDataplantDeletion`](hq_contract::dataplants::GetDataplantDeletion).
pub async fn get_dataplant_deletion(
    State(app): State<App>,
    caller: Caller,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<DataplantDeletion>, Failure> {
    let db = app.db().read();
    let link = deletions::find(db, &token, caller.user, app.now()).await?;
    let organization = OrganizationRef::Id(link.organization_id);
    let seen = organizations::store::seen_by(db, caller.user, &organization).await?;
    let seen = seen.ok_or(ProblemCode::NotFound)?;
    if seen.mfa_missing {
        return Err(ProblemCode::MfaMissing.into());
    }
    let row = store::by_id(db, link.dataplant_id).await?.ok_or(ProblemCode::LinkUsed)?;
    let viewer = Viewer { role: seen.role, rules: seen.rules, is_key: false };
    viewer.require(Permission::DeleteDataplants, &row)?;
    Ok(Json(DataplantDeletion {
        organization: organizations::store::named(seen.organization.id, &seen.organization.name)?,
        dataplant: row.id,
        name: row.name.clone(),
        expires_at: moment(link.expires_at).into(),
    }))
}
