//! `GET /organizations/{org}/join-requests/{id}/picture`

use super::{get::Parameters, store};
use crate::{
    access::{AnswerJoinRequests, Id, OrgAccess, PathParameters, Query},
    app::App,
    images, join_requests,
    problem::Failure,
};
use axum::{extract::State, response::IntoResponse};
use hq_contract::ProblemCode;

/// Read the picture of somebody who asks to join
///
/// A PNG of at most 256 × 256 pixels, without anything but its pixels. While the request waits.
#[utoipa::path(
    get, path = "/organizations/{org}/join-requests/{id}/picture", tag = "join-requests",
    params(
        ("org" = String, Path, description = "Id or slug of the organization"),
        ("id" = hq_contract::JoinRequestId, Path, description = "Which request"),
        Parameters,
    ),
    responses((status = 200, description = "The picture", body = Vec<u8>, content_type = "image/png", headers(("etag" = String, description = "Which picture"))))
)]
pub async fn get_join_request_picture(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    PathParameters(Id { id }): PathParameters<Id>,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<impl IntoResponse, Failure> {
    let db = app.db().read();
    let user = join_requests::store::sender_of_waiting(db, access.organization.id, id).await?;
    let row = store::find(db, user.ok_or(ProblemCode::NotFound)?).await?.ok_or(ProblemCode::NotFound)?;
    Ok(images::answer(row.png, &row.version, version.as_deref()))
}
