//! `POST /organizations/{org}/members/rules`

use super::store;
use crate::{
    access::{ActorId, ManageMembers, OrgAccess},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    members,
    operation::Operation,
};
use axum::extract::State;
use hq_contract::{
    FieldCode, OrganizationId, UserId,
    rules::{
        MOST_MEMBERS, MOST_RULES, NewRulesOfMembers, PutRulesOfMembers, Rule, RulesMode, RulesOfMember,
        RulesOfMembers, RulesOutcome, check,
    },
};
use std::collections::HashSet;

/// Serves [`PutRulesOfMembers`].
pub async fn put_rules_of_members(
    State(app): State<App>,
    access: OrgAccess<ManageMembers>,
    posted: Posted<NewRulesOfMembers>,
) -> Result<Done<PutRulesOfMembers>, Failure> {
    let new = &posted.body;
    match new.members.len() {
        0 => return Err(Failure::field("/members", FieldCode::Required)),
        1..=MOST_MEMBERS => {}
        _ => return Err(Failure::field("/members", FieldCode::TooLong)),
    }
    check(&new.rules).map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    let (organization, actor) = (access.organization.id, access.caller.id());
    let operation = access.begin_once(&app, &posted).await?;
    let mut seen = HashSet::new();
    let mut results = Vec::with_capacity(new.members.len());
    for &user in &new.members {
        let outcome = if seen.insert(user) {
            put_one(&operation, organization, actor, user, new).await?
        } else {
            RulesOutcome::Repeated
        };
        results.push(RulesOfMember { user, outcome });
    }
    operation.finish_with(Done::new(&RulesOfMembers { results })?).await
}

async fn put_one(
    operation: &Operation,
    organization: OrganizationId,
    actor: ActorId,
    user: UserId,
    new: &NewRulesOfMembers,
) -> Result<RulesOutcome, Failure> {
    let Some(member) = members::store::find(operation.tx(), organization, user).await? else {
        return Ok(RulesOutcome::NotFound);
    };
    let before = store::read(&member.rules)?;
    let after = merged(&before, new);
    if after.len() > MOST_RULES {
        return Ok(RulesOutcome::TooMany);
    }
    if after == before {
        return Ok(RulesOutcome::Unchanged);
    }
    store::put(operation, actor, &member, &after).await?;
    Ok(RulesOutcome::Changed)
}

/// What somebody has afterwards who had these.
fn merged(before: &[Rule], new: &NewRulesOfMembers) -> Vec<Rule> {
    let kept: Vec<Rule> = match new.mode {
        RulesMode::Replace => Vec::new(),
        RulesMode::Append => before.iter().filter(|rule| !new.rules.contains(rule)).cloned().collect(),
    };
    [kept, new.rules.clone()].concat()
}
