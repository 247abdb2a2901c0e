//! Rows of sign-ups, and the accounts that they become.

use crate::{
    app::App,
    db::entity::{sign_up, user},
    operation::Operation,
    problem::Failure,
    search,
    token::{Token, hash},
};
use hq_contract::{EmailAddress, ProblemCode, accounts::NewAccount};
use hq_text::Language;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, OnConflict},
};

/// How long a verification link works.
pub const HOURS: u64 = 24;
const HOUR: i64 = 3600 * 1_000_000;

/// Remembers a sign-up until its address is verified. The token is for the mail alone.
///
/// # Errors
/// Where the database fails.
pub async fn remember(
    operation: &Operation,
    new: &NewAccount,
    password_hash: &str,
    language: Language,
) -> Result<Token, Failure> {
    let token = Token::new(operation.app().random().as_ref());
    let row = sign_up::ActiveModel {
        id: Set(operation.app().new_id()),
        token_hash: Set(token.hash()),
        email: Set(new.email.as_str().to_owned()),
        full_name: Set(new.full_name.as_str().to_owned()),
        password_hash: Set(password_hash.to_owned()),
        language: Set(language.code().to_owned()),
        created_at: Set(operation.now()),
        expires_at: Set(operation.now() + HOURS as i64 * HOUR),
        used_at: Set(None),
    };
    sign_up::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(token)
}

/// Uses a token up: of any number of tries at once, one wins.
///
/// # Errors
/// `link_unknown`, `link_expired`, `link_used`
pub async fn redeem(operation: &Operation, token: &str) -> Result<sign_up::Model, Failure> {
    let found = sign_up::Entity::find()
        .filter(sign_up::Column::TokenHash.eq(hash(&[token])))
        .one(operation.tx())
        .await?;
    let sign_up = found.ok_or(ProblemCode::LinkUnknown)?;
    if sign_up.used_at.is_none() && sign_up.expires_at <= operation.now() {
        return Err(ProblemCode::LinkExpired.into());
    }
    let used = sign_up::Entity::update_many()
        .col_expr(sign_up::Column::UsedAt, Expr::value(operation.now()))
        .filter(sign_up::Column::Id.eq(sign_up.id))
        .filter(sign_up::Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    if used.rows_affected == 1 { Ok(sign_up) } else { Err(ProblemCode::LinkUsed.into()) }
}

/// Begins the account of a sign-up.
///
/// # Errors
/// `link_used` where the address has an account by now.
pub async fn create(operation: &Operation, sign_up: sign_up::Model) -> Result<user::Model, Failure> {
    let email = EmailAddress::parse(&sign_up.email).map_err(|code| Failure::internal(&code))?;
    let new = Verified {
        email: &email,
        full_name: &sign_up.full_name,
        password_hash: &sign_up.password_hash,
        language: &sign_up.language,
    };
    begin(operation, &new).await?.ok_or_else(|| ProblemCode::LinkUsed.into())
}

/// Somebody whose address is verified.
#[derive(Clone, Copy, Debug)]
pub struct Verified<'a> {
    /// The address.
    pub email: &'a EmailAddress,
    /// The person's name.
    pub full_name: &'a str,
    /// The hash of the password.
    pub password_hash: &'a str,
    /// The language of mails.
    pub language: &'a str,
}

/// Begins an account; none where the address has one by now.
///
/// # Errors
/// Where the database fails.
pub async fn begin(operation: &Operation, new: &Verified<'_>) -> Result<Option<user::Model>, Failure> {
    let user = user::Model {
        id: operation.app().new_id(),
        email_canonical: new.email.canonical(),
        email: new.email.as_str().to_owned(),
        full_name: new.full_name.to_owned(),
        name_search: search::fold(new.full_name),
        password_hash: new.password_hash.to_owned(),
        language: new.language.to_owned(),
        version: 1,
        created_at: operation.now(),
    };
    let inserted = user::Entity::insert(user::ActiveModel::from(user.clone()))
        .on_conflict(OnConflict::column(user::Column::EmailCanonical).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok((inserted == 1).then_some(user))
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
