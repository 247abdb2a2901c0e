//! Rows of password resets under way.

use crate::{
    app::App,
    db::entity::{
        password_reset,
        password_reset_request::{self, ResetRequestId},
    },
    http::problem::Failure,
    operation::Operation,
    platform::token::{Token, hash},
    users,
};
use hq_contract::{ProblemCode, UserId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::Expr,
};

/// How long a reset link works.
pub const HOURS: u64 = 1;
const HOUR: i64 = 3600 * 1_000_000;
/// So much of what a browser says of itself is kept.
const USER_AGENT_MAX: usize = 300;

/// Keeps a request for a new password until it is looked whose address that is ([`super::answer_waiting`]).
///
/// # Errors
/// Where the database fails.
pub async fn ask(operation: &Operation, email_canonical: &str, agent: &str) -> Result<(), Failure> {
    let origin = operation.origin();
    let row = password_reset_request::ActiveModel {
        id: Set(operation.app().new_id()),
        email_canonical: Set(email_canonical.to_owned()),
        user_agent: Set(agent.chars().take(USER_AGENT_MAX).collect()),
        address: Set(origin.address.clone()),
        request_id: Set(origin.request_id.clone()),
        created_at: Set(operation.now()),
    };
    password_reset_request::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(())
}

/// The request that waits for longest, if one does.
///
/// # Errors
/// Where the database fails.
pub async fn next(app: &App) -> Result<Option<password_reset_request::Model>, Failure> {
    let oldest = password_reset_request::Entity::find().order_by_asc(password_reset_request::Column::Id);
    Ok(oldest.one(app.db().read()).await?)
}

/// Takes a request to answer it; false where another server did.
///
/// # Errors
/// Where the database fails.
pub async fn take(operation: &Operation, request: ResetRequestId) -> Result<bool, Failure> {
    let taken = password_reset_request::Entity::delete_by_id(request).exec(operation.tx()).await?;
    Ok(taken.rows_affected == 1)
}

/// Begins a reset. The token is for the mail alone.
///
/// # Errors
/// Where the database fails.
pub async fn begin(operation: &Operation, user: UserId) -> Result<Token, Failure> {
    let token = Token::new(operation.app().random().as_ref());
    let row = password_reset::ActiveModel {
        id: Set(operation.app().new_id()),
        token_hash: Set(token.hash()),
        user_id: Set(user),
        created_at: Set(operation.now()),
        expires_at: Set(operation.now() + HOURS as i64 * HOUR),
        used_at: Set(None),
    };
    password_reset::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(token)
}

/// Uses a token up: of any number of tries at once, one wins. The others of the account end with the password that it is
/// good for ([`end_all`]).
///
/// # Errors
/// `link_unknown`, `link_expired`, `link_used`
pub async fn redeem(operation: &Operation, token: &str) -> Result<UserId, Failure> {
    let found = password_reset::Entity::find()
        .filter(password_reset::Column::TokenHash.eq(hash(&[token])))
        .one(operation.tx())
        .await?;
    let reset = found.ok_or(ProblemCode::LinkUnknown)?;
    if reset.used_at.is_none() && reset.expires_at <= operation.now() {
        return Err(ProblemCode::LinkExpired.into());
    }
    // Whoever changes the account's password comes before or after.
    users::store::lock(operation, reset.user_id).await?;
    let used = password_reset::Entity::update_many()
        .col_expr(password_reset::Column::UsedAt, Expr::value(operation.now()))
        .filter(password_reset::Column::Id.eq(reset.id))
        .filter(password_reset::Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    if used.rows_affected == 0 {
        return Err(ProblemCode::LinkUsed.into());
    }
    Ok(reset.user_id)
}

/// Ends every reset of an account that is under way.
///
/// # Errors
/// Where the database fails.
pub async fn end_all(operation: &Operation, user: UserId) -> Result<(), Failure> {
    password_reset::Entity::update_many()
        .col_expr(password_reset::Column::UsedAt, Expr::value(operation.now()))
        .filter(password_reset::Column::UserId.eq(user))
        .filter(password_reset::Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Deletes resets a week after their links ended.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    password_reset::Entity::delete_many()
        .filter(password_reset::Column::ExpiresAt.lt(app.now() - 7 * 24 * HOUR))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Forgets those of an account that is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    let of = password_reset::Column::UserId.eq(user);
    password_reset::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}
