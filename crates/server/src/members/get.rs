//! `GET /organizations/{org}/members/{user}`

use super::store::{self, Viewer};
use crate::{
    access::{OrgAccess, Permitted, ReadMembers},
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, User},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{Permission, ProblemCode, members::GetMember};

/// Serves [`GetMember`].
pub async fn get_member(
    State(app): State<App>,
    access: OrgAccess<ReadMembers>,
    PathParameters(User { user }): PathParameters<User>,
) -> Result<Done<GetMember>, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, user).await?.ok_or(ProblemCode::NotFound)?;
    let member = store::one(db, viewer(&access), access.organization.id, user).await?;
    let member = member.ok_or(ProblemCode::NotFound)?;
    Done::versioned(&member, store::etag(&row))
}

/// What the caller sees of members.
pub fn viewer<P: Permitted>(access: &OrgAccess<P>) -> Viewer {
    Viewer { user: access.caller.id(), details: access.may(Permission::ReadMemberDetails) }
}
