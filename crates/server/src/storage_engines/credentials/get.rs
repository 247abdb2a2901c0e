//! `GET /organizations/{org}/storage-engines/{id}/credentials/{credential}`

use super::{Ids, list::readable_of};
use crate::{
    access::{OrgAccess, PathParameters, ReadOrganization},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{ProblemCode, storage_engines::Credential};

/// Read credentials of a storage engine
///
/// Without the password, as the list has them.
#[utoipa::path(
    get, path = "/organizations/{org}/storage-engines/{id}/credentials/{credential}", tag = "storage_engines",
    params(
        ("org" = String, Path, description = "Id or slug"),
        ("id" = uuid::Uuid, Path, description = "Of which engine"),
        ("credential" = uuid::Uuid, Path, description = "Which credentials")
    ),
    responses((status = 200, description = "The credentials", body = Credential))
)]
pub async fn get_credential(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Ids { id, credential }): PathParameters<Ids>,
) -> Result<Json<Credential>, Failure> {
    let all = readable_of(&app, &access, id).await?;
    let found = all.into_iter().find(|each| each.id.0 == credential);
    found.map(Json).ok_or_else(|| ProblemCode::NotFound.into())
}
