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
    platform::turns::Queue,
};
use axum::{Json, extract::State};
use hq_contract::{
    FieldCode, ProblemCode, Role,
    rules::{
        Changes, NewRules, PlacedRule, Rule, RulesPreview, Shadow, ShadowedRule, brief_changes, check,
        shadowed,
    },
};
use std::sync::LazyLock;

/// Previews at once: long lists take a while, and others are answered meanwhile.
static QUEUE: LazyLock<Queue> = LazyLock::new(|| Queue::new(2));

/// Serves [`PreviewRules`](hq_contract::rules::PreviewRules). A list that changes more than an answer holds is refused as too
/// long.
pub async fn preview_rules(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(User { user }): PathParameters<User>,
    posted: Posted<NewRules>,
) -> Result<Json<RulesPreview>, Failure> {
    access.require_details_of(user)?;
    check(&posted.body.rules).map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    let member = members::store::find(app.db().read(), access.organization.id, user).await?;
    let member = member.ok_or(ProblemCode::NotFound)?;
    // Admins may do everything, before and after.
    let before = if member.role == Role::Admin { None } else { Some(store::read(&member.rules)?) };
    let new = posted.body.rules;
    let told = QUEUE.run(access.caller.id(), move || preview(before.as_deref(), &new)).await?;
    Ok(Json(told.ok_or_else(|| Failure::field("/rules", FieldCode::TooLong))?))
}

/// None: it is more than an answer holds.
fn preview(before: Option<&[Rule]>, new: &[Rule]) -> Option<RulesPreview> {
    let changes = before.map_or_else(|| Some(Changes::default()), |before| brief_changes(before, new));
    let Changes { gains, loses } = changes?;
    let shadowed = shadowed(new).into_iter().filter_map(|shadow| placed(new, shadow)).collect();
    Some(RulesPreview { gains, loses, shadowed })
}

fn placed(rules: &[Rule], shadow: Shadow) -> Option<ShadowedRule> {
    let by = shadow.by.into_iter().filter_map(|place| PlacedRule::of(rules, place)).collect();
    Some(ShadowedRule { rule: PlacedRule::of(rules, shadow.rule)?, by })
}
