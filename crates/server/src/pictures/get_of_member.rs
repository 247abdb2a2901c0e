//! `GET /organizations/{org}/members/{user}/picture`

use super::{get::Parameters, store};
use crate::{
    access::{OrgAccess, ReadMembers},
    app::App,
    http::{
        endpoint::Media,
        extract::{PathParameters, Query, User},
        problem::Failure,
    },
    members,
    platform::images,
};
use axum::extract::State;
use hq_contract::{ProblemCode, pictures::GetMemberPicture};

/// Serves [`GetMemberPicture`].
pub async fn get_member_picture(
    State(app): State<App>,
    access: OrgAccess<ReadMembers>,
    PathParameters(User { user }): PathParameters<User>,
    Query(Parameters { version }): Query<Parameters>,
) -> Result<Media<GetMemberPicture>, Failure> {
    let db = app.db().read();
    members::store::find(db, access.organization.id, user).await?.ok_or(ProblemCode::NotFound)?;
    let row = store::find(db, user).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Media::new(images::answer(row.png, &row.version, version.as_deref())))
}
