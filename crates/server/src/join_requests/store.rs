//! Rows of requests to join. Whatever changes them holds the organization's lock.

mod lists;

pub use lists::{of_person, waiting, waiting_one};

use crate::{
    app::App,
    authentication,
    db::{
        Reads, Row,
        entity::{
            join_request::{self, Answer},
            user,
        },
        sql,
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_contract::{
    JoinRequestId, Note, OrganizationId, Page, UserId,
    join_requests::{ASK_AGAIN_DAYS, Suggestion},
    organizations::NamedOrganization,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Value,
    sea_query::{Expr, OnConflict},
};

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
pub async fn suggestions(
    db: &impl Reads,
    user: &user::Model,
    now: Micros,
) -> Result<Page<Suggestion>, Failure> {
    let nothing = Page { items: Vec::new(), next_page: None, total: 0 };
    let Some(domain) = authentication::store::domain_of(user) else { return Ok(nothing) };
    let text = format!(
        "SELECT o.id, o.name, o.colour, (SELECT r.id FROM join_requests r WHERE r.organization_id = o.id \
         AND r.user_id = ? AND r.state IN ('pending', 'denied') AND (r.denied_until IS NULL OR r.denied_until > ?)) \
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
        organization: NamedOrganization { id: row.get(0)?, name: row.get(1)? },
        colour: row.get(2)?,
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
    if let Some(waiting) = before.as_ref().filter(|row| row.state == Answer::Pending) {
        return Ok((waiting.clone(), false));
    }
    let denied_until =
        before.as_ref().and_then(|row| row.denied_until).filter(|until| *until > operation.now());
    let state = if denied_until.is_some() { Answer::Denied } else { Answer::Pending };
    let row = join_request::Model {
        id: before.map_or_else(|| operation.app().new_id(), |row| row.id),
        organization_id: organization,
        user_id: user,
        note: note.cloned(),
        state,
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
        .filter(join_request::Column::State.eq(Answer::Pending))
        .one(db)
        .await?;
    Ok(row.map(|row| row.user_id))
}

/// Approves a request that waits; false where it no longer does.
///
/// # Errors
/// Where the database fails.
pub async fn approve(operation: &Operation, id: JoinRequestId) -> Result<bool, Failure> {
    answer(operation, id, Answer::Approved, None).await
}

/// Denies a request that waits; false where it no longer does.
///
/// # Errors
/// Where the database fails.
pub async fn deny(operation: &Operation, id: JoinRequestId) -> Result<bool, Failure> {
    let until = operation.now() + i64::from(ASK_AGAIN_DAYS) * DAY;
    answer(operation, id, Answer::Denied, Some(until)).await
}

/// Lets a request wait that was denied, or does so already; false where it was approved or withdrawn.
///
/// # Errors
/// Where the database fails.
pub async fn reopen(operation: &Operation, id: JoinRequestId) -> Result<bool, Failure> {
    let reopened = join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(Answer::Pending))
        .col_expr(join_request::Column::DeniedUntil, Expr::value(None::<Micros>))
        .filter(join_request::Column::Id.eq(id))
        .filter(join_request::Column::State.is_in([Answer::Pending, Answer::Denied]))
        .exec(operation.tx())
        .await?;
    Ok(reopened.rows_affected == 1)
}

async fn answer(
    operation: &Operation,
    id: JoinRequestId,
    state: Answer,
    denied_until: Option<Micros>,
) -> Result<bool, Failure> {
    let answered = join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(state))
        .col_expr(join_request::Column::DeniedUntil, Expr::value(denied_until))
        .filter(join_request::Column::Id.eq(id))
        .filter(join_request::Column::State.eq(Answer::Pending))
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
        .col_expr(join_request::Column::State, Expr::value(Answer::Withdrawn))
        .filter(join_request::Column::Id.eq(id))
        .filter(join_request::Column::OrganizationId.eq(organization))
        .filter(join_request::Column::UserId.eq(user))
        .filter(join_request::Column::State.is_in([Answer::Pending, Answer::Denied]))
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
        .col_expr(join_request::Column::State, Expr::value(Answer::Withdrawn))
        .filter(join_request::Column::UserId.eq(user))
        .filter(join_request::Column::State.is_in([Answer::Pending, Answer::Denied]))
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
        .col_expr(join_request::Column::State, Expr::value(Answer::Approved))
        .filter(join_request::Column::OrganizationId.eq(organization))
        .filter(join_request::Column::UserId.eq(user))
        .filter(join_request::Column::State.is_in([Answer::Pending, Answer::Denied]))
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
        .filter(join_request::Column::State.is_in([Answer::Approved, Answer::Withdrawn]))
        .filter(join_request::Column::CreatedAt.lt(app.now() - REMEMBER))
        .exec(app.db().write())
        .await?;
    Ok(())
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
