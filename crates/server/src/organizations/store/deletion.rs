//! Rows of organizations that are deleted: restored while there is time, erased after it.

use crate::{
    api_keys,
    app::App,
    dataplants,
    db::{ask, entity::organization, kept, sql},
    http::problem::Failure,
    operation::Operation,
    platform::{clock::moment, micros::Micros, search},
    storage_engines, subscription,
};
use hq_contract::{
    OrganizationId, OrganizationName, Page, ProblemCode, Role, Slug, UserId,
    organizations::deletion::{DeletedOrganization, OrganizationDeletion, RESTORABLE_DAYS},
};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};

/// How long a deleted organization can be restored, in microseconds.
const RESTORABLE: i64 = RESTORABLE_DAYS as i64 * 24 * 3600 * 1_000_000;
/// How many one round erases: the rest waits for the next.
const AT_ONCE: u64 = 50;
/// What an erased organization is called.
const ERASED: &str = "Erased organization";

/// What would go with an organization.
///
/// # Errors
/// Where the database fails.
pub async fn effects(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<OrganizationDeletion, Failure> {
    const COUNTS: &str = "SELECT (SELECT COUNT(*) FROM memberships WHERE organization_id = ?) AS members, \
        (SELECT COUNT(*) FROM invitations WHERE organization_id = ? AND state = 'pending' AND expires_at > ?) AS invitations, \
        (SELECT COUNT(*) FROM join_requests WHERE organization_id = ? AND state = 'pending') AS join_requests, \
        (SELECT COUNT(*) FROM domains WHERE organization_id = ? AND state <> 'pending') AS domains, \
        (SELECT COUNT(*) FROM certificates WHERE organization_id = ?) AS certificates";
    let id = || organization.into();
    let values = [id(), id(), now.into(), id(), id(), id()];
    let counts: Counts = ask::one(db, COUNTS, values).await?.ok_or(ProblemCode::Internal)?;
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(OrganizationDeletion {
        other_members: count(counts.members).saturating_sub(1),
        invitations: count(counts.invitations),
        join_requests: count(counts.join_requests),
        domains: count(counts.domains),
        certificates: count(counts.certificates),
        api_keys: api_keys::store::count(db, organization).await?,
        storage_engines: storage_engines::store::ordered(db, organization).await?,
        dataplants: dataplants::store::count(db, organization).await?,
        open_balance: subscription::store::open::balance(app, db, organization, now).await?,
        restorable_until: moment(now + RESTORABLE).into(),
    })
}

#[derive(FromQueryResult)]
struct Counts {
    members: i64,
    invitations: i64,
    join_requests: i64,
    domains: i64,
    certificates: i64,
}

/// Refuses to delete an organization that has something which has to be removed before, by who knows what it holds.
///
/// # Errors
/// 409 `organization_in_use`
pub async fn guard_empty(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let engines = storage_engines::store::ordered(operation.tx(), organization).await?;
    let dataplants = dataplants::store::count(operation.tx(), organization).await?;
    if engines + dataplants > 0 { Err(ProblemCode::OrganizationInUse.into()) } else { Ok(()) }
}

/// What can be said of an organization that is deleted.
///
/// # Errors
/// 500 where it is not, or the row holds what the contract does not allow.
pub fn present(row: &organization::Model) -> Result<DeletedOrganization, Failure> {
    let deleted_at = row.deleted_at.ok_or(ProblemCode::Internal)?;
    Ok(DeletedOrganization {
        id: row.id,
        slug: kept(Slug::parse(&row.slug))?,
        name: kept(OrganizationName::parse(&row.name))?,
        colour: row.colour,
        deleted_at: moment(deleted_at).into(),
        restorable_until: moment(deleted_at + RESTORABLE).into(),
    })
}

/// The deleted organizations of which the person was an admin, as long as they can be restored.
///
/// # Errors
/// Where the database fails.
pub async fn of_admin(
    db: &impl ConnectionTrait,
    user: UserId,
    now: Micros,
) -> Result<Page<DeletedOrganization>, Failure> {
    const MINE: &str = "SELECT o.* FROM memberships m JOIN organizations o ON o.id = m.organization_id \
        WHERE m.user_id = ? AND m.role = ? AND o.deleted_at > ? ORDER BY o.deleted_at DESC, o.id LIMIT 100";
    let values = [user.into(), Role::Admin.into(), (now - RESTORABLE).into()];
    let rows = db.query_all_raw(sql(db.get_database_backend(), MINE, values)).await?;
    let items = rows
        .iter()
        .map(|row| present(&organization::Model::from_query_result(row, "")?))
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(Page { total: items.len() as u64, items, next_page: None })
}

/// Takes the deletion back. Nothing where the organization is not deleted, or no longer can be restored.
///
/// # Errors
/// Where the database fails.
pub async fn restore(
    operation: &Operation,
    id: OrganizationId,
) -> Result<Option<organization::Model>, Failure> {
    let restored = organization::Entity::update_many()
        .col_expr(organization::Column::DeletedAt, Expr::value(None::<Micros>))
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version).add(1_i64))
        .filter(organization::Column::Id.eq(id))
        .filter(organization::Column::DeletedAt.gt(operation.now() - RESTORABLE))
        .exec(operation.tx())
        .await?;
    if restored.rows_affected == 0 {
        return Ok(None);
    }
    Ok(organization::Entity::find_by_id(id).one(operation.tx()).await?)
}

/// Keeps a deleted organization from being restored until the operation ends; false where it is not deleted.
///
/// # Errors
/// Where the database fails.
pub async fn lock(operation: &Operation, id: OrganizationId) -> Result<bool, Failure> {
    let locked = organization::Entity::update_many()
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version))
        .filter(organization::Column::Id.eq(id))
        .filter(organization::Column::DeletedAt.is_not_null())
        .exec(operation.tx())
        .await?;
    Ok(locked.rows_affected == 1)
}

/// The organizations whose time is over, some of those after another one.
///
/// # Errors
/// Where the database fails.
pub async fn over(app: &App, after: Option<OrganizationId>) -> Result<Vec<OrganizationId>, Failure> {
    let over =
        organization::Entity::find()
            .filter(organization::Column::DeletedAt.lte(app.now() - RESTORABLE))
            .filter(organization::Column::ErasedAt.is_null())
            .filter(after.map_or_else(Condition::all, |after| {
                Condition::all().add(organization::Column::Id.gt(after))
            }))
            .order_by_asc(organization::Column::Id)
            .limit(AT_ONCE)
            .all(app.db().read())
            .await?;
    Ok(over.into_iter().map(|row| row.id).collect())
}

/// Erases the row of an organization but its slugs: they are not given to others, whom old links would lead to. It is locked from then
/// on. False where its time is not over, or another server was first.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, id: OrganizationId) -> Result<bool, Failure> {
    let erased = organization::Entity::update_many()
        .col_expr(organization::Column::ErasedAt, Expr::value(operation.now()))
        .col_expr(organization::Column::Name, Expr::value(ERASED))
        .col_expr(organization::Column::NameSearch, Expr::value(search::fold(ERASED)))
        .col_expr(organization::Column::Description, Expr::value(None::<String>))
        .col_expr(organization::Column::Logo, Expr::value(None::<String>))
        .filter(organization::Column::Id.eq(id))
        .filter(organization::Column::DeletedAt.lte(operation.now() - RESTORABLE))
        .filter(organization::Column::ErasedAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(erased.rows_affected == 1)
}
