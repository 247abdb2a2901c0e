//! Rows of an account that is deleted.

use super::my_organization;
use crate::{
    billing_accounts::store::letting_go,
    db::{Reads, ask},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{
    OrganizationId, Page, ProblemCode, Role, UserId,
    me::{Deletion, MyOrganization},
};
use sea_orm::ConnectionTrait;

/// The most organizations of each kind that are named.
const MOST: i64 = 20;

const MINE: &str = "FROM memberships m JOIN organizations o ON o.id = m.organization_id AND o.deleted_at IS NULL \
    WHERE m.user_id = ?";
const OTHERS: &str =
    "EXISTS (SELECT 1 FROM memberships x WHERE x.organization_id = o.id AND x.user_id <> m.user_id)";
const OTHER_ADMINS: &str = "EXISTS (SELECT 1 FROM memberships x WHERE x.organization_id = o.id \
    AND x.user_id <> m.user_id AND x.role = ?)";

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
