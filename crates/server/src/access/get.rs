//! `GET /organizations/{org}/members/{user}/access`

use super::OrgAccess;
use crate::{
    app::App,
    http::{
        extract::{PathParameters, Query, User},
        problem::Failure,
    },
    members,
    platform::turns::Queue,
    rules::store,
};
use axum::{Json, extract::State};
use hq_contract::{
    FieldCode, ProblemCode, Role,
    access::Access,
    permitted::ReadOrganization,
    rules::{Action, Category, Explanation, PlacedRule, Question, Resource, Rule, decide, explain},
};
use serde::Deserialize;
use std::sync::LazyLock;
use utoipa::IntoParams;

/// Answers at once: long lists take a while, and others are answered meanwhile.
static QUEUE: LazyLock<Queue> = LazyLock::new(|| Queue::new(2));

/// What the question is about.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// With what kind of things.
    #[param(inline)]
    category: Category,
    /// What; one of the category's actions.
    #[param(inline)]
    action: Action,
    /// With which: `id:` and one's id, `tag:` and the tag of one that has just this tag; `all` or absent: none in
    /// particular.
    #[param(value_type = Option<String>)]
    resource: Option<Resource>,
}

/// Serves [`GetAccess`](hq_contract::access::GetAccess).
pub async fn get_access(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(User { user }): PathParameters<User>,
    Query(asked): Query<Parameters>,
) -> Result<Json<Access>, Failure> {
    access.require_details_of(user)?;
    let member = members::store::find(app.db().read(), access.organization.id, user).await?;
    let member = member.ok_or(ProblemCode::NotFound)?;
    let role = member.role;
    let rules = store::read(&member.rules)?;
    let question = question(asked)?;
    if role == Role::Admin {
        let grants = Explanation::of_admin(&question).grants;
        return Ok(Json(Access { allowed: true, role, deciding_rule: None, overridden: Vec::new(), grants }));
    }
    Ok(Json(QUEUE.run(access.caller.id(), move || explained(role, &rules, &question)).await?))
}

fn explained(role: Role, rules: &[Rule], question: &Question) -> Access {
    let decision = decide(rules, question);
    let placed = |place: usize| PlacedRule::of(rules, place);
    Access {
        allowed: decision.allowed,
        role,
        deciding_rule: decision.deciding.and_then(placed),
        overridden: decision.overridden.into_iter().filter_map(placed).collect(),
        grants: explain(rules, question).grants,
    }
}

/// Refuses an action or a resource that the category does not have: 400, as any parameter of a query.
fn question(asked: Parameters) -> Result<Question, Failure> {
    let Parameters { category, action, resource } = asked;
    let refused = |what: &str| Failure::parameter(what, FieldCode::WrongType);
    if !category.actions().contains(&action) {
        return Err(refused("action"));
    }
    let mut question = Question::of(category, action);
    match resource {
        None | Some(Resource::All) => {}
        Some(_) if !category.has_resources() => return Err(refused("resource")),
        Some(Resource::Id(id)) => question.id = Some(id),
        Some(Resource::Tag(tag)) => question.tags = vec![tag],
    }
    Ok(question)
}
