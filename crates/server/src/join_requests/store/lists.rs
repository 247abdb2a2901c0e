//! Requests that wait, as their organization and their senders see them.

use crate::{
    db::ask,
    http::{
        page_token::{Place, Placed, lines},
        problem::Failure,
    },
    platform::{clock::moment, micros::Micros},
};
use hq_contract::{
    Colour, EmailAddress, JoinRequestId, Note, OrganizationId, OrganizationName, Page, PersonName, UserId,
    join_requests::{JoinRequest, MyJoinRequest},
    organizations::NamedOrganization,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

const WAITING: &str = "FROM join_requests r JOIN users u ON u.id = r.user_id \
    WHERE r.organization_id = ? AND r.state = 'pending'";

/// The requests that wait, oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn waiting(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<JoinRequest>, Failure> {
    let mut values: Vec<Value> = vec![organization.into(), organization.into()];
    let mut text = format!("SELECT {COLUMNS}, (SELECT COUNT(*) {WAITING}) AS total {WAITING}");
    if let Some(place) = after {
        text.push_str(" AND (r.created_at, r.id) > (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY r.created_at, r.id LIMIT ?");
    values.push((limit as i64 + 1).into());
    let rows: Vec<Waiting> = ask::all(db, &text, values).await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok(lines(rows, limit, |row| Ok(row.into()))?.of(total))
}

/// One request that waits.
///
/// # Errors
/// Where the database fails.
pub async fn waiting_one(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: JoinRequestId,
) -> Result<Option<JoinRequest>, Failure> {
    let text = format!("SELECT {COLUMNS}, CAST(1 AS BIGINT) AS total {WAITING} AND r.id = ?");
    let row: Option<Waiting> = ask::one(db, &text, [organization.into(), id.into()]).await?;
    Ok(row.map(JoinRequest::from))
}

const COLUMNS: &str = "r.id, u.full_name, u.picture, u.email, r.note, r.created_at";

#[derive(FromQueryResult)]
struct Waiting {
    id: JoinRequestId,
    full_name: PersonName,
    picture: Option<String>,
    email: EmailAddress,
    note: Option<Note>,
    created_at: Micros,
    /// How many there are in all.
    total: i64,
}

impl Placed for Waiting {
    fn place(&self) -> Place {
        Place { moment: self.created_at, id: self.id.into() }
    }
}

impl From<Waiting> for JoinRequest {
    fn from(row: Waiting) -> Self {
        let Waiting { id, full_name, picture, email, note, created_at, total: _ } = row;
        Self { id, full_name, picture, email, note, created_at: moment(created_at).into() }
    }
}

const MINE: &str = "FROM join_requests r JOIN organizations o ON o.id = r.organization_id AND o.deleted_at IS NULL \
    WHERE r.user_id = ? AND r.state IN ('pending', 'denied') AND (r.denied_until IS NULL OR r.denied_until > ?)";

/// A person's requests that wait, newest first; those that were denied lately among them.
///
/// # Errors
/// Where the database fails.
pub async fn of_person(
    db: &impl ConnectionTrait,
    user: UserId,
    now: Micros,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<MyJoinRequest>, Failure> {
    let mut values: Vec<Value> = vec![user.into(), now.into(), user.into(), now.into()];
    let mut text = format!(
        "SELECT r.id, r.organization_id, o.name, o.colour, r.created_at, (SELECT COUNT(*) {MINE}) AS total {MINE}"
    );
    if let Some(place) = after {
        text.push_str(" AND (r.created_at, r.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY r.created_at DESC, r.id DESC LIMIT ?");
    values.push((limit as i64 + 1).into());
    let rows: Vec<Mine> = ask::all(db, &text, values).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let shown = |row: Mine| {
        let Mine { id, organization_id, name, colour, created_at, total: _ } = row;
        let organization = NamedOrganization { id: organization_id, name };
        Ok(MyJoinRequest { id, organization, colour, created_at: moment(created_at).into() })
    };
    Ok(lines(rows, limit, shown)?.of(total))
}

#[derive(FromQueryResult)]
struct Mine {
    id: JoinRequestId,
    organization_id: OrganizationId,
    name: OrganizationName,
    colour: Colour,
    created_at: Micros,
    total: i64,
}

impl Placed for Mine {
    fn place(&self) -> Place {
        Place { moment: self.created_at, id: self.id.into() }
    }
}
