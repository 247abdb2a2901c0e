//! Lists of invitations: an organization's open ones, and those that a person can accept.

use super::{DECLINED, note};
use crate::{
    db::{Reads, Row, entity::organization, kept, sql},
    http::{
        page_token::{Lines, Place, page},
        problem::Failure,
    },
    mail::outbox,
    organizations,
    platform::{clock::moment, search},
    rules,
};
use hq_contract::{
    Actor, Colour, EmailAddress, InvitationId, Page, Permission, PersonName, Role, UserId,
    invitations::{Invitation, InvitationState, MyInvitation, needed_to_offer},
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

const OPEN: &str = "FROM invitations i LEFT JOIN users u ON u.id = i.inviter_id \
    LEFT JOIN outbox b ON b.id = i.mail_id \
    LEFT JOIN memberships m ON m.organization_id = i.organization_id AND m.user_id = i.inviter_id \
    WHERE i.organization_id = ? AND i.state IN ('pending', 'declined')";
const OPEN_COLUMNS: &str = "i.id, i.email, i.role, i.state, u.full_name, i.sent_at, i.expires_at, b.state, \
    b.attempts, b.last_error, i.renewal_asked_at, i.rules_count, m.role, m.rules, \
    (SELECT COUNT(*) FROM mfa f WHERE f.user_id = i.inviter_id AND f.enabled_at IS NOT NULL), \
    i.inviter_id";

/// Which invitations to list.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only those whose address contains this.
    pub q: Option<String>,
    /// How many.
    pub limit: usize,
    /// Behind this place.
    pub after: Option<Place>,
}

/// The open invitations of an organization, newest mail first.
///
/// # Errors
/// Where the database fails.
pub async fn open(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    now: i64,
    wanted: &Wanted,
) -> Result<Page<Invitation>, Failure> {
    let pattern = wanted.q.as_deref().and_then(search::contains);
    let searched = if pattern.is_some() { " AND i.email_search LIKE ? ESCAPE '\\'" } else { "" };
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..2 {
        values.push(organization.id.into());
        values.extend(pattern.iter().map(|pattern| pattern.clone().into()));
    }
    let mut text = format!("SELECT {OPEN_COLUMNS}, (SELECT COUNT(*) {OPEN}{searched}) {OPEN}{searched}");
    if let Some(place) = wanted.after {
        text.push_str(" AND (i.sent_at, i.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY i.sent_at DESC, i.id DESC LIMIT ?");
    values.push((wanted.limit as i64 + 1).into());
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    page(&rows, wanted.limit, 5, 16, |row| invitation_of(row, organization, now))
}

/// One open invitation of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn open_one(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    id: InvitationId,
    now: i64,
) -> Result<Option<Invitation>, Failure> {
    let text = format!("SELECT {OPEN_COLUMNS} {OPEN} AND i.id = ?");
    let values = [organization.id.into(), id.into()];
    let row = db.query_one_raw(sql(db.get_database_backend(), &text, values)).await?;
    row.map(|row| invitation_of(&row, organization, now)).transpose()
}

fn invitation_of(
    row: &QueryResult,
    organization: &organization::Model,
    now: i64,
) -> Result<Invitation, Failure> {
    let text = |index: usize| -> Result<String, Failure> { Ok(row.try_get_by_index(index)?) };
    let expires_at: i64 = row.try_get_by_index(6)?;
    let state = match text(3)?.as_str() {
        DECLINED => InvitationState::Declined,
        _ if expires_at <= now => InvitationState::Expired,
        _ => InvitationState::Pending,
    };
    let mail: Option<String> = row.try_get_by_index(7)?;
    let attempts: Option<i64> = row.try_get_by_index(8)?;
    let role: Role = row.try_get_by_index(2)?;
    let rules = u32::try_from(row.try_get_by_index::<i64>(11)?).unwrap_or(u32::MAX);
    Ok(Invitation {
        id: row.try_get_by_index(0)?,
        email: kept(EmailAddress::parse(&text(1)?))?,
        role,
        rules,
        state,
        inviter: person(row.try_get_by_index(15)?, row.try_get_by_index(4)?)?,
        sent_at: moment(row.try_get_by_index(5)?).into(),
        expires_at: moment(expires_at).into(),
        mail: outbox::state(mail.as_deref().zip(attempts)),
        mail_error: row.try_get_by_index(9)?,
        renewal_asked_at: row.try_get_by_index::<Option<i64>>(10)?.map(|asked| moment(asked).into()),
        inviter_lost_right: !inviter_may(row, organization, needed_to_offer(role, rules))?,
    })
}

/// What `inviter_may` of an invitation says, for a row of the list.
fn inviter_may(
    row: &QueryResult,
    organization: &organization::Model,
    needed: Permission,
) -> Result<bool, Failure> {
    let (role, own): (Option<Role>, Option<String>) = (row.try_get_by_index(12)?, row.try_get_by_index(13)?);
    let Some((role, own)) = role.zip(own) else { return Ok(false) };
    let kept_out = organization.force_mfa && row.try_get_by_index::<i64>(14)? == 0;
    Ok(!kept_out && needed.held_by(role, &rules::store::read(&own)?))
}

/// Who invited, if they have a name still.
///
/// # Errors
/// 500 where it is none that the contract allows.
pub fn person(id: UserId, name: Option<String>) -> Result<Option<Actor>, Failure> {
    name.map(|name| Ok(Actor::Person { id, name: kept(PersonName::parse(&name))? })).transpose()
}

const MINE: &str = "FROM invitations i JOIN organizations o ON o.id = i.organization_id AND o.deleted_at IS NULL \
    LEFT JOIN users u ON u.id = i.inviter_id \
    WHERE i.email_canonical = ? AND i.state = 'pending' AND i.expires_at > ?";

/// The invitations that a person can accept, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn of_person(
    db: &impl Reads,
    canonical: &str,
    now: i64,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<MyInvitation>, Failure> {
    let mut values: Vec<Value> = vec![canonical.into(), now.into(), canonical.into(), now.into()];
    let mut text = format!(
        "SELECT i.id, o.name, o.colour, u.full_name, i.role, i.note, i.expires_at, i.sent_at, \
         (SELECT COUNT(*) {MINE}), o.id, i.inviter_id {MINE}"
    );
    if let Some(place) = after {
        text.push_str(" AND (i.sent_at, i.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY i.sent_at DESC, i.id DESC LIMIT ?");
    values.push((limit as i64 + 1).into());
    let mut total = 0;
    let found = db.rows(&text, values, |row| {
        total = row.get(8)?;
        Ok((my_invitation(row)?, Place { moment: row.get(7)?, id: row.get(0)? }))
    });
    Ok(Lines::cut(found.await?, limit, Place::token).of(total))
}

fn my_invitation(row: &Row<'_>) -> Result<MyInvitation, Failure> {
    let text = |column: usize| row.get::<String>(column);
    Ok(MyInvitation {
        id: row.get(0)?,
        organization: organizations::store::named(row.get(9)?, &text(1)?)?,
        colour: Colour::from_name(&text(2)?).unwrap_or_default(),
        inviter: person(row.get(10)?, row.get(3)?)?,
        role: row.get(4)?,
        note: note(row.get(5)?)?,
        expires_at: moment(row.get(6)?).into(),
    })
}
