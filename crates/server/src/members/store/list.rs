//! Members as others see them.

use crate::{
    clock::moment,
    db::sql,
    me::store::kept,
    page_token::{Lines, Named},
    problem::Failure,
    search,
};
use hq_contract::{
    EmailAddress, Page, PersonName, ProblemCode, Role, UserId,
    members::{Member, MemberOrder},
};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

/// Who looks at members: their own address, rules and multi-factor authentication everybody sees, those of others only who
/// may read members' details.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    /// Who looks.
    pub user: Uuid,
    /// Whether they may read members' details.
    pub details: bool,
}

/// Which members to list.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only those whose name, or address where it may be seen, contains this.
    pub q: Option<String>,
    /// Only those of this role.
    pub role: Option<Role>,
    /// Only those with multi-factor authentication, or without.
    pub mfa: Option<bool>,
    /// By what they are ordered.
    pub sort: MemberOrder,
    /// How many.
    pub limit: usize,
    /// Behind this place.
    pub after: Option<Named>,
}

const COLUMNS: &str = "u.id, u.full_name, u.email, m.role, m.joined_at, m.opened_at, u.name_search, f.enabled_at, m.rules_count";
const FROM: &str = "FROM memberships m JOIN users u ON u.id = m.user_id LEFT JOIN mfa f ON f.user_id = m.user_id \
    WHERE m.organization_id = ?";

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

/// A page of an organization's members.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    organization: Uuid,
    wanted: &Wanted,
) -> Result<Page<Member>, Failure> {
    let (filter, values) = wanted.filter(viewer, organization);
    let count = sql(db.get_database_backend(), &format!("SELECT COUNT(*) {FROM}{filter}"), values);
    let total: i64 = match db.query_one_raw(count).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(lines(db, viewer, organization, wanted).await?.of(total))
}

/// The same without counting all of them.
///
/// # Errors
/// Where the database fails.
pub async fn lines(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    organization: Uuid,
    wanted: &Wanted,
) -> Result<Lines<Member>, Failure> {
    let (mut filter, mut values) = wanted.filter(viewer, organization);
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
    Ok(Lines {
        items: shown.iter().map(|row| member(viewer, row)).collect::<Result<_, _>>()?,
        next_page: next_page.map(|place| place.token()),
    })
}

impl Wanted {
    /// The further conditions, and the values of the whole statement up to them.
    fn filter(&self, viewer: Viewer, organization: Uuid) -> (String, Vec<Value>) {
        let mut filter = String::new();
        let mut values: Vec<Value> = vec![organization.into()];
        if let Some(role) = self.role {
            filter.push_str(" AND m.role = ?");
            values.push(role.as_str().into());
        }
        match self.mfa {
            Some(true) => filter.push_str(" AND f.enabled_at IS NOT NULL"),
            Some(false) => filter.push_str(" AND f.enabled_at IS NULL"),
            None => {}
        }
        if let Some(pattern) = self.q.as_deref().and_then(search::contains) {
            filter.push_str(" AND (u.name_search LIKE ? ESCAPE '\\'");
            values.push(pattern.clone().into());
            if viewer.details {
                filter.push_str(" OR u.email_search LIKE ? ESCAPE '\\'");
                values.push(pattern.into());
            }
            filter.push(')');
        }
        (filter, values)
    }
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
    let (email, mfa, rules) = if viewer.details || viewer.user == id {
        let enabled_at: Option<i64> = row.try_get_by_index(7)?;
        let rules: i64 = row.try_get_by_index(8)?;
        let email = kept(EmailAddress::parse(&text(2)?))?;
        (Some(email), Some(enabled_at.is_some()), Some(u32::try_from(rules).unwrap_or(0)))
    } else {
        (None, None, None)
    };
    Ok(Member {
        id: UserId(id),
        full_name: kept(PersonName::parse(&text(1)?))?,
        email,
        role: Role::from_name(&text(3)?).ok_or(ProblemCode::Internal)?,
        mfa,
        rules,
        joined_at: moment(row.try_get_by_index(4)?).into(),
        last_active_at: moment(row.try_get_by_index(5)?).into(),
    })
}
