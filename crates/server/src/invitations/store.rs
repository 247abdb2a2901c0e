//! Rows of invitations. Whatever changes them holds the organization's lock.

use crate::{
    clock::moment,
    db::{
        entity::{invitation, organization, user},
        sql,
    },
    mail::outbox,
    me::store::kept,
    operation::Operation,
    page_token::{Place, page},
    problem::Failure,
    search,
};
use hq_contract::{
    Colour, EmailAddress, InvitationId, Note, OrganizationName, Page, PersonName, ProblemCode, Role,
    invitations::{DAYS, Invitation, InvitationState, MyInvitation},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryResult, Value,
    sea_query::{Expr, OnConflict},
};
use std::collections::HashMap;
use uuid::Uuid;

/// Can be accepted, until it expires.
pub const PENDING: &str = "pending";
/// Was accepted.
pub const ACCEPTED: &str = "accepted";
/// Was declined.
pub const DECLINED: &str = "declined";
/// Was taken back.
pub const REVOKED: &str = "revoked";

const DAY: i64 = 24 * 3600 * 1_000_000;

/// Until when an invitation that is sent now can be accepted.
#[must_use]
pub const fn expiry(now: i64) -> i64 {
    now + DAYS as i64 * DAY
}

/// Where an invitation stands, for a link of its newest generation.
#[must_use]
pub fn state(row: &invitation::Model, now: i64) -> InvitationState {
    match row.state.as_str() {
        ACCEPTED => InvitationState::Accepted,
        DECLINED => InvitationState::Declined,
        REVOKED => InvitationState::Revoked,
        _ if row.expires_at <= now => InvitationState::Expired,
        _ => InvitationState::Pending,
    }
}

/// The invitation of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: Uuid,
    id: Uuid,
) -> Result<Option<invitation::Model>, Failure> {
    Ok(invitation::Entity::find_by_id(id)
        .filter(invitation::Column::OrganizationId.eq(organization))
        .one(db)
        .await?)
}

/// The invitation to somebody's address.
///
/// # Errors
/// Where the database fails.
pub async fn find_mine(
    db: &impl ConnectionTrait,
    user: &user::Model,
    id: Uuid,
) -> Result<Option<invitation::Model>, Failure> {
    Ok(invitation::Entity::find_by_id(id)
        .filter(invitation::Column::EmailCanonical.eq(&user.email_canonical))
        .one(db)
        .await?)
}

/// The invitations of an organization to these addresses, by canonical address.
///
/// # Errors
/// Where the database fails.
pub async fn of_addresses(
    db: &impl ConnectionTrait,
    organization: Uuid,
    canonical: &[String],
) -> Result<HashMap<String, invitation::Model>, Failure> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::EmailCanonical.is_in(canonical))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.email_canonical.clone(), row)).collect())
}

/// Writes an invitation, new or sent again.
///
/// # Errors
/// Where the database fails.
pub async fn save(operation: &Operation, row: &invitation::Model) -> Result<(), Failure> {
    use invitation::Column;
    invitation::Entity::insert(invitation::ActiveModel::from(row.clone()))
        .on_conflict(
            OnConflict::column(Column::Id)
                .update_columns([
                    Column::Email,
                    Column::Role,
                    Column::Note,
                    Column::InviterId,
                    Column::State,
                    Column::Generation,
                    Column::SentAt,
                    Column::ExpiresAt,
                    Column::MailId,
                    Column::RenewalAskedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}

/// Answers a pending invitation of that generation: of any number of tries at once, one wins.
///
/// # Errors
/// Where the database fails.
pub async fn answer(operation: &Operation, row: &invitation::Model, state: &str) -> Result<bool, Failure> {
    let answered = invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(state))
        .filter(invitation::Column::Id.eq(row.id))
        .filter(invitation::Column::State.eq(PENDING))
        .filter(invitation::Column::Generation.eq(row.generation))
        .exec(operation.tx())
        .await?;
    Ok(answered.rows_affected == 1)
}

/// Takes an invitation back, pending or declined; false where it is neither.
///
/// # Errors
/// Where the database fails.
pub async fn revoke(operation: &Operation, id: Uuid) -> Result<bool, Failure> {
    let revoked = invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(REVOKED))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::State.is_in([PENDING, DECLINED]))
        .exec(operation.tx())
        .await?;
    Ok(revoked.rows_affected == 1)
}

/// Takes every pending invitation of an organization back.
///
/// # Errors
/// Where the database fails.
pub async fn revoke_all(operation: &Operation, organization: Uuid) -> Result<(), Failure> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(REVOKED))
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::State.eq(PENDING))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Closes what is open for the address of somebody who joined in another way.
///
/// # Errors
/// Where the database fails.
pub async fn close_of_member(
    operation: &Operation,
    organization: Uuid,
    canonical: &str,
) -> Result<(), Failure> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(ACCEPTED))
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::EmailCanonical.eq(canonical))
        .filter(invitation::Column::State.is_in([PENDING, DECLINED]))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Remembers that the invited person asks for a new link; false where they asked within a day.
///
/// # Errors
/// Where the database fails.
pub async fn ask_renewal(operation: &Operation, row: &invitation::Model) -> Result<bool, Failure> {
    let now = operation.now();
    if row.renewal_asked_at.is_some_and(|asked| asked > now - DAY) {
        return Ok(false);
    }
    invitation::Entity::update_many()
        .col_expr(invitation::Column::RenewalAskedAt, Expr::value(now))
        .filter(invitation::Column::Id.eq(row.id))
        .exec(operation.tx())
        .await?;
    Ok(true)
}

const OPEN: &str = "FROM invitations i LEFT JOIN users u ON u.id = i.inviter_id \
    LEFT JOIN outbox b ON b.id = i.mail_id \
    WHERE i.organization_id = ? AND i.state IN ('pending', 'declined')";
const OPEN_COLUMNS: &str = "i.id, i.email, i.role, i.state, u.full_name, i.sent_at, i.expires_at, b.state, \
    b.attempts, b.last_error, i.renewal_asked_at";

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
    organization: Uuid,
    now: i64,
    wanted: &Wanted,
) -> Result<Page<Invitation>, Failure> {
    let pattern = wanted.q.as_deref().map(search::contains).filter(|pattern| pattern != "%%");
    let searched = if pattern.is_some() { " AND i.email_canonical LIKE ? ESCAPE '\\'" } else { "" };
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..2 {
        values.push(organization.into());
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
    page(&rows, wanted.limit, 5, 11, |row| invitation_of(row, now))
}

/// One open invitation of an organization.
///
/// # Errors
/// 500 where it is none.
pub async fn open_one(
    db: &impl ConnectionTrait,
    organization: Uuid,
    id: Uuid,
    now: i64,
) -> Result<Invitation, Failure> {
    let text = format!("SELECT {OPEN_COLUMNS} {OPEN} AND i.id = ?");
    let row =
        db.query_one_raw(sql(db.get_database_backend(), &text, [organization.into(), id.into()])).await?;
    invitation_of(&row.ok_or(ProblemCode::Internal)?, now)
}

fn invitation_of(row: &QueryResult, now: i64) -> Result<Invitation, Failure> {
    let text = |index: usize| -> Result<String, Failure> { Ok(row.try_get_by_index(index)?) };
    let expires_at: i64 = row.try_get_by_index(6)?;
    let state = match text(3)?.as_str() {
        DECLINED => InvitationState::Declined,
        _ if expires_at <= now => InvitationState::Expired,
        _ => InvitationState::Pending,
    };
    let mail: Option<String> = row.try_get_by_index(7)?;
    let attempts: Option<i64> = row.try_get_by_index(8)?;
    Ok(Invitation {
        id: InvitationId(row.try_get_by_index(0)?),
        email: kept(EmailAddress::parse(&text(1)?))?,
        role: Role::from_name(&text(2)?).ok_or(ProblemCode::Internal)?,
        state,
        inviter: person(row, 4)?,
        sent_at: moment(row.try_get_by_index(5)?).into(),
        expires_at: moment(expires_at).into(),
        mail: outbox::state(mail.as_deref().zip(attempts)),
        mail_error: row.try_get_by_index(9)?,
        renewal_asked_at: row.try_get_by_index::<Option<i64>>(10)?.map(|asked| moment(asked).into()),
    })
}

fn person(row: &QueryResult, index: usize) -> Result<Option<PersonName>, Failure> {
    row.try_get_by_index::<Option<String>>(index)?.map(|name| kept(PersonName::parse(&name))).transpose()
}

const MINE: &str = "FROM invitations i JOIN organizations o ON o.id = i.organization_id AND o.deleted_at IS NULL \
    LEFT JOIN users u ON u.id = i.inviter_id \
    WHERE i.email_canonical = ? AND i.state = 'pending' AND i.expires_at > ?";

/// The invitations that a person can accept, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn of_person(
    db: &impl ConnectionTrait,
    canonical: &str,
    now: i64,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<MyInvitation>, Failure> {
    let mut values: Vec<Value> = vec![canonical.into(), now.into(), canonical.into(), now.into()];
    let mut text = format!(
        "SELECT i.id, o.name, o.colour, u.full_name, i.role, i.note, i.expires_at, i.sent_at, \
         (SELECT COUNT(*) {MINE}) {MINE}"
    );
    if let Some(place) = after {
        text.push_str(" AND (i.sent_at, i.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY i.sent_at DESC, i.id DESC LIMIT ?");
    values.push((limit as i64 + 1).into());
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    page(&rows, limit, 7, 8, |row| {
        let text = |index: usize| -> Result<String, Failure> { Ok(row.try_get_by_index(index)?) };
        Ok(MyInvitation {
            id: InvitationId(row.try_get_by_index(0)?),
            organization: kept(OrganizationName::parse(&text(1)?))?,
            colour: Colour::from_name(&text(2)?).unwrap_or_default(),
            inviter: person(row, 3)?,
            role: Role::from_name(&text(4)?).ok_or(ProblemCode::Internal)?,
            note: note(row.try_get_by_index(5)?)?,
            expires_at: moment(row.try_get_by_index(6)?).into(),
        })
    })
}

/// A personal word as it was kept.
///
/// # Errors
/// 500 where it is not as the contract allows.
pub fn note(text: Option<String>) -> Result<Option<Note>, Failure> {
    text.map(|text| kept(Note::parse(&text))).transpose()
}

/// The organization of an invitation, deleted or not.
///
/// # Errors
/// Where the database fails.
pub async fn organization_of(
    db: &impl ConnectionTrait,
    row: &invitation::Model,
) -> Result<organization::Model, Failure> {
    let found = organization::Entity::find_by_id(row.organization_id).one(db).await?;
    found.ok_or_else(|| ProblemCode::Internal.into())
}
