//! `GET /organizations/{org}/storage-engines/{id}/credentials/{credential}`

use super::{Ids, list::readable_of};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{extract::PathParameters, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{ProblemCode, storage_engines::Credential};

/// Serves [`GetCredential`](hq_contract::storage_engines::GetCredential).
pub async fn get_credential(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Ids { id, credential }): PathParameters<Ids>,
) -> Result<Json<Credential>, Failure> {
    let all = readable_of(&app, &access, id).await?;
    let found = all.into_iter().find(|each| each.id == credential);
    found.map(Json).ok_or_else(|| ProblemCode::NotFound.into())
}
