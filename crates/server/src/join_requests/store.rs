//! Rows of requests to join. Whatever changes them holds the organization's lock.

use crate::{
    app::App,
    authentication,
    db::{
        Reads, Row,
        entity::{join_request, user},
        kept, sql,
    },
    http::{
        page_token::{Place, page},
        problem::Failure,
    },
    operation::Operation,
    organizations,
    platform::clock::moment,
};
use hq_contract::{
    Colour, EmailAddress, JoinRequestId, Note, OrganizationId, Page, PersonName, UserId,
    join_requests::{ASK_AGAIN_DAYS, JoinRequest, MyJoinRequest, Suggestion},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryResult, Value,
    sea_query::{Expr, OnConflict},
};

/// Waits for an answer.
const PENDING: &str = "pending";
/// Let in.
const APPROVED: &str = "approved";
/// Denied; to its sender it waits.
const DENIED: &str = "denied";
/// Taken back by its sender.
const WITHDRAWN: &str = "withdrawn";

const DAY: i64 = 24 * 3600 * 1_000_000;
/// How long a closed request is remembered; longer than a denial holds.
const REMEMBER: i64 = 90 * DAY;
/// The most suggestions.
const MOST: i64 = 20;

/// Which organizations somebody may ask to join, and under which condition: one text for the list and for the guard.
const MAY_ASK: &str = "FROM join_domains d JOIN organizations o ON o.id = d.organization_id \
    AND o.deleted_at IS NULL AND o.join_requests \
    WHERE d.domain = ? AND NOT EXISTS \
    (SELECT 1 FROM memberships m WHERE m.organization_id = o.id AND m.user_id = ?)";

/// The organizations that a person may ask to join, by name. Those that have invited them are none: they need not ask.
///
/// # Errors
/// Where the database fails.
pub async fn suggestions(db: &impl Reads, user: &user::Model, now: i64) -> Result<Page<Suggestion>, Failure> {
    let nothing = Page { items: Vec::new(), next_page: None, total: 0 };
    let Some(domain) = authentication::store::domain_of(user) else { return Ok(nothing) };
    let text = format!(
        "SELECT o.id, o.name, o.colour, (SELECT r.id FROM join_requests r WHERE r.organization_id = o.id \
         AND r.user_id = ? AND r.state IN ('{PENDING}', '{DENIED}') AND (r.denied_until IS NULL OR r.denied_until > ?)) \
         {MAY_ASK} AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.organization_id = o.id \
         AND i.email_canonical = ? AND i.state = 'pending' AND i.expires_at > ?) \
         ORDER BY o.name_search, o.id LIMIT ?"
    );
    let values: Vec<Value> = vec![
        user.id.into(),
        now.into(),
        domain.into(),
        user.id.into(),
        user.email_canonical.as_str().into(),
        now.into(),
        MOST.into(),
    ];
    let items = db.rows(&text, values, suggestion).await?;
    Ok(Page { total: items.len() as u64, items, next_page: None })
}

fn suggestion(row: &Row<'_>) -> Result<Suggestion, Failure> {
    Ok(Suggestion {
        organization: organizations::store::named(row.get(0)?, &row.get::<String>(1)?)?,
        colour: Colour::from_name(&row.get::<String>(2)?).unwrap_or_default(),
        join_request: row.get(3)?,
    })
}

/// Whether a person may ask to join a locked organization.
///
/// # Errors
/// Where the database fails.
pub async fn may_ask(
    operation: &Operation,
    organization: OrganizationId,
    user: &user::Model,
) -> Result<bool, Failure> {
    let Some(domain) = authentication::store::domain_of(user) else { return Ok(false) };
    let text = format!("SELECT 1 {MAY_ASK} AND o.id = ?");
    let tx = operation.tx();
    let values = [domain.into(), user.id.into(), organization.into()];
    Ok(tx.query_one_raw(sql(tx.get_database_backend(), &text, values)).await?.is_some())
}

/// Asks on a person's behalf. The second answer says whether the admins have to hear of it: not of one that waits
/// already, nor of one that they denied lately.
///
/// # Errors
/// Where the database fails.
pub async fn ask(
    operation: &Operation,
    organization: OrganizationId,
    user: UserId,
    note: Option<&Note>,
) -> Result<(join_request::Model, bool), Failure> {
    let before = join_request::Entity::find()
        .filter(join_request::Column::OrganizationId.eq(organization))
        .filter(join_request::Column::UserId.eq(user))
        .one(operation.tx())
        .await?;
    if let Some(waiting) = before.as_ref().filter(|row| row.state == PENDING) {
        return Ok((waiting.clone(), false));
    }
    let denied_until =
        before.as_ref().and_then(|row| row.denied_until).filter(|until| *until > operation.now());
    let state = if denied_until.is_some() { DENIED } else { PENDING };
    let row = join_request::Model {
        id: before.map_or_else(|| operation.app().new_id(), |row| row.id),
        organization_id: organization,
        user_id: user,
        note: note.map(|note| note.as_str().to_owned()),
        state: state.to_owned(),
        denied_until,
        created_at: operation.now(),
    };
    join_request::Entity::insert(join_request::ActiveModel::from(row.clone()))
        .on_conflict(
            OnConflict::columns([join_request::Column::OrganizationId, join_request::Column::UserId])
                .update_columns([
                    join_request::Column::Note,
                    join_request::Column::State,
                    join_request::Column::DeniedUntil,
                    join_request::Column::CreatedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok((row, denied_until.is_none()))
}

/// Somebody's request to an organization.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    operation: &Operation,
    organization: OrganizationId,
    id: JoinRequestId,
) -> Result<Option<join_request::Model>, Failure> {
    Ok(join_request::Entity::find_by_id(id)
        .filter(join_request::Column::OrganizationId.eq(organization))
        .one(operation.tx())
        .await?)
}

/// Who sent a request to an organization, while it waits.
///
/// # Errors
/// Where the database fails.
pub async fn sender_of_waiting(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: JoinRequestId,
) -> Result<Option<UserId>, Failure> {
    let row = join_request::Entity::find_by_id(id)
        .filter(join_request::Column::OrganizationId.eq(organization))
        .filter(join_request::Column::State.eq(PENDING))
        .one(db)
        .await?;
    Ok(row.map(|row| row.user_id))
}

/// Approves a request that waits; false where it no longer does.
///
/// # Errors
/// Where the database fails.
pub async fn approve(operation: &Operation, id: JoinRequestId) -> Result<bool, Failure> {
    answer(operation, id, APPROVED, None).await
}

/// Denies a request that waits; false where it no longer does.
///
/// # Errors
/// Where the database fails.
pub async fn deny(operation: &Operation, id: JoinRequestId) -> Result<bool, Failure> {
    let until = operation.now() + i64::from(ASK_AGAIN_DAYS) * DAY;
    answer(operation, id, DENIED, Some(until)).await
}

/// Lets a request wait that was denied, or does so already; false where it was approved or withdrawn.
///
/// # Errors
/// Where the database fails.
pub async fn reopen(operation: &Operation, id: JoinRequestId) -> Result<bool, Failure> {
    let reopened = join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(PENDING))
        .col_expr(join_request::Column::DeniedUntil, Expr::value(None::<i64>))
        .filter(join_request::Column::Id.eq(id))
        .filter(join_request::Column::State.is_in([PENDING, DENIED]))
        .exec(operation.tx())
        .await?;
    Ok(reopened.rows_affected == 1)
}

async fn answer(
    operation: &Operation,
    id: JoinRequestId,
    state: &str,
    denied_until: Option<i64>,
) -> Result<bool, Failure> {
    let answered = join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(state))
        .col_expr(join_request::Column::DeniedUntil, Expr::value(denied_until))
        .filter(join_request::Column::Id.eq(id))
        .filter(join_request::Column::State.eq(PENDING))
        .exec(operation.tx())
        .await?;
    Ok(answered.rows_affected == 1)
}

/// Takes a person's own request back, denied or not: they cannot tell. False where there is none that waits.
///
/// # Errors
/// Where the database fails.
pub async fn withdraw(
    operation: &Operation,
    organization: OrganizationId,
    user: UserId,
    id: JoinRequestId,
) -> Result<bool, Failure> {
    let withdrawn = join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(WITHDRAWN))
        .filter(join_request::Column::Id.eq(id))
        .filter(join_request::Column::OrganizationId.eq(organization))
        .filter(join_request::Column::UserId.eq(user))
        .filter(join_request::Column::State.is_in([PENDING, DENIED]))
        .exec(operation.tx())
        .await?;
    Ok(withdrawn.rows_affected == 1)
}

/// Withdraws whatever a person has asked.
///
/// # Errors
/// Where the database fails.
pub async fn withdraw_all(operation: &Operation, user: UserId) -> Result<(), Failure> {
    join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(WITHDRAWN))
        .filter(join_request::Column::UserId.eq(user))
        .filter(join_request::Column::State.is_in([PENDING, DENIED]))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Closes what waits of somebody who joined in another way.
///
/// # Errors
/// Where the database fails.
pub async fn close_of_member(
    operation: &Operation,
    organization: OrganizationId,
    user: UserId,
) -> Result<(), Failure> {
    join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(APPROVED))
        .filter(join_request::Column::OrganizationId.eq(organization))
        .filter(join_request::Column::UserId.eq(user))
        .filter(join_request::Column::State.is_in([PENDING, DENIED]))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Deletes what was approved or withdrawn long ago.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    join_request::Entity::delete_many()
        .filter(join_request::Column::State.is_in([APPROVED, WITHDRAWN]))
        .filter(join_request::Column::CreatedAt.lt(app.now() - REMEMBER))
        .exec(app.db().write())
        .await?;
    Ok(())
}

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
    let mut text = format!(
        "SELECT r.id, u.full_name, u.email, r.note, r.created_at, (SELECT COUNT(*) {WAITING}), u.picture {WAITING}"
    );
    if let Some(place) = after {
        text.push_str(" AND (r.created_at, r.id) > (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY r.created_at, r.id LIMIT ?");
    values.push((limit as i64 + 1).into());
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    page(&rows, limit, 4, 5, shown)
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
    let text = format!(
        "SELECT r.id, u.full_name, u.email, r.note, r.created_at, 1, u.picture {WAITING} AND r.id = ?"
    );
    let statement = sql(db.get_database_backend(), &text, [organization.into(), id.into()]);
    db.query_one_raw(statement).await?.map(|row| shown(&row)).transpose()
}

fn shown(row: &QueryResult) -> Result<JoinRequest, Failure> {
    Ok(JoinRequest {
        id: row.try_get_by_index(0)?,
        full_name: kept(PersonName::parse(&row.try_get_by_index::<String>(1)?))?,
        picture: row.try_get_by_index(6)?,
        email: kept(EmailAddress::parse(&row.try_get_by_index::<String>(2)?))?,
        note: note(row, 3)?,
        created_at: moment(row.try_get_by_index(4)?).into(),
    })
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
    now: i64,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<MyJoinRequest>, Failure> {
    let mut values: Vec<Value> = vec![user.into(), now.into(), user.into(), now.into()];
    let mut text =
        format!("SELECT r.id, o.id, o.name, o.colour, r.created_at, (SELECT COUNT(*) {MINE}) {MINE}");
    if let Some(place) = after {
        text.push_str(" AND (r.created_at, r.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY r.created_at DESC, r.id DESC LIMIT ?");
    values.push((limit as i64 + 1).into());
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    page(&rows, limit, 4, 5, |row| {
        Ok(MyJoinRequest {
            id: row.try_get_by_index(0)?,
            organization: organizations::store::named(
                row.try_get_by_index(1)?,
                &row.try_get_by_index::<String>(2)?,
            )?,
            colour: Colour::from_name(&row.try_get_by_index::<String>(3)?).unwrap_or_default(),
            created_at: moment(row.try_get_by_index(4)?).into(),
        })
    })
}

fn note(row: &QueryResult, index: usize) -> Result<Option<Note>, Failure> {
    row.try_get_by_index::<Option<String>>(index)?.map(|text| kept(Note::parse(&text))).transpose()
}

/// Erases those of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let of = join_request::Column::OrganizationId.eq(organization);
    join_request::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}
