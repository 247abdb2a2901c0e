//! API keys of the cast. Nobody has their secrets: whoever wants to try one makes or rotates one.

use super::{
    secret::Secret,
    store::{self, NewKey, secrets},
};
use crate::{
    app::App,
    db::kept,
    demo,
    http::problem::Failure,
    operation::{Audit, Operation, Origin},
    organizations,
};
use axum::http::StatusCode;
use hq_contract::{
    ProblemCode, ResourceName, Role, RuleName,
    rules::{Actions, Category, Effect, Resource, Rule},
};

const DAY: i64 = 24 * 3600 * 1_000_000;

/// Makes them in the organization that the demo's admin joined first, unless there are some.
///
/// # Errors
/// Where the database fails.
pub async fn add(app: &App) -> Result<(), Failure> {
    let operation = Operation::begin(app, &Origin::server()).await?;
    let organization =
        demo::first_organization(operation.tx(), demo::ADMIN).await?.ok_or(ProblemCode::Internal)?;
    organizations::store::lock(&operation, organization).await?.ok_or(ProblemCode::Internal)?;
    if store::count(operation.tx(), organization).await? > 0 {
        return Ok(());
    }
    let user = demo::person(operation.tx(), demo::ADMIN).await?.id;
    let dataplants = Rule {
        category: Category::Dataplants,
        name: kept(RuleName::parse("Manage dataplants"))?,
        effect: Effect::Allow,
        action: Actions::All,
        resource: Resource::All,
    };
    for (name, rules, days) in
        [("Nightly deploy", vec![dataplants], Some(90)), ("Status board", Vec::new(), None)]
    {
        let name = kept(ResourceName::parse(name))?;
        let new = NewKey { organization, name: &name, role: Role::User, rules: &rules, creator: Some(user) };
        let row = store::add(&operation, new).await?;
        let secret = Secret::new(app.random().as_ref());
        let end = days.map(|days: i64| operation.now() + days * DAY);
        secrets::add(&operation, row.id, &secret, end, None).await?;
        let (action, subject) = ("api_keys.create", row.id.to_string());
        let detail = serde_json::json!({"demo": true, "name": row.name});
        let organization = Some(organization);
        operation
            .audit(Audit { organization, actor: Some(user.into()), action, subject: &subject, detail })
            .await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}
