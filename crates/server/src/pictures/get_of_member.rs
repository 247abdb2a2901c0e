//! `GET /organizations/{org}/members/{user}/picture`

use super::{get::Parameters, store};
use crate::{
    access::{OrgAccess, PathParameters, Query, ReadMembers, User},
    app::App,
    images, members,
    problem::Failure,
};
use axum::{extract::State, response::IntoResponse};
use hq_contract::ProblemCode;

/// Read a member's picture
///
/// A PNG of at most 256 × 256 pixels, without anything but its pixels.
#[utoipa::path(
    get, path = "/organizations/{org}/members/{user}/picture", tag = "members",
    params(
        ("org" = String, Path, description = "Id or slug of the organization"),
        ("user" = hq_contract::UserId, Path, description = "Whose picture"),
        Parameters,
    ),
    responses((status = 200, description = "The picture", body = Vec<u8>, content_type = "image/png", headers(("etag" = String, description = "Which picture"))))
)]
pub async fn get_member_picture(
    State(app): State<App>,
    access: OrgAccess<ReadMembers>,
    PathParameters(User { user }): PathParameters<User>,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<impl IntoResponse, Failure> {
    let db = app.db().read();
    members::store::find(db, access.organization.id, user).await?.ok_or(ProblemCode::NotFound)?;
    let row = store::find(db, user).await?.ok_or(ProblemCode::NotFound)?;
    Ok(images::answer(row.png, &row.version, version.as_deref()))
}
