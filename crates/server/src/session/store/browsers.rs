//! Browsers in which people signed in before, known by a cookie that stays when they sign out. It opens nothing: a known
//! browser has tries of its own, and signing in from it is no news.

use crate::{
    app::App,
    db::{ask, entity::known_browser, sql},
    http::{
        cookies::{self, BROWSER_DAYS, Purpose},
        problem::Failure,
    },
    operation::Operation,
    platform::token::Token,
};
use axum::http::HeaderMap;
use hq_contract::UserId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{Expr, OnConflict},
};

const DAY: i64 = 24 * 3600 * 1_000_000;
/// So many browsers of a person are known; another takes the place of the one unused for longest.
const MOST: i64 = 20;

/// Where a request comes from, as an account knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A browser in which the person signed in before; the hash of its secret.
    Browser(Vec<u8>),
    /// Another browser, in a network from which the person signed in before.
    Network(String),
    /// Anywhere else; the network.
    Elsewhere(String),
}

impl Place {
    /// Whether the account knows neither browser nor network.
    #[must_use]
    pub const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Elsewhere(_))
    }

    /// What counts are kept by: the same before and after a network is known.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Browser(hash) => format!("browser {}", hex::encode(hash)),
            Self::Network(network) | Self::Elsewhere(network) => format!("network {network}"),
        }
    }
}

/// The secret of the browser that a request comes from.
#[derive(Debug)]
pub struct Carried {
    /// The one that it carries, if HQ gave it to this browser, or a new one. People who share a browser share it, so that none
    /// of them makes it unknown to another.
    pub secret: Token,
    /// The one that it gets where somebody is new in it ([`remember_anew`]).
    pub next: Token,
}

/// The secret of the browser of a request.
///
/// # Errors
/// Where the database fails.
pub async fn of_request(app: &App, headers: &HeaderMap) -> Result<Carried, Failure> {
    let carried = app.cookies().read(Purpose::Browser, headers);
    let known = known_browser::Entity::find()
        .filter(known_browser::Column::TokenHash.is_in(carried.iter().map(Token::hash)))
        .filter(known_browser::Column::LastUsedAt.gt(app.now() - BROWSER_DAYS * DAY))
        .order_by_desc(known_browser::Column::LastUsedAt)
        .one(app.db().read())
        .await?;
    let known = known.and_then(|row| carried.into_iter().find(|token| token.hash() == row.token_hash));
    let new = || Token::new(app.random().as_ref());
    Ok(Carried { secret: known.unwrap_or_else(new), next: new() })
}

/// How an account knows where a request comes from. Without an account it is the same work, and elsewhere.
///
/// # Errors
/// Where the database fails.
pub async fn place(
    app: &App,
    user: Option<UserId>,
    browser: &Token,
    network: String,
) -> Result<Place, Failure> {
    const KNOWN: &str = "SELECT token_hash FROM known_browsers WHERE user_id = ? AND last_used_at > ? \
        AND (token_hash = ? OR network = ?) ORDER BY CASE WHEN token_hash = ? THEN 0 ELSE 1 END LIMIT 1";
    let (db, hash) = (app.db().read(), browser.hash());
    let values = [
        user.unwrap_or(UserId::nil()).into(),
        (app.now() - BROWSER_DAYS * DAY).into(),
        hash.clone().into(),
        network.as_str().into(),
        hash.clone().into(),
    ];
    let known: Option<Vec<u8>> = ask::value(db, KNOWN, values).await?;
    Ok(match known {
        Some(known) if known == hash => Place::Browser(hash),
        Some(_) => Place::Network(network),
        None => Place::Elsewhere(network),
    })
}

/// Remembers that the person signed in from this browser; answers whether they had before.
///
/// # Errors
/// Where the database fails.
pub async fn remember(operation: &Operation, user: UserId, browser: &Token) -> Result<bool, Failure> {
    const SURPLUS: &str = "DELETE FROM known_browsers WHERE user_id = ? AND token_hash NOT IN \
        (SELECT token_hash FROM known_browsers WHERE user_id = ? ORDER BY last_used_at DESC, token_hash LIMIT ?)";
    use known_browser::Column;
    let (tx, now, network) = (operation.tx(), operation.now(), operation.origin().network());
    let used = known_browser::Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .col_expr(Column::Network, Expr::value(network.as_str()))
        .filter(Column::UserId.eq(user))
        .filter(Column::TokenHash.eq(browser.hash()))
        .filter(Column::LastUsedAt.gt(now - BROWSER_DAYS * DAY))
        .exec(tx)
        .await?;
    if used.rows_affected > 0 {
        return Ok(true);
    }
    let row = known_browser::ActiveModel {
        user_id: Set(user),
        token_hash: Set(browser.hash()),
        network: Set(network),
        created_at: Set(now),
        last_used_at: Set(now),
    };
    known_browser::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::UserId, Column::TokenHash])
                .update_columns([Column::Network, Column::CreatedAt, Column::LastUsedAt])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    let values = [user.into(), user.into(), MOST.into()];
    tx.execute_raw(sql(tx.get_database_backend(), SURPLUS, values)).await?;
    Ok(false)
}

/// Remembers somebody who is new in this browser. It gets another secret, which goes on for the others who are known in it:
/// whoever copied the one that it carries, before this person came, has nothing of it.
///
/// # Errors
/// Where the database fails.
pub async fn remember_anew(operation: &Operation, user: UserId, carried: &Carried) -> Result<(), Failure> {
    known_browser::Entity::update_many()
        .col_expr(known_browser::Column::TokenHash, Expr::value(carried.next.hash()))
        .filter(known_browser::Column::TokenHash.eq(carried.secret.hash()))
        .exec(operation.tx())
        .await?;
    remember(operation, user, &carried.next).await?;
    Ok(())
}

/// Forgets every browser of a person but this one, which gets another secret: their password, or how they sign in, is
/// another now, and somebody else may have been in any of them.
///
/// # Errors
/// Where the database fails.
pub async fn keep_alone(operation: &Operation, user: UserId, own: &Token) -> Result<(), Failure> {
    forget_all(operation, user).await?;
    remember(operation, user, own).await?;
    Ok(())
}

/// Forgets every browser of a person: somebody else may have been in one of them.
///
/// # Errors
/// Where the database fails.
pub async fn forget_all(operation: &Operation, user: UserId) -> Result<(), Failure> {
    known_browser::Entity::delete_many()
        .filter(known_browser::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Deletes browsers from which nobody signed in for long.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    known_browser::Entity::delete_many()
        .filter(known_browser::Column::LastUsedAt.lte(app.now() - BROWSER_DAYS * DAY))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Gives the browser its secret with an answer.
pub fn give(app: &App, browser: &Token, headers: &mut HeaderMap) {
    cookies::add(headers, &app.cookies().set(Purpose::Browser, browser));
}
