//! Lists of invitations: an organization's open ones, and those that a person can accept.

use super::Answer;
use crate::{
    db::{
        Reads, Row, ask,
        entity::{organization, outbox::Sending},
        kept,
    },
    http::{
        page_token::{Lines, Place, Placed, lines},
        problem::Failure,
    },
    mail::outbox,
    platform::{clock::moment, micros::Micros, search},
    rules,
};
use hq_contract::{
    Actor, EmailAddress, InvitationId, Page, Permission, PersonName, Role, UserId,
    invitations::{Invitation, InvitationState, MyInvitation, needed_to_offer},
    organizations::NamedOrganization,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

const OPEN: &str = "FROM invitations i LEFT JOIN users u ON u.id = i.inviter_id \
    LEFT JOIN outbox b ON b.id = i.mail_id \
    LEFT JOIN memberships m ON m.organization_id = i.organization_id AND m.user_id = i.inviter_id \
    WHERE i.organization_id = ? AND i.state IN ('pending', 'declined')";
const OPEN_COLUMNS: &str = "i.id, i.email, i.role, i.state, i.inviter_id, u.full_name AS inviter, i.sent_at, i.expires_at, \
    b.state AS mail, b.attempts, b.last_error, i.renewal_asked_at, i.rules_count, m.role AS inviter_role, m.rules AS inviter_rules, \
    (SELECT COUNT(*) FROM mfa f WHERE f.user_id = i.inviter_id AND f.enabled_at IS NOT NULL) AS inviter_mfa";

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
    now: Micros,
    wanted: &Wanted,
) -> Result<Page<Invitation>, Failure> {
    let pattern = wanted.q.as_deref().and_then(search::contains);
    let searched = if pattern.is_some() { " AND i.email_search LIKE ? ESCAPE '\\'" } else { "" };
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..2 {
        values.push(organization.id.into());
        values.extend(pattern.iter().map(|pattern| pattern.clone().into()));
    }
    let mut text =
        format!("SELECT {OPEN_COLUMNS}, (SELECT COUNT(*) {OPEN}{searched}) AS total {OPEN}{searched}");
    if let Some(place) = wanted.after {
        text.push_str(" AND (i.sent_at, i.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY i.sent_at DESC, i.id DESC LIMIT ?");
    values.push((wanted.limit as i64 + 1).into());
    let rows: Vec<Open> = ask::all(db, &text, values).await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok(lines(rows, wanted.limit, |row| row.shown(organization, now))?.of(total))
}

/// One open invitation of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn open_one(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    id: InvitationId,
    now: Micros,
) -> Result<Option<Invitation>, Failure> {
    let text = format!("SELECT {OPEN_COLUMNS}, CAST(1 AS BIGINT) AS total {OPEN} AND i.id = ?");
    let values = [organization.id.into(), id.into()];
    let row: Option<Open> = ask::one(db, &text, values).await?;
    row.map(|row| row.shown(organization, now)).transpose()
}

#[derive(FromQueryResult)]
struct Open {
    id: InvitationId,
    email: EmailAddress,
    role: Role,
    state: Answer,
    inviter_id: UserId,
    /// What they are called, if they have an account still.
    inviter: Option<PersonName>,
    sent_at: Micros,
    expires_at: Micros,
    mail: Option<Sending>,
    attempts: Option<i64>,
    last_error: Option<String>,
    renewal_asked_at: Option<Micros>,
    rules_count: i64,
    /// What the inviter is in the organization, if they belong to it still.
    inviter_role: Option<Role>,
    inviter_rules: Option<String>,
    /// Whether they have two-step sign-in: 0 or 1.
    inviter_mfa: i64,
    /// How many there are in all.
    total: i64,
}

impl Placed for Open {
    fn place(&self) -> Place {
        Place { moment: self.sent_at, id: self.id.into() }
    }
}

impl Open {
    fn shown(self, organization: &organization::Model, now: Micros) -> Result<Invitation, Failure> {
        let rules = u32::try_from(self.rules_count).unwrap_or(u32::MAX);
        let id = self.inviter_id;
        Ok(Invitation {
            rules,
            state: match self.state {
                Answer::Declined => InvitationState::Declined,
                _ if self.expires_at <= now => InvitationState::Expired,
                _ => InvitationState::Pending,
            },
            inviter_lost_right: !self.inviter_may(organization, needed_to_offer(self.role, rules))?,
            id: self.id,
            email: self.email,
            role: self.role,
            inviter: self.inviter.map(|name| Actor::Person { id, name }),
            sent_at: moment(self.sent_at).into(),
            expires_at: moment(self.expires_at).into(),
            mail: outbox::state(self.mail.zip(self.attempts)),
            mail_error: self.last_error,
            renewal_asked_at: self.renewal_asked_at.map(|asked| moment(asked).into()),
        })
    }

    /// What `inviter_may` of an invitation says.
    fn inviter_may(&self, organization: &organization::Model, needed: Permission) -> Result<bool, Failure> {
        let Some((role, own)) = self.inviter_role.zip(self.inviter_rules.as_deref()) else {
            return Ok(false);
        };
        let kept_out = organization.force_mfa && self.inviter_mfa == 0;
        Ok(!kept_out && needed.held_by(role, &rules::store::read(own)?))
    }
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
    now: Micros,
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
    let inviter = row.get(10)?;
    Ok(MyInvitation {
        id: row.get(0)?,
        organization: NamedOrganization { id: row.get(9)?, name: row.get(1)? },
        colour: row.get(2)?,
        inviter: row.get::<Option<_>>(3)?.map(|name| Actor::Person { id: inviter, name }),
        role: row.get(4)?,
        note: row.get(5)?,
        expires_at: moment(row.get(6)?).into(),
    })
}
