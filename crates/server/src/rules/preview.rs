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
    rules::{
        Changes, NewRules, PlacedRule, Rule, RulesPreview, Shadow, ShadowedRule, changes, check, shadowed,
    },
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
    let shadowed = shadowed(new).into_iter().filter_map(|shadow| placed(new, shadow)).collect();
    Ok(Json(RulesPreview { gains, loses, shadowed }))
}

fn placed(rules: &[Rule], shadow: Shadow) -> Option<ShadowedRule> {
    let by = shadow.by.into_iter().filter_map(|place| PlacedRule::of(rules, place)).collect();
    Some(ShadowedRule { rule: PlacedRule::of(rules, shadow.rule)?, by })
}
