//! The history of a member's rules: lines of the audit log.

use crate::{
    access::ActorId,
    db::ask,
    http::{
        page_token::{Place, Placed, lines},
        problem::Failure,
    },
    operation::Operation,
    platform::{clock::moment, micros::Micros},
};
use hq_contract::{
    Actor, ApiKeyId, OrganizationId, Page, PersonName, ResourceName, RulesChangeId, UserId,
    rules::{Rule, RulesChange},
    without_invisible,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

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
        "SELECT a.id, u.id AS person_id, u.full_name AS person_name, k.id AS key_id, k.name AS key_name, a.created_at, a.detail, \
        (SELECT COUNT(*) {CHANGES}) AS total {CHANGES}"
    );
    if let Some(place) = after {
        text.push_str(" AND (a.created_at, a.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY a.created_at DESC, a.id DESC LIMIT ?");
    values.push((limit as i64 + 1).into());
    let rows: Vec<Line> = ask::all(db, &text, values).await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok(lines(rows, limit, change)?.of(total))
}

#[derive(FromQueryResult)]
struct Line {
    id: RulesChangeId,
    person_id: Option<UserId>,
    person_name: Option<PersonName>,
    key_id: Option<ApiKeyId>,
    key_name: Option<ResourceName>,
    created_at: Micros,
    detail: String,
    /// How many there are in all.
    total: i64,
}

impl Placed for Line {
    fn place(&self) -> Place {
        Place { moment: self.created_at, id: self.id.into() }
    }
}

impl Line {
    /// Who it was, where there still is one.
    fn actor(&self) -> Option<Actor> {
        let person =
            self.person_id.zip(self.person_name.clone()).map(|(id, name)| Actor::Person { id, name });
        person.or_else(|| self.key_id.zip(self.key_name.clone()).map(|(id, name)| Actor::ApiKey { id, name }))
    }
}

fn change(row: Line) -> Result<RulesChange, Failure> {
    let detail: serde_json::Value =
        serde_json::from_str(&without_invisible(&row.detail)).map_err(|error| Failure::internal(&error))?;
    let rules = detail.pointer("/after/rules").and_then(serde_json::Value::as_array);
    // A rule of a former time, which the contract no longer knows, could not be put back either.
    let known = |rule: &serde_json::Value| serde_json::from_value::<Rule>(rule.clone()).ok();
    Ok(RulesChange {
        id: row.id,
        actor: row.actor(),
        changed_at: moment(row.created_at).into(),
        rules: rules.map(|rules| rules.iter().filter_map(known).collect()).unwrap_or_default(),
    })
}
