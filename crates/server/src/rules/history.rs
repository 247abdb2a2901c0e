//! `GET /organizations/{org}/members/{user}/rules/history`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        extract::{List, PathParameters, User},
        page_token::Place,
        problem::Failure,
    },
    members,
};
use axum::{Json, extract::State};
use hq_contract::{Page, ProblemCode, rules::RulesChange};

/// Serves [`ListRulesChanges`](hq_contract::rules::ListRulesChanges).
pub async fn list_rules_changes(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(User { user }): PathParameters<User>,
    list: List<Place>,
) -> Result<Json<Page<RulesChange>>, Failure> {
    access.require_details_of(user)?;
    let (db, organization) = (app.db().read(), access.organization.id);
    members::store::find(db, organization, user).await?.ok_or(ProblemCode::NotFound)?;
    Ok(list.page(store::changes(db, organization, user, list.after, list.limit).await?))
}
