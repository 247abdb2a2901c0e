//! Sessions, as far as they say who calls: read when a request comes, and looked at again before it commits.

use crate::{
    app::App,
    db::{Joined, Reads, Row, Transaction, entity::session, sql},
    http::problem::Failure,
    platform::{micros::Micros, token::Token},
};
use hq_contract::{ProblemCode, SessionId, UserId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DbBackend, EntityTrait as _, QueryFilter as _, Value,
    sea_query::Expr,
};

/// A signed-in person. Being one is all the permission that their own account needs. No API key is one: 403 `people_only`.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account.
    pub user: UserId,
    /// The session of this browser.
    pub session: SessionId,
}

/// A session ends after so many days without a request.
pub const IDLE_DAYS: i64 = 14;
const DAY: i64 = 24 * 3600 * 1_000_000;
/// How exactly the last use is known: not every request costs a write.
const SEEN_EVERY: i64 = 5 * 60 * 1_000_000;

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
    now: Micros,
    joined: Joined,
    mut read: impl FnMut(&Row<'_>, UserId, usize) -> Result<T, Failure> + Send,
) -> Result<Option<(Caller, Micros, T)>, Failure> {
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

/// Gives a session another secret; false where it has ended.
///
/// # Errors
/// Where the database fails.
pub async fn replace_token(tx: &Transaction, session: SessionId, token: &Token) -> Result<bool, Failure> {
    let replaced = session::Entity::update_many()
        .col_expr(session::Column::TokenHash, Expr::value(token.hash()))
        .filter(session::Column::Id.eq(session))
        .exec(tx)
        .await?;
    Ok(replaced.rows_affected == 1)
}
