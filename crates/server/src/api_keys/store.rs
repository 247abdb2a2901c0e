//! Rows of API keys.

mod caller;
pub mod secrets;
mod seen;

pub use caller::under_lock;
pub use secrets::{Again, Retry, again, forget_old};
pub use seen::{in_audit_log, list, one};

use crate::{
    db::entity::{api_key, api_key_secret},
    http::problem::Failure,
    operation::Operation,
    platform::search,
    rules,
};
use hq_contract::{
    ApiKeyId, FieldCode, OrganizationId, ProblemCode, ResourceName, Role, UserId,
    api_keys::{ApiKeyPatch, MAX_API_KEYS},
    rules::Rule,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DerivePartialModel, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Expr, ExprTrait as _},
};

/// The keys of an organization that were not revoked.
fn of(organization: OrganizationId) -> Select<api_key::Entity> {
    api_key::Entity::find()
        .filter(api_key::Column::OrganizationId.eq(organization))
        .filter(api_key::Column::RevokedAt.is_null())
}

/// A key that was not revoked.
///
/// # Errors
/// 404 where the organization has none of this id.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: ApiKeyId,
) -> Result<api_key::Model, Failure> {
    let found = of(organization).filter(api_key::Column::Id.eq(id)).one(db).await?;
    found.ok_or_else(|| ProblemCode::NotFound.into())
}

/// How many keys an organization has.
///
/// # Errors
/// Where the database fails.
pub async fn count(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<u64, Failure> {
    Ok(of(organization).count(db).await?)
}

/// Refuses a key beyond the most that there can be, in a locked organization.
///
/// # Errors
/// 409 `limit_reached`
pub async fn guard_place(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let there = count(operation.tx(), organization).await?;
    if there < MAX_API_KEYS { Ok(()) } else { Err(ProblemCode::LimitReached.into()) }
}

/// Refuses the name of another key, in a locked organization.
///
/// # Errors
/// 422 `taken`
pub async fn guard_name(
    operation: &Operation,
    organization: OrganizationId,
    name: &ResourceName,
    own: Option<ApiKeyId>,
) -> Result<(), Failure> {
    let wanted = search::fold(name.as_str());
    let rows = of(organization).all(operation.tx()).await?;
    let taken = rows.iter().any(|row| Some(row.id) != own && search::fold(row.name.as_str()) == wanted);
    if taken { Err(Failure::field("/name", FieldCode::Taken)) } else { Ok(()) }
}

/// A key to add.
#[derive(Clone, Copy, Debug)]
pub struct NewKey<'a> {
    /// Of which organization.
    pub organization: OrganizationId,
    /// What people call it.
    pub name: &'a ResourceName,
    /// Its role.
    pub role: Role,
    /// Its rules.
    pub rules: &'a [Rule],
    /// Who makes it.
    pub creator: Option<UserId>,
}

/// Adds a key to a locked organization; it has no secret yet.
///
/// # Errors
/// Where the database fails.
pub async fn add(operation: &Operation, new: NewKey<'_>) -> Result<api_key::Model, Failure> {
    let row = api_key::Model {
        id: operation.app().new_id(),
        organization_id: new.organization,
        name: new.name.clone(),
        role: new.role,
        rules: rules::store::write(new.rules),
        version: 1,
        created_by: new.creator,
        created_at: operation.now(),
        revoked_at: None,
    };
    let active = api_key::ActiveModel::from(row.clone());
    api_key::Entity::insert(active).exec_without_returning(operation.tx()).await?;
    Ok(row)
}

/// Changes a key of a locked organization; a change of nothing changes nothing.
///
/// # Errors
/// Where the database fails.
pub async fn update(
    operation: &Operation,
    before: &api_key::Model,
    patch: &ApiKeyPatch,
) -> Result<api_key::Model, Failure> {
    let mut after = before.clone();
    if let Some(name) = &patch.name {
        name.clone_into(&mut after.name);
    }
    if let Some(role) = patch.role {
        after.role = role;
    }
    if let Some(new) = &patch.rules
        && *new != rules::store::read(&before.rules)?
    {
        after.rules = rules::store::write(new);
    }
    if after == *before {
        return Ok(after);
    }
    after.version += 1;
    let changed = api_key::ActiveModel::from(after.clone()).reset_all();
    api_key::Entity::update(changed).exec(operation.tx()).await?;
    Ok(after)
}

/// Counts a change of a key's secret.
///
/// # Errors
/// Where the database fails.
pub async fn next_version(operation: &Operation, row: api_key::Model) -> Result<api_key::Model, Failure> {
    api_key::Entity::update_many()
        .col_expr(api_key::Column::Version, Expr::col(api_key::Column::Version).add(1_i64))
        .filter(api_key::Column::Id.eq(row.id))
        .exec(operation.tx())
        .await?;
    Ok(api_key::Model { version: row.version + 1, ..row })
}

/// Revokes a key of a locked organization. Its row stays, for the audit log to call it by its name; its secrets go, so that
/// whatever was done with one and is not committed yet is not ([`hold`]).
///
/// # Errors
/// Where the database fails.
pub async fn revoke(operation: &Operation, id: ApiKeyId) -> Result<(), Failure> {
    api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedAt, Expr::value(operation.now()))
        .filter(api_key::Column::Id.eq(id))
        .filter(api_key::Column::RevokedAt.is_null())
        .exec(operation.tx())
        .await?;
    secrets::remove_all(operation, id).await
}

/// How many keys of a locked organization somebody made, who leaves it.
///
/// # Errors
/// Where the database fails.
pub async fn made_by(
    operation: &Operation,
    organization: OrganizationId,
    user: UserId,
) -> Result<u64, Failure> {
    Ok(of(organization).filter(api_key::Column::CreatedBy.eq(user)).count(operation.tx()).await?)
}

/// What those of the ids are called that are keys, revoked ones too.
///
/// # Errors
/// Where the database fails.
pub async fn names(db: &impl ConnectionTrait, ids: &[ApiKeyId]) -> Result<Vec<Name>, Failure> {
    Ok(api_key::Entity::find()
        .filter(api_key::Column::Id.is_in(ids.iter().copied()))
        .into_partial_model()
        .all(db)
        .await?)
}

/// What a key is called.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "api_key::Entity")]
pub struct Name {
    /// The key.
    pub id: ApiKeyId,
    /// Its name.
    pub name: ResourceName,
}

/// Erases all of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let keys = api_key::Entity::find()
        .select_only()
        .column(api_key::Column::Id)
        .filter(api_key::Column::OrganizationId.eq(organization))
        .into_query();
    api_key_secret::Entity::delete_many()
        .filter(api_key_secret::Column::KeyId.in_subquery(keys))
        .exec(operation.tx())
        .await?;
    api_key::Entity::delete_many()
        .filter(api_key::Column::OrganizationId.eq(organization))
        .exec(operation.tx())
        .await?;
    Ok(())
}
