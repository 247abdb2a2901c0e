//! Rows of an account that is deleted.

use super::my_organization;
use crate::{
    billing_accounts::store::letting_go,
    db::{Reads, ask, entity::user},
    http::problem::Failure,
    operation::Operation,
    platform::search,
};
use hq_contract::{
    OrganizationId, Page, ProblemCode, Role, UserId,
    audit_log::DELETED_NAME,
    me::{Deletion, MyOrganization},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// The most organizations of each kind that are named.
const MOST: i64 = 20;
/// Fits no password.
const NO_PASSWORD: &str = "";

const MINE: &str = "FROM memberships m JOIN organizations o ON o.id = m.organization_id AND o.deleted_at IS NULL \
    WHERE m.user_id = ?";
const OTHERS: &str =
    "EXISTS (SELECT 1 FROM memberships x WHERE x.organization_id = o.id AND x.user_id <> m.user_id)";
const OTHER_ADMINS: &str = "EXISTS (SELECT 1 FROM memberships x WHERE x.organization_id = o.id \
    AND x.user_id <> m.user_id AND x.role = ?)";

/// The address of a deleted account: its own, and nobody's (RFC 6761, 6.4).
fn nobody(user: UserId) -> String {
    format!("deleted-{user}@deleted.invalid")
}

/// Those addresses, for `LIKE`.
pub const NOBODIES: &str = "deleted-%@deleted.invalid";

/// Whether this is the address of a deleted account.
#[must_use]
pub fn is_nobody(user: UserId, email: &str) -> bool {
    email == nobody(user)
}

/// What deleting an account would do to its organizations, and which billing accounts are in its way.
///
/// # Errors
/// Where the database fails.
pub async fn effects(db: &impl ConnectionTrait, user: UserId) -> Result<Deletion, Failure> {
    let admin = Role::Admin;
    let only_admin = format!("m.role = ? AND {OTHERS} AND NOT {OTHER_ADMINS}");
    let only_admin = those(db, &only_admin, vec![user.into(), admin.into(), admin.into()]).await?;
    let alone = those(db, &format!("NOT {OTHERS}"), vec![user.into()]).await?;
    let all: Option<i64> = ask::value(db, &format!("SELECT COUNT(*) {MINE}"), [user.into()]).await?;
    let all = u64::try_from(all.ok_or(ProblemCode::Internal)?).unwrap_or(0);
    let left = all.saturating_sub(only_admin.total).saturating_sub(alone.total);
    let billing_accounts = letting_go::in_use(db, user).await?;
    Ok(Deletion { only_admin, alone, left, billing_accounts })
}

/// The person's organizations that are such, by name.
async fn those(
    db: &impl Reads,
    such: &str,
    mut values: Vec<sea_orm::Value>,
) -> Result<Page<MyOrganization>, Failure> {
    let text = format!(
        "SELECT o.id, o.slug, o.name, o.colour, m.role, m.opened_at, o.logo, COUNT(*) OVER () {MINE} AND {such} \
        ORDER BY o.name_search, o.id LIMIT ?"
    );
    values.push(MOST.into());
    let mut total = 0_i64;
    let items = db.rows(&text, values, |row| {
        total = row.get(7)?;
        my_organization(row)
    });
    let items = items.await?;
    Ok(Page { items, next_page: None, total: u64::try_from(total).unwrap_or(0) })
}

/// The organizations of a person, in the order of their ids.
///
/// # Errors
/// Where the database fails.
pub async fn organizations(operation: &Operation, user: UserId) -> Result<Vec<OrganizationId>, Failure> {
    let tx = operation.tx();
    let text = format!("SELECT o.id {MINE}");
    let mut ids: Vec<OrganizationId> = ask::values(tx, &text, [user.into()]).await?;
    ids.sort_unstable();
    Ok(ids)
}

/// Keeps an account from being deleted until the operation ends.
///
/// # Errors
/// 404 where it was deleted.
pub async fn guard_kept(operation: &Operation, user: UserId) -> Result<(), Failure> {
    let locked = user::Entity::update_many()
        .col_expr(user::Column::Version, Expr::col(user::Column::Version))
        .filter(user::Column::Id.eq(user))
        .filter(user::Column::EmailCanonical.ne(nobody(user)))
        .exec(operation.tx())
        .await?;
    if locked.rows_affected == 0 { Err(ProblemCode::NotFound.into()) } else { Ok(()) }
}

/// Forgets in the row of a person who they were. It stays: the audit log and invitations say what was done by whom.
///
/// # Errors
/// Where the database fails.
pub async fn anonymize(operation: &Operation, user: UserId) -> Result<(), Failure> {
    user::Entity::update_many()
        .col_expr(user::Column::Email, Expr::value(nobody(user)))
        .col_expr(user::Column::EmailCanonical, Expr::value(nobody(user)))
        .col_expr(user::Column::EmailSearch, Expr::value(nobody(user)))
        .col_expr(user::Column::FullName, Expr::value(DELETED_NAME))
        .col_expr(user::Column::NameSearch, Expr::value(search::fold(DELETED_NAME)))
        .col_expr(user::Column::NameSort, Expr::value(search::natural(&search::fold(DELETED_NAME))))
        .col_expr(user::Column::PasswordHash, Expr::value(NO_PASSWORD))
        .col_expr(user::Column::Picture, Expr::value(None::<String>))
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1_i64))
        .filter(user::Column::Id.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}
