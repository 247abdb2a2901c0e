//! Rows of signed-in browsers.

pub mod browsers;
pub mod tries;

use crate::{
    access::Caller,
    app::App,
    db::{Joined, Reads, Row, Transaction, entity::session, sql},
    email_changes,
    http::{page_token::Seal, problem::Failure},
    invitations, join_requests, me,
    operation::{Audit, Operation},
    platform::{clock::moment, token::Token},
};
use hq_contract::{
    BASE, DEFAULT_LIMIT, Endpoint as _, ProblemCode, SessionId, UserId, invitations::ListMyInvitations,
    me::ListMyOrganizations, session::Session,
};
use ring::hmac;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait as _, DbBackend, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Value,
    sea_query::{Condition, Expr},
};

/// A session ends so many days after sign-in, whatever is done with it.
pub const ABSOLUTE_DAYS: i64 = 90;
/// A session ends after so many days without a request.
const IDLE_DAYS: i64 = 14;
const DAY: i64 = 24 * 3600 * 1_000_000;
/// How exactly the last use is known: not every request costs a write.
const SEEN_EVERY: i64 = 5 * 60 * 1_000_000;
/// So many sessions of a person go on at once; the one unused for longest ends when another begins.
const MOST: u64 = 50;
/// So much of what a browser says of itself is kept.
pub const USER_AGENT_MAX: usize = 300;

/// Whose session one of the tokens is, if one has not ended; of several the newest, which is the last sign-in. The same statement
/// answers what is joined to the session, `sessions s`: `read` is told whose session it is, and in which column its own begin.
///
/// # Errors
/// Where the database fails.
pub async fn authenticate<T: Send>(
    app: &App,
    tokens: &[Token],
    address: &str,
    joined: Joined,
    read: impl FnMut(&Row<'_>, UserId, usize) -> Result<T, Failure> + Send,
) -> Result<Option<(Caller, T)>, Failure> {
    let now = app.now();
    let found = find(&app.db().quick(), tokens, now, joined, read).await?;
    let Some((caller, last_seen, more)) = found else { return Ok(None) };
    if now - last_seen > SEEN_EVERY {
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(now))
            .col_expr(session::Column::Address, Expr::value(address))
            .filter(session::Column::Id.eq(caller.session))
            .exec(app.db().write())
            .await?;
    }
    Ok(Some((caller, more)))
}

/// The same, with when the session was last used, and without noting that it is used now.
///
/// # Errors
/// Where the database fails.
pub async fn find<T: Send>(
    db: &impl Reads,
    tokens: &[Token],
    now: i64,
    joined: Joined,
    mut read: impl FnMut(&Row<'_>, UserId, usize) -> Result<T, Failure> + Send,
) -> Result<Option<(Caller, i64, T)>, Failure> {
    if tokens.is_empty() {
        return Ok(None);
    }
    let Joined { columns, joins, mut values } = joined;
    let text = format!(
        "SELECT s.id, s.user_id, s.last_seen_at{columns} FROM sessions s{joins} WHERE s.token_hash IN ({}) \
        AND s.expires_at > ? AND s.last_seen_at > ? ORDER BY s.created_at DESC, s.id DESC LIMIT 1",
        vec!["?"; tokens.len()].join(", ")
    );
    values.extend(tokens.iter().map(|token| Value::from(token.hash())));
    values.extend([now.into(), (now - IDLE_DAYS * DAY).into()]);
    db.row(&text, values, |row| {
        let caller = Caller { session: row.get(0)?, user: row.get(1)? };
        let more = read(row, caller.user, 3)?;
        Ok((caller, row.get(2)?, more))
    })
    .await
}

/// Keeps a caller's session from being ended until the transaction is.
///
/// # Errors
/// 401 `not_signed_in` where it has ended.
pub async fn hold(tx: &Transaction, caller: &Caller) -> Result<(), Failure> {
    // SQLite has one writer at a time: what is there now is there until the end.
    let held = match tx.get_database_backend() {
        DbBackend::Postgres => "SELECT 1 FROM sessions WHERE id = ? AND user_id = ? FOR KEY SHARE",
        _ => "SELECT 1 FROM sessions WHERE id = ? AND user_id = ?",
    };
    let session = sql(tx.get_database_backend(), held, [caller.session.into(), caller.user.into()]);
    tx.query_one_raw(session).await?.map(|_| ()).ok_or_else(|| ProblemCode::NotSignedIn.into())
}

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
        expires_at: Set(now + ABSOLUTE_DAYS * DAY),
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

/// Gives a session another secret; false where it has ended.
///
/// # Errors
/// Where the database fails.
pub async fn replace_token(
    operation: &Operation,
    session: SessionId,
    token: &Token,
) -> Result<bool, Failure> {
    let replaced = session::Entity::update_many()
        .col_expr(session::Column::TokenHash, Expr::value(token.hash()))
        .filter(session::Column::Id.eq(session))
        .exec(operation.tx())
        .await?;
    Ok(replaced.rows_affected == 1)
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
    now: i64,
) -> Result<Option<Session>, Failure> {
    let text = format!(
        "SELECT s.created_at, s.expires_at, {} FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?",
        me::store::COLUMNS
    );
    let found = db.row(&text, vec![id.into()], |row| {
        Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, me::store::read(row, 2)?))
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
        user: me::store::present(user)?,
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
