//! The history of a member's rules: lines of the audit log.

use crate::{
    access::ActorId,
    db::{kept, sql},
    http::{
        page_token::{Place, page},
        problem::Failure,
    },
    operation::Operation,
    platform::clock::moment,
};
use hq_contract::{
    Actor, OrganizationId, Page, PersonName, ResourceName, UserId,
    rules::{Rule, RulesChange},
    without_invisible,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

/// What the audit log calls it.
const ACTION: &str = "rules.update";

/// Writes the line of a change: the list before, and the one from then on.
///
/// # Errors
/// Where the database fails.
pub async fn audit(
    operation: &Operation,
    organization: OrganizationId,
    actor: ActorId,
    user: UserId,
    (before, after): (&[Rule], &[Rule]),
) -> Result<(), Failure> {
    let detail = serde_json::json!({"before": {"rules": before}, "after": {"rules": after}});
    operation.audit_in(organization, actor, ACTION, user, detail).await
}

const CHANGES: &str = "FROM audit_log a LEFT JOIN users u ON u.id = a.actor_id LEFT JOIN api_keys k ON k.id = a.api_key_id \
    WHERE a.organization_id = ? AND a.subject = ? AND a.action = ?";

/// The changes of somebody's rules, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: UserId,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<RulesChange>, Failure> {
    let keys: [Value; 3] = [organization.into(), user.to_string().into(), ACTION.into()];
    let mut values: Vec<Value> = [keys.clone(), keys].concat();
    let mut text = format!(
        "SELECT a.id, u.id, u.full_name, k.id, k.name, a.created_at, a.detail, (SELECT COUNT(*) {CHANGES}) {CHANGES}"
    );
    if let Some(place) = after {
        text.push_str(" AND (a.created_at, a.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY a.created_at DESC, a.id DESC LIMIT ?");
    values.push((limit as i64 + 1).into());
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    page(&rows, limit, 5, 7, change)
}

/// Who it was, where there still is one.
fn actor(row: &QueryResult) -> Result<Option<Actor>, Failure> {
    let person = row.try_get_by_index::<Option<_>>(1)?.zip(row.try_get_by_index::<Option<String>>(2)?);
    let key = row.try_get_by_index::<Option<_>>(3)?.zip(row.try_get_by_index::<Option<String>>(4)?);
    Ok(match (person, key) {
        (Some((id, name)), _) => Some(Actor::Person { id, name: kept(PersonName::parse(&name))? }),
        (None, Some((id, name))) => Some(Actor::ApiKey { id, name: kept(ResourceName::parse(&name))? }),
        (None, None) => None,
    })
}

fn change(row: &QueryResult) -> Result<RulesChange, Failure> {
    let detail: String = row.try_get_by_index(6)?;
    let detail: serde_json::Value =
        serde_json::from_str(&without_invisible(&detail)).map_err(|error| Failure::internal(&error))?;
    let rules = detail.pointer("/after/rules").and_then(serde_json::Value::as_array);
    // A rule of a former time, which the contract no longer knows, could not be put back either.
    let known = |rule: &serde_json::Value| serde_json::from_value::<Rule>(rule.clone()).ok();
    Ok(RulesChange {
        id: row.try_get_by_index(0)?,
        actor: actor(row)?,
        changed_at: moment(row.try_get_by_index(5)?).into(),
        rules: rules.map(|rules| rules.iter().filter_map(known).collect()).unwrap_or_default(),
    })
}
