//! Rows of members. Whatever changes them holds the organization's lock.

use crate::{
    access::version_tag,
    clock::moment,
    db::{
        entity::{membership, organization, user},
        sql,
    },
    me::store::kept,
    operation::Operation,
    page_token::Named,
    problem::Failure,
    search,
};
use hq_contract::{
    ETag, EmailAddress, Page, PersonName, ProblemCode, Role, UserId,
    members::{Member, MemberOrder},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryResult,
    QuerySelect as _, QueryTrait as _, Value,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};
use std::collections::HashSet;
use uuid::Uuid;

/// Makes somebody a member; false where they are one already.
///
/// # Errors
/// Where the database fails.
pub async fn join(
    operation: &Operation,
    organization: Uuid,
    user: Uuid,
    role: Role,
) -> Result<bool, Failure> {
    let row = membership::ActiveModel {
        organization_id: Set(organization),
        user_id: Set(user),
        role: Set(role.as_str().to_owned()),
        joined_at: Set(operation.now()),
        opened_at: Set(operation.now()),
        version: Set(1),
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
    organization: Uuid,
    user: Uuid,
) -> Result<Option<membership::Model>, Failure> {
    Ok(membership::Entity::find_by_id((organization, user)).one(db).await?)
}

/// Somebody's role.
///
/// # Errors
/// Where the database fails.
pub async fn role(
    db: &impl ConnectionTrait,
    organization: Uuid,
    user: Uuid,
) -> Result<Option<Role>, Failure> {
    Ok(find(db, organization, user).await?.and_then(|row| Role::from_name(&row.role)))
}

/// How many members an organization has.
///
/// # Errors
/// Where the database fails.
pub async fn count(db: &impl ConnectionTrait, organization: Uuid) -> Result<u64, Failure> {
    Ok(membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(organization))
        .count(db)
        .await?)
}

/// The accounts of an organization's admins, at most twenty.
///
/// # Errors
/// Where the database fails.
pub async fn admins(db: &impl ConnectionTrait, organization: Uuid) -> Result<Vec<user::Model>, Failure> {
    const ADMINS: &str = "SELECT u.* FROM memberships m JOIN users u ON u.id = m.user_id \
        WHERE m.organization_id = ? AND m.role = ? ORDER BY m.joined_at, u.id LIMIT 20";
    let values = [organization.into(), Role::Admin.as_str().into()];
    let statement = sql(db.get_database_backend(), ADMINS, values);
    Ok(user::Entity::find().from_raw_sql(statement).all(db).await?)
}

/// Which of these addresses are those of members.
///
/// # Errors
/// Where the database fails.
pub async fn addresses(
    db: &impl ConnectionTrait,
    organization: Uuid,
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
    if admin.role != Role::Admin.as_str() {
        return Ok(());
    }
    let others = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(admin.organization_id))
        .filter(membership::Column::Role.eq(Role::Admin.as_str()))
        .filter(membership::Column::UserId.ne(admin.user_id))
        .count(operation.tx())
        .await?;
    if others == 0 { Err(ProblemCode::LastAdmin.into()) } else { Ok(()) }
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
        .col_expr(membership::Column::Role, Expr::value(role.as_str()))
        .col_expr(membership::Column::Version, Expr::col(membership::Column::Version).add(1_i64))
        .filter(membership::Column::OrganizationId.eq(member.organization_id))
        .filter(membership::Column::UserId.eq(member.user_id))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Ends a membership of a locked organization.
///
/// # Errors
/// 409 `last_admin`
pub async fn remove(operation: &Operation, member: &membership::Model) -> Result<(), Failure> {
    guard_last_admin(operation, member).await?;
    membership::Entity::delete_by_id((member.organization_id, member.user_id)).exec(operation.tx()).await?;
    Ok(())
}

/// The version of a membership.
#[must_use]
pub fn etag(row: &membership::Model) -> ETag {
    version_tag(row.version)
}

/// Who looks at members: their own address everybody sees, those of others only who may manage members.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    /// Who looks.
    pub user: Uuid,
    /// Whether they see the addresses of others.
    pub sees_addresses: bool,
}

/// Which members to list.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only those whose name, or address where it may be seen, contains this.
    pub q: Option<String>,
    /// Only those of this role.
    pub role: Option<Role>,
    /// By what they are ordered.
    pub sort: MemberOrder,
    /// How many.
    pub limit: usize,
    /// Behind this place.
    pub after: Option<Named>,
}

const COLUMNS: &str = "u.id, u.full_name, u.email, m.role, m.joined_at, m.opened_at, u.name_search";
const FROM: &str = "FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = ?";

/// One member.
///
/// # Errors
/// Where the database fails.
pub async fn one(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    organization: Uuid,
    user: Uuid,
) -> Result<Option<Member>, Failure> {
    let text = format!("SELECT {COLUMNS} {FROM} AND m.user_id = ?");
    let statement = sql(db.get_database_backend(), &text, [organization.into(), user.into()]);
    db.query_one_raw(statement).await?.map(|row| member(viewer, &row)).transpose()
}

/// The members of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    organization: Uuid,
    wanted: &Wanted,
) -> Result<Page<Member>, Failure> {
    let mut filter = String::new();
    let mut values: Vec<Value> = vec![organization.into()];
    if let Some(role) = wanted.role {
        filter.push_str(" AND m.role = ?");
        values.push(role.as_str().into());
    }
    if let Some(pattern) = wanted.q.as_deref().map(search::contains).filter(|pattern| pattern != "%%") {
        filter.push_str(" AND (u.name_search LIKE ? ESCAPE '\\'");
        values.push(pattern.clone().into());
        if viewer.sees_addresses {
            filter.push_str(" OR u.email_canonical LIKE ? ESCAPE '\\'");
            values.push(pattern.into());
        }
        filter.push(')');
    }
    let count = sql(db.get_database_backend(), &format!("SELECT COUNT(*) {FROM}{filter}"), values.clone());
    let total: i64 = match db.query_one_raw(count).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    // What the rows are ordered by, as text for the token and as the database compares it.
    let (key, order) = match wanted.sort {
        MemberOrder::Name => ("u.name_search", "ASC"),
        MemberOrder::LastActive => ("m.opened_at", "DESC"),
        MemberOrder::Joined => ("m.joined_at", "DESC"),
    };
    if let Some(place) = &wanted.after {
        let compare = if order == "ASC" { ">" } else { "<" };
        filter.push_str(&format!(" AND ({key}, m.user_id) {compare} (?, ?)"));
        values.push(if wanted.sort == MemberOrder::Name {
            place.name.clone().into()
        } else {
            place.name.parse::<i64>().unwrap_or_default().into()
        });
        values.push(place.id.into());
    }
    let text = format!("SELECT {COLUMNS} {FROM}{filter} ORDER BY {key} {order}, m.user_id {order} LIMIT ?");
    values.push((wanted.limit as i64 + 1).into());
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    let more = rows.len() > wanted.limit;
    let shown = rows.get(..wanted.limit.min(rows.len())).unwrap_or_default();
    let next_page = shown.last().filter(|_| more).map(|row| place(wanted.sort, row)).transpose()?;
    Ok(Page {
        items: shown.iter().map(|row| member(viewer, row)).collect::<Result<_, _>>()?,
        next_page: next_page.map(|place| place.token()),
        total: u64::try_from(total).unwrap_or(0),
    })
}

fn place(sort: MemberOrder, row: &QueryResult) -> Result<Named, Failure> {
    let name = match sort {
        MemberOrder::Name => row.try_get_by_index::<String>(6)?,
        MemberOrder::Joined => row.try_get_by_index::<i64>(4)?.to_string(),
        MemberOrder::LastActive => row.try_get_by_index::<i64>(5)?.to_string(),
    };
    Ok(Named { name, id: row.try_get_by_index(0)? })
}

fn member(viewer: Viewer, row: &QueryResult) -> Result<Member, Failure> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = |index: usize| -> Result<String, Failure> { Ok(row.try_get_by_index(index)?) };
    let email = if viewer.sees_addresses || viewer.user == id {
        Some(kept(EmailAddress::parse(&text(2)?))?)
    } else {
        None
    };
    Ok(Member {
        id: UserId(id),
        full_name: kept(PersonName::parse(&text(1)?))?,
        email,
        role: Role::from_name(&text(3)?).ok_or(ProblemCode::Internal)?,
        joined_at: moment(row.try_get_by_index(4)?).into(),
        last_active_at: moment(row.try_get_by_index(5)?).into(),
    })
}
