//! `PUT /organizations/{org}/members/{user}/rules`

use super::store;
use crate::{
    access::{ManageMembers, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Body, IfMatch, PathParameters, User},
        problem::Failure,
    },
    members,
    operation::Origin,
};
use axum::extract::State;
use hq_contract::{
    ProblemCode,
    rules::{NewRules, PutRules, check},
};

/// Serves [`PutRules`].
pub async fn put_rules(
    State(app): State<App>,
    access: OrgAccess<ManageMembers>,
    PathParameters(User { user }): PathParameters<User>,
    origin: Origin,
    version: IfMatch,
    Body(new): Body<NewRules>,
) -> Result<Done<PutRules>, Failure> {
    check(&new.rules).map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    let organization = access.organization.id;
    let operation = access.begin(&app, &origin).await?;
    let find = || members::store::find(operation.tx(), organization, user);
    let before = find().await?.ok_or(ProblemCode::NotFound)?;
    version.check(&store::etag(&before))?;
    if store::read(&before.rules)? != new.rules {
        store::put(&operation, operation.caller.id(), &before, &new.rules).await?;
    }
    let after = find().await?.ok_or(ProblemCode::Internal)?;
    let rules = store::present(operation.tx(), &after, true, operation.now()).await?;
    operation.finish_with(Done::versioned(&rules, store::etag(&after))?).await
}
