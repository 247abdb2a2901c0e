//! Rows of signed-in browsers.

pub mod browsers;
pub mod tries;

use crate::{
    access::sessions::IDLE_DAYS,
    app::App,
    db::{Reads, entity::session},
    email_changes,
    http::{cookies::SESSION_DAYS, page_token::Seal, problem::Failure},
    invitations, join_requests, me,
    operation::{Audit, Operation},
    platform::{clock::moment, micros::Micros, token::Token},
    users,
};
use hq_contract::{
    BASE, DEFAULT_LIMIT, Endpoint as _, SessionId, UserId, invitations::ListMyInvitations,
    me::ListMyOrganizations, session::Session,
};
use ring::hmac;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Condition,
};

const DAY: i64 = 24 * 3600 * 1_000_000;
/// So many sessions of a person go on at once; the one unused for longest ends when another begins.
const MOST: u64 = 50;
/// So much of what a browser says of itself is kept.
pub const USER_AGENT_MAX: usize = 300;

/// Begins a session of this browser; the answer carries its cookie. Whoever signs in to an account that is there has its
/// lock, so that of several at once each sees the others' sessions.
///
/// # Errors
/// Where the database fails.
pub async fn begin(
    operation: &mut Operation,
    user: UserId,
    address: &str,
    user_agent: &str,
) -> Result<SessionId, Failure> {
    let token = Token::new(operation.app().random().as_ref());
    let id = operation.app().new_id();
    let now = operation.now();
    end_surplus(operation, user).await?;
    let row = session::ActiveModel {
        id: Set(id),
        token_hash: Set(token.hash()),
        user_id: Set(user),
        created_at: Set(now),
        last_seen_at: Set(now),
        expires_at: Set(now + SESSION_DAYS * DAY),
        address: Set(address.to_owned()),
        user_agent: Set(user_agent.chars().take(USER_AGENT_MAX).collect()),
    };
    session::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    operation.signed_in(id, token);
    Ok(id)
}

/// Ends the person's sessions that leave no place for another, those unused for longest.
async fn end_surplus(operation: &Operation, user: UserId) -> Result<(), Failure> {
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(user))
        .order_by_desc(session::Column::LastSeenAt)
        .order_by_desc(session::Column::Id)
        .offset(MOST - 1)
        // SQLite knows no offset without a limit.
        .limit(i64::MAX as u64)
        .all(operation.tx());
    let mut surplus: Vec<SessionId> = rows.await?.into_iter().map(|row| row.id).collect();
    // In the order of their ids, as whoever ends several.
    surplus.sort_unstable();
    for id in surplus {
        if end(operation, user, id).await? {
            let (subject, detail) = (id.to_string(), serde_json::json!({"because": "too_many"}));
            operation
                .audit(Audit {
                    organization: None,
                    actor: Some(user.into()),
                    action: "session.sign_out",
                    subject: &subject,
                    detail,
                })
                .await?;
        }
    }
    Ok(())
}

/// Ends one session of a person; false where there is none.
///
/// # Errors
/// Where the database fails.
pub async fn end(operation: &Operation, user: UserId, session: SessionId) -> Result<bool, Failure> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::Id.eq(session))
        .filter(session::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends every session that one of the tokens is of; answers their ids, with whose they were.
///
/// # Errors
/// Where the database fails.
pub async fn end_carried(
    operation: &Operation,
    tokens: &[Token],
) -> Result<Vec<(SessionId, UserId)>, Failure> {
    let carried = session::Column::TokenHash.is_in(tokens.iter().map(Token::hash));
    // In the order of their ids, as whoever ends several.
    let rows = session::Entity::find().filter(carried).order_by_asc(session::Column::Id);
    let mut ended = Vec::new();
    for row in rows.all(operation.tx()).await? {
        if end(operation, row.user_id, row.id).await? {
            ended.push((row.id, row.user_id));
        }
    }
    Ok(ended)
}

/// Ends every session of a person but `keep`, and what they asked for.
///
/// # Errors
/// Where the database fails.
pub async fn end_others(operation: &Operation, user: UserId, keep: Option<SessionId>) -> Result<(), Failure> {
    let mut others = Condition::all().add(session::Column::UserId.eq(user));
    if let Some(keep) = keep {
        others = others.add(session::Column::Id.ne(keep));
    }
    session::Entity::delete_many().filter(others).exec(operation.tx()).await?;
    email_changes::store::cancel_of_others(operation, user, keep).await
}

/// A session as its holder sees it. The pages in it go on where the lists of the same name do.
///
/// # Errors
/// Where the database fails.
pub async fn describe(
    key: &hmac::Key,
    db: &impl Reads,
    id: SessionId,
    now: Micros,
) -> Result<Option<Session>, Failure> {
    let text = format!(
        "SELECT s.created_at, s.expires_at, {} FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?",
        users::store::COLUMNS
    );
    let found = db.row(&text, vec![id.into()], |row| {
        Ok((row.get::<Micros>(0)?, row.get::<Micros>(1)?, users::store::read(row, 2)?))
    });
    let Some((created_at, expires_at, user)) = found.await? else { return Ok(None) };
    let invitations =
        invitations::store::of_person(db, &user.email_canonical, now, None, DEFAULT_LIMIT as usize).await?;
    let suggestions = join_requests::store::suggestions(db, &user, now).await?;
    let organizations = me::store::organizations(db, user.id, &me::store::Wanted::first_page()).await?;
    let seal = |path: &str| Seal::new(key, user.id.into(), None, &format!("{BASE}{path}"), &[]);
    Ok(Some(Session {
        id,
        created_at: moment(created_at).into(),
        expires_at: moment(expires_at).into(),
        organizations: seal(ListMyOrganizations::TEMPLATE).page(organizations),
        invitations: seal(ListMyInvitations::TEMPLATE).page(invitations),
        user: users::store::present(user)?,
        suggestions,
    }))
}

/// Deletes sessions that have ended.
///
/// # Errors
/// Where the database fails.
pub async fn forget_ended(app: &App) -> Result<(), Failure> {
    let now = app.now();
    session::Entity::delete_many()
        .filter(
            Condition::any()
                .add(session::Column::ExpiresAt.lte(now))
                .add(session::Column::LastSeenAt.lte(now - IDLE_DAYS * DAY)),
        )
        .exec(app.db().write())
        .await?;
    Ok(())
}
