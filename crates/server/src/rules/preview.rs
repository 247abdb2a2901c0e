//! `POST /organizations/{org}/members/{user}/rules/preview`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        extract::{PathParameters, Posted, User},
        problem::Failure,
    },
    members,
};
use axum::{Json, extract::State};
use hq_contract::{
    ProblemCode, Role,
    rules::{Changes, NewRules, RulesPreview, Shadow, ShadowedRule, changes, check, shadowed},
};

/// Serves [`PreviewRules`](hq_contract::rules::PreviewRules).
pub async fn preview_rules(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(User { user }): PathParameters<User>,
    posted: Posted<NewRules>,
) -> Result<Json<RulesPreview>, Failure> {
    access.require_details_of(user)?;
    let new = &posted.body.rules;
    check(new).map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    let member = members::store::find(app.db().read(), access.organization.id, user).await?;
    let member = member.ok_or(ProblemCode::NotFound)?;
    let Changes { gains, loses } = if member.role == Role::Admin {
        Changes::default()
    } else {
        changes(&store::read(&member.rules)?, new)
    };
    let shadowed = shadowed(new).into_iter().map(wire).collect();
    Ok(Json(RulesPreview { gains, loses, shadowed }))
}

fn wire(shadow: Shadow) -> ShadowedRule {
    let place = |place| u32::try_from(place).unwrap_or(u32::MAX);
    ShadowedRule { rule: place(shadow.rule), by: shadow.by.into_iter().map(place).collect() }
}
