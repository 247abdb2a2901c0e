//! Rows of sign-ups, and the accounts that they become.

pub mod duplicates;

use crate::{
    app::App,
    db::{
        entity::{sign_up, user},
        kept,
    },
    http::{cookies::SIGN_UP_HOURS, problem::Failure},
    operation::Operation,
    platform::token::{Token, hash},
    users::{self, store::Verified},
};
use hq_contract::{
    ProblemCode,
    accounts::{NewAccount, SignUpBegun},
};
use hq_text::Language;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, sea_query::Expr,
};

/// How long a verification link works, as long as the cookie of the browser that signed up.
pub const HOURS: i64 = SIGN_UP_HOURS;
const HOUR: i64 = 3600 * 1_000_000;

/// Remembers a sign-up of this browser until its address is verified. The token is for the mail alone.
///
/// # Errors
/// Where the database fails.
pub async fn remember(
    operation: &Operation,
    new: &NewAccount,
    password_hash: &str,
    language: Language,
    browser: &Token,
) -> Result<Token, Failure> {
    let token = Token::new(operation.app().random().as_ref());
    let row = sign_up::ActiveModel {
        id: Set(operation.app().new_id()),
        token_hash: Set(token.hash()),
        email: Set(new.email.clone()),
        email_canonical: Set(kept(new.email.canonical())?),
        full_name: Set(new.full_name.clone()),
        password_hash: Set(password_hash.to_owned()),
        language: Set(language.code().to_owned()),
        created_at: Set(operation.now()),
        expires_at: Set(operation.now() + HOURS * HOUR),
        used_at: Set(None),
        browser_hash: Set(Some(browser.hash())),
    };
    sign_up::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(token)
}

/// The sign-up of a link.
///
/// # Errors
/// `link_unknown`
pub async fn find(db: &impl ConnectionTrait, token: &str) -> Result<sign_up::Model, Failure> {
    let found = sign_up::Entity::find().filter(sign_up::Column::TokenHash.eq(hash(&[token]))).one(db).await?;
    found.ok_or_else(|| ProblemCode::LinkUnknown.into())
}

/// The sign-up of a link that still works.
///
/// # Errors
/// `link_unknown`, `link_expired`, `link_used`
pub async fn find_open(operation: &Operation, token: &str) -> Result<sign_up::Model, Failure> {
    let sign_up = find(operation.tx(), token).await?;
    if sign_up.used_at.is_some() {
        return Err(ProblemCode::LinkUsed.into());
    }
    if sign_up.expires_at <= operation.now() {
        return Err(ProblemCode::LinkExpired.into());
    }
    Ok(sign_up)
}

/// Whether one of these secrets is that of the browser that signed up.
#[must_use]
pub fn is_of(sign_up: &sign_up::Model, browsers: &[Token]) -> bool {
    sign_up.browser_hash.as_ref().is_some_and(|hash| browsers.iter().any(|browser| browser.hash() == *hash))
}

/// What a sign-up said.
#[must_use]
pub fn begun(sign_up: &sign_up::Model) -> SignUpBegun {
    SignUpBegun { email: sign_up.email.clone(), full_name: sign_up.full_name.clone() }
}

/// Begins an account; none where the address has one by now.
///
/// # Errors
/// Where the database fails.
pub async fn begin(operation: &Operation, new: &Verified<'_>) -> Result<Option<user::Model>, Failure> {
    let user = users::store::add(operation, new).await?;
    if let Some(user) = &user {
        end_sign_ups(operation, &user.email_canonical).await?;
    }
    Ok(user)
}

/// Begins the account of a sign-up, and uses its link up: of any number of tries at once, one wins.
///
/// # Errors
/// `link_used`, also where the address has an account by now.
pub async fn create(
    operation: &Operation,
    sign_up: &sign_up::Model,
    new: &Verified<'_>,
) -> Result<user::Model, Failure> {
    // First the insert, on which two of them wait for each other: so neither holds a row that the other wants.
    let user = users::store::add(operation, new).await?.ok_or(ProblemCode::LinkUsed)?;
    let used = sign_up::Entity::update_many()
        .col_expr(sign_up::Column::UsedAt, Expr::value(operation.now()))
        .filter(sign_up::Column::Id.eq(sign_up.id))
        .filter(sign_up::Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    if used.rows_affected == 0 {
        return Err(ProblemCode::LinkUsed.into());
    }
    end_sign_ups(operation, &user.email_canonical).await?;
    Ok(user)
}

/// None of the sign-ups that wait becomes an account of this address later, should it be free again: whose passwords they
/// hold is not known.
///
/// # Errors
/// Where the database fails.
pub async fn end_sign_ups(operation: &Operation, email_canonical: &str) -> Result<(), Failure> {
    sign_up::Entity::update_many()
        .col_expr(sign_up::Column::UsedAt, Expr::value(operation.now()))
        .filter(sign_up::Column::EmailCanonical.eq(email_canonical))
        .filter(sign_up::Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Deletes sign-ups a week after their links ended; until then the links say "expired" or "used".
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    sign_up::Entity::delete_many()
        .filter(sign_up::Column::ExpiresAt.lt(app.now() - 7 * 24 * HOUR))
        .exec(app.db().write())
        .await?;
    Ok(())
}
