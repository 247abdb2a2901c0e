//! `GET /organizations/{org}/members/{user}/rules`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, User},
        problem::Failure,
    },
    members,
};
use axum::extract::State;
use hq_contract::{Permission, ProblemCode, rules::GetRules};

/// Serves [`GetRules`].
pub async fn get_rules(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(User { user }): PathParameters<User>,
) -> Result<Done<GetRules>, Failure> {
    access.require_details_of(user)?;
    let db = app.db().read();
    let member =
        members::store::find(db, access.organization.id, user).await?.ok_or(ProblemCode::NotFound)?;
    let rules = store::present(db, &member, access.may(Permission::ManageMembers), app.now()).await?;
    Done::versioned(&rules, store::etag(&member))
}
