//! Keys as people see them.

use super::of;
use crate::{
    db::{
        ask,
        entity::{api_key, api_key_secret},
    },
    http::problem::Failure,
    platform::{clock::moment, micros::Micros, search},
    rules,
};
use hq_contract::{
    Actor, ApiKeyId, OrganizationId, PersonName, ProblemCode, ResourceName, UserId,
    api_keys::{ApiKey, FormerSecret},
    audit_log::LoggedActor,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, Value,
};
use std::collections::HashMap;

/// An organization's keys that were not revoked, by name.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<Vec<ApiKey>, Failure> {
    let mut rows = of(organization).all(db).await?;
    rows.sort_by_cached_key(|row| (search::fold(row.name.as_str()), row.id));
    present(db, organization, &rows, now).await
}

/// One key.
///
/// # Errors
/// Where the database fails; 500 where a row holds what the contract does not allow.
pub async fn one(db: &impl ConnectionTrait, row: &api_key::Model, now: Micros) -> Result<ApiKey, Failure> {
    let shown = present(db, row.organization_id, std::slice::from_ref(row), now).await?;
    shown.into_iter().next().ok_or_else(|| ProblemCode::Internal.into())
}

async fn present(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    rows: &[api_key::Model],
    now: Micros,
) -> Result<Vec<ApiKey>, Failure> {
    let secrets = api_key_secret::Entity::find()
        .filter(api_key_secret::Column::KeyId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let creators = creators(db, organization, rows).await?;
    rows.iter().map(|row| key(row, &secrets, &creators, now)).collect()
}

fn key(
    row: &api_key::Model,
    secrets: &[api_key_secret::Model],
    creators: &HashMap<UserId, Creator>,
    now: Micros,
) -> Result<ApiKey, Failure> {
    let own = || secrets.iter().filter(|secret| secret.key_id == row.id);
    let current = own().find(|secret| secret.replaced_at.is_none()).ok_or(ProblemCode::Internal)?;
    let creator = row.created_by.and_then(|user| creators.get(&user));
    let at = |micros: Micros| moment(micros).into();
    let former = own().find_map(|secret| {
        let until = secret.expires_at.filter(|until| secret.replaced_at.is_some() && *until > now)?;
        Some(FormerSecret {
            starts_with: secret.starts_with.clone(),
            expires_at: at(until),
            last_used_at: secret.last_used_at.map(at),
        })
    });
    Ok(ApiKey {
        id: row.id,
        version: u32::try_from(row.version).unwrap_or(u32::MAX),
        name: row.name.clone(),
        role: row.role,
        rules: rules::store::read(&row.rules)?,
        starts_with: current.starts_with.clone(),
        expires_at: current.expires_at.map(at),
        expired: current.expires_at.is_some_and(|end| end <= now),
        last_used_at: current.last_used_at.map(at),
        last_used_from: current.last_used_from.clone().filter(|from| !from.is_empty()),
        former,
        created_by: creator
            .map(|Creator { id, full_name, .. }| Actor::Person { id: *id, name: full_name.clone() }),
        creator_left: creator.is_some_and(|creator| creator.member.is_none()),
        created_at: at(row.created_at),
    })
}

/// Who made the keys, and whether they belong to the organization still.
async fn creators(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    rows: &[api_key::Model],
) -> Result<HashMap<UserId, Creator>, Failure> {
    let users: Vec<UserId> = rows.iter().filter_map(|row| row.created_by).collect();
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!(
        "SELECT u.id, u.full_name, m.user_id AS member FROM users u \
        LEFT JOIN memberships m ON m.user_id = u.id AND m.organization_id = ? WHERE u.id IN ({})",
        vec!["?"; users.len()].join(", ")
    );
    let values = std::iter::once(organization.into()).chain(users.into_iter().map(Value::from));
    let found: Vec<Creator> = ask::all(db, &text, values).await?;
    Ok(found.into_iter().map(|creator| (creator.id, creator)).collect())
}

#[derive(FromQueryResult)]
struct Creator {
    id: UserId,
    full_name: PersonName,
    /// The same id, of who belongs to the organization still.
    member: Option<UserId>,
}

#[derive(FromQueryResult)]
struct Acted {
    id: ApiKeyId,
    name: ResourceName,
    revoked_at: Option<Micros>,
}

/// The keys of an organization that did something in it, by name.
///
/// # Errors
/// Where the database fails.
pub async fn in_audit_log(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<LoggedActor>, Failure> {
    const ACTED: &str = "SELECT k.id, k.name, k.revoked_at FROM api_keys k WHERE k.organization_id = ? AND EXISTS \
        (SELECT 1 FROM audit_log a WHERE a.organization_id = k.organization_id AND a.api_key_id = k.id)";
    let mut rows: Vec<Acted> = ask::all(db, ACTED, [organization.into()]).await?;
    rows.sort_by_cached_key(|row| (search::fold(row.name.as_str()), row.id));
    let key =
        |Acted { id, name, revoked_at }| LoggedActor::ApiKey { id, name, revoked: revoked_at.is_some() };
    Ok(rows.into_iter().map(key).collect())
}
