//! `GET /organizations/{org}/members/{user}/holdings`

use super::store;
use crate::{
    access::{OrgAccess, RemoveMembers},
    app::App,
    http::{
        extract::{PathParameters, User},
        problem::Failure,
    },
    invitations,
};
use axum::{Json, extract::State};
use hq_contract::{ProblemCode, members::MemberHoldings};

/// Serves [`GetMemberHoldings`](hq_contract::members::GetMemberHoldings).
pub async fn get_member_holdings(
    State(app): State<App>,
    access: OrgAccess<RemoveMembers>,
    PathParameters(User { user }): PathParameters<User>,
) -> Result<Json<MemberHoldings>, Failure> {
    let (db, organization) = (app.db().read(), access.organization.id);
    let member = store::find(db, organization, user).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Json(MemberHoldings {
        invitations: invitations::store::count_of(db, organization, user).await?,
        only_admin: store::is_only_admin(db, &member).await?,
    }))
}
