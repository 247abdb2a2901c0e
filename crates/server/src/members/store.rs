//! Rows of members. Whatever changes them holds the organization's lock.

mod leaving;
mod list;

pub use leaving::remove;
pub use list::{Viewer, Wanted, lines, list, one};

use crate::{
    db::{
        entity::{membership, organization, user},
        sql,
    },
    http::{extract::first_version, problem::Failure},
    operation::Operation,
    rules, users,
};
use hq_contract::{ETag, OrganizationId, Permission, ProblemCode, Role, UserId, rules::Rule};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _, QueryTrait as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};
use std::collections::HashSet;

/// Makes somebody a member, with these rules; false where they are one already.
///
/// # Errors
/// 404 where the account was deleted meanwhile.
pub async fn join(
    operation: &Operation,
    organization: OrganizationId,
    user: UserId,
    role: Role,
    rules: &[Rule],
) -> Result<bool, Failure> {
    users::store::deleted::guard_kept(operation, user).await?;
    // Who comes back is not the member of before: what was read of that one changes nothing of this one.
    let version = first_version(operation.app().random().as_ref());
    let row = membership::ActiveModel {
        organization_id: Set(organization),
        user_id: Set(user),
        role: Set(role),
        joined_at: Set(operation.now()),
        opened_at: Set(operation.now()),
        version: Set(version),
        rules: Set(rules::store::write(rules)),
        rules_count: Set(rules.len() as i64),
        rules_version: Set(version),
    };
    let inserted = membership::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([membership::Column::OrganizationId, membership::Column::UserId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok(inserted == 1)
}

/// Refuses where the plan of a locked organization allows no further member.
///
/// # Errors
/// 409 `seats_full`
pub async fn guard_seats(operation: &Operation, organization: &organization::Model) -> Result<(), Failure> {
    if has_seat(operation.tx(), organization).await? { Ok(()) } else { Err(ProblemCode::SeatsFull.into()) }
}

/// Whether the plan allows a further member.
///
/// # Errors
/// Where the database fails.
pub async fn has_seat(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
) -> Result<bool, Failure> {
    let Some(seats) = organization.seats else { return Ok(true) };
    Ok(count(db, organization.id).await? < u64::try_from(seats).unwrap_or(0))
}

/// Somebody's membership.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: UserId,
) -> Result<Option<membership::Model>, Failure> {
    Ok(membership::Entity::find_by_id((organization, user)).one(db).await?)
}

/// Somebody's role.
///
/// # Errors
/// Where the database fails.
pub async fn role(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: UserId,
) -> Result<Option<Role>, Failure> {
    Ok(find(db, organization, user).await?.map(|row| row.role))
}

/// Whether somebody is a member who has a permission.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn holds(member: Option<&membership::Model>, permission: Permission) -> Result<bool, Failure> {
    let Some(member) = member else { return Ok(false) };
    let role = member.role;
    Ok(permission.held_by(role, &rules::store::read(&member.rules)?))
}

/// How many members an organization has.
///
/// # Errors
/// Where the database fails.
pub async fn count(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<u64, Failure> {
    Ok(membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(organization))
        .count(db)
        .await?)
}

/// The accounts of an organization's admins, at most twenty.
///
/// # Errors
/// Where the database fails.
pub async fn admins(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<user::Model>, Failure> {
    const ADMINS: &str = "SELECT u.* FROM memberships m JOIN users u ON u.id = m.user_id \
        WHERE m.organization_id = ? AND m.role = ? ORDER BY m.joined_at, u.id LIMIT 20";
    let values = [organization.into(), Role::Admin.into()];
    let statement = sql(db.get_database_backend(), ADMINS, values);
    Ok(user::Entity::find().from_raw_sql(statement).all(db).await?)
}

/// Which of these addresses are those of members.
///
/// # Errors
/// Where the database fails.
pub async fn addresses(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    canonical: &[String],
) -> Result<HashSet<String>, Failure> {
    let rows = user::Entity::find()
        .select_only()
        .column(user::Column::EmailCanonical)
        .filter(user::Column::EmailCanonical.is_in(canonical))
        .filter(
            user::Column::Id.in_subquery(
                membership::Entity::find()
                    .select_only()
                    .column(membership::Column::UserId)
                    .filter(membership::Column::OrganizationId.eq(organization))
                    .into_query(),
            ),
        )
        .into_tuple::<String>()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Refuses to take an admin away from a locked organization that has no other.
///
/// # Errors
/// 409 `last_admin`
async fn guard_last_admin(operation: &Operation, admin: &membership::Model) -> Result<(), Failure> {
    if is_only_admin(operation.tx(), admin).await? { Err(ProblemCode::LastAdmin.into()) } else { Ok(()) }
}

/// Whether a member is an admin and there is no other.
///
/// # Errors
/// Where the database fails.
pub async fn is_only_admin(db: &impl ConnectionTrait, admin: &membership::Model) -> Result<bool, Failure> {
    if admin.role != Role::Admin {
        return Ok(false);
    }
    let others = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(admin.organization_id))
        .filter(membership::Column::Role.eq(Role::Admin))
        .filter(membership::Column::UserId.ne(admin.user_id))
        .count(db)
        .await?;
    Ok(others == 0)
}

/// Gives a member of a locked organization another role.
///
/// # Errors
/// 409 `last_admin`
pub async fn change_role(
    operation: &Operation,
    member: &membership::Model,
    role: Role,
) -> Result<(), Failure> {
    if role != Role::Admin {
        guard_last_admin(operation, member).await?;
    }
    membership::Entity::update_many()
        .col_expr(membership::Column::Role, Expr::value(role))
        .col_expr(membership::Column::Version, Expr::col(membership::Column::Version).add(1_i64))
        .filter(membership::Column::OrganizationId.eq(member.organization_id))
        .filter(membership::Column::UserId.eq(member.user_id))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// The version of a membership, its rules included.
#[must_use]
pub fn etag(row: &membership::Model) -> ETag {
    ETag(format!("\"{}-{}\"", row.version, row.rules_version))
}

/// Ends every membership of an organization that is erased.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let of = membership::Column::OrganizationId.eq(organization);
    membership::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}

/// Ends every membership of a person that is left when they are deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    let of = membership::Column::UserId.eq(user);
    membership::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}
