//! Members as others see them.

use crate::{
    access::ActorId,
    db::{Reads, Row},
    http::{
        page_token::{Lines, Named},
        problem::Failure,
    },
    platform::{clock::moment, micros::Micros, search},
};
use hq_contract::{
    OrganizationId, Page, Role, UserId,
    members::{Member, MemberOrder},
};
use sea_orm::Value;

/// Who looks at members: their own address, rules and multi-factor authentication everybody sees, those of others only who
/// may read members' details.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    /// Who looks.
    pub user: ActorId,
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
    /// Whether the other way than usual.
    pub reversed: bool,
    /// How many.
    pub limit: usize,
    /// Behind this place.
    pub after: Option<Named>,
    /// How many to pass over there.
    pub offset: u32,
}

const COLUMNS: &str = "u.id, u.full_name, u.email, m.role, m.joined_at, m.opened_at, u.name_sort, f.enabled_at, m.rules_count, u.picture";
const FROM: &str = "FROM memberships m JOIN users u ON u.id = m.user_id LEFT JOIN mfa f ON f.user_id = m.user_id \
    WHERE m.organization_id = ?";

/// One member.
///
/// # Errors
/// Where the database fails.
pub async fn one(
    db: &impl Reads,
    viewer: Viewer,
    organization: OrganizationId,
    user: UserId,
) -> Result<Option<Member>, Failure> {
    let text = format!("SELECT {COLUMNS} {FROM} AND m.user_id = ?");
    db.row(&text, vec![organization.into(), user.into()], |row| member(viewer, row)).await
}

/// A page of an organization's members.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl Reads,
    viewer: Viewer,
    organization: OrganizationId,
    wanted: &Wanted,
) -> Result<Page<Member>, Failure> {
    let (filter, values) = wanted.filter(viewer, organization);
    let counted = format!(", (SELECT COUNT(*) {}{filter})", wanted.counted_from());
    let mut total = None;
    let found = select(db, viewer, (counted, values), organization, wanted, |row| {
        total = Some(row.get(10)?);
        Ok(())
    });
    let found = found.await?;
    let total = match total {
        Some(total) => total,
        // Nobody is behind the place, or no longer, and no row says how many others there are.
        None if wanted.after.is_some() || wanted.offset > 0 => {
            let (filter, values) = wanted.filter(viewer, organization);
            let text = format!("SELECT COUNT(*) {}{filter}", wanted.counted_from());
            db.row(&text, values, |row| Ok(row.get(0)?)).await?.unwrap_or(0)
        }
        None => 0,
    };
    Ok(found.of(total))
}

/// The same without counting all of them.
///
/// # Errors
/// Where the database fails.
pub async fn lines(
    db: &impl Reads,
    viewer: Viewer,
    organization: OrganizationId,
    wanted: &Wanted,
) -> Result<Lines<Member>, Failure> {
    select(db, viewer, (String::new(), Vec::new()), organization, wanted, |_| Ok(())).await
}

/// Lines, and of each row what `also` takes from the further columns.
async fn select(
    db: &impl Reads,
    viewer: Viewer,
    (further, mut values): (String, Vec<Value>),
    organization: OrganizationId,
    wanted: &Wanted,
    mut also: impl FnMut(&Row<'_>) -> Result<(), Failure> + Send,
) -> Result<Lines<Member>, Failure> {
    let (mut filter, filtered) = wanted.filter(viewer, organization);
    values.extend(filtered);
    // What the rows are ordered by, as text for the token and as the database compares it.
    let (key, usual) = match wanted.sort {
        MemberOrder::Name => ("u.name_sort", "ASC"),
        MemberOrder::LastActive => ("m.opened_at", "DESC"),
        MemberOrder::Joined => ("m.joined_at", "DESC"),
    };
    let order = if (usual == "ASC") == wanted.reversed { "DESC" } else { "ASC" };
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
    let text = format!(
        "SELECT {COLUMNS}{further} {FROM}{filter} ORDER BY {key} {order}, m.user_id {order} LIMIT ? OFFSET ?"
    );
    values.push((wanted.limit as i64 + 1).into());
    values.push(i64::from(wanted.offset).into());
    let found = db.rows(&text, values, |row| {
        also(row)?;
        Ok((member(viewer, row)?, place(wanted.sort, row)?))
    });
    Ok(Lines::cut(found.await?, wanted.limit, Named::token))
}

impl Wanted {
    /// From where members are counted: an account that no condition looks at needs no look-up.
    fn counted_from(&self) -> &'static str {
        if self.q.is_some() || self.mfa.is_some() {
            FROM
        } else {
            "FROM memberships m WHERE m.organization_id = ?"
        }
    }

    /// The further conditions, and the values of the whole statement up to them.
    fn filter(&self, viewer: Viewer, organization: OrganizationId) -> (String, Vec<Value>) {
        let mut filter = String::new();
        let mut values: Vec<Value> = vec![organization.into()];
        if let Some(role) = self.role {
            filter.push_str(" AND m.role = ?");
            values.push(role.into());
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

fn place(sort: MemberOrder, row: &Row<'_>) -> Result<Named, Failure> {
    let name = match sort {
        MemberOrder::Name => row.get::<String>(6)?,
        MemberOrder::Joined => row.get::<Micros>(4)?.get().to_string(),
        MemberOrder::LastActive => row.get::<Micros>(5)?.get().to_string(),
    };
    Ok(Named { name, id: row.get(0)? })
}

fn member(viewer: Viewer, row: &Row<'_>) -> Result<Member, Failure> {
    let id: UserId = row.get(0)?;
    let (email, mfa, rules) = if viewer.details || viewer.user == id.into() {
        let enabled_at: Option<Micros> = row.get(7)?;
        let rules: i64 = row.get(8)?;
        (Some(row.get(2)?), Some(enabled_at.is_some()), Some(u32::try_from(rules).unwrap_or(0)))
    } else {
        (None, None, None)
    };
    Ok(Member {
        id,
        full_name: row.get(1)?,
        picture: row.get(9)?,
        email,
        role: row.get(3)?,
        mfa,
        rules,
        joined_at: moment(row.get(4)?).into(),
        last_active_at: moment(row.get(5)?).into(),
    })
}
