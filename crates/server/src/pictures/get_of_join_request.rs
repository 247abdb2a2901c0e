//! `GET /organizations/{org}/join-requests/{id}/picture`

use super::{get::Parameters, store};
use crate::{
    access::{AnswerJoinRequests, OrgAccess},
    app::App,
    http::{
        endpoint::Media,
        extract::{Id, PathParameters, Query},
        problem::Failure,
    },
    join_requests,
    platform::images,
};
use axum::extract::State;
use hq_contract::{JoinRequestId, ProblemCode, pictures::GetJoinRequestPicture};

/// Serves [`GetJoinRequestPicture`].
pub async fn get_join_request_picture(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    PathParameters(Id { id }): PathParameters<Id<JoinRequestId>>,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<Media<GetJoinRequestPicture>, Failure> {
    let db = app.db().read();
    let user = join_requests::store::sender_of_waiting(db, access.organization.id, id).await?;
    let row = store::find(db, user.ok_or(ProblemCode::NotFound)?).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Media::new(images::answer(row.png, &row.version, version.as_deref())))
}
