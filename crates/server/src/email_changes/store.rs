//! Rows of addresses that accounts ask for.

use crate::{
    access::Caller,
    accounts,
    app::App,
    db::{
        entity::{
            email_change::{Column, EmailChangeId, Entity, Model},
            session,
        },
        kept,
    },
    http::problem::Failure,
    operation::Operation,
    platform::{
        clock::moment,
        micros::Micros,
        token::{Token, hash},
    },
};
use hq_contract::{EmailAddress, ProblemCode, SessionId, UserId, email_changes::EmailChange};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QuerySelect as _, QueryTrait as _,
    sea_query::{Condition, Expr, ExprTrait as _},
};

const HOUR: i64 = 3600 * 1_000_000;
/// How long a link works: as the one that confirms the address of a sign-up.
const HOURS: i64 = accounts::store::HOURS;
/// So long after its end a link is still known, to say that it has ended.
const REMEMBER: i64 = 7 * 24 * HOUR;

/// Keeps what a session of a locked account asks for, in the place of what was asked for before. The token is for the mail
/// alone.
///
/// # Errors
/// Where the database fails.
pub async fn begin(
    operation: &Operation,
    caller: &Caller,
    email: &EmailAddress,
) -> Result<(Token, Model), Failure> {
    let now = operation.now();
    let asked = Model {
        id: EmailChangeId::nil(),
        token_hash: Vec::new(),
        user_id: caller.user,
        session_id: caller.session,
        email: email.clone(),
        email_canonical: kept(email.canonical())?,
        created_at: now,
        expires_at: now + HOURS * HOUR,
        used_at: None,
        cancelled_at: None,
    };
    again(operation, asked).await
}

/// Keeps what was asked for with another link in the place of the former: no longer than it was good for, and of the same
/// session, with which it ends.
///
/// # Errors
/// Where the database fails.
pub async fn again(operation: &Operation, asked: Model) -> Result<(Token, Model), Failure> {
    cancel(operation, asked.user_id).await?;
    let app = operation.app();
    let token = Token::new(app.random().as_ref());
    let row = Model { id: app.new_id(), token_hash: token.hash(), ..asked };
    Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(operation.tx())
        .await?;
    Ok((token, row))
}

/// How many hours a link works still. What has begun counts as a whole.
#[must_use]
pub fn hours_left(row: &Model, now: Micros) -> u64 {
    u64::try_from(row.expires_at - now).unwrap_or(0).div_ceil(HOUR.unsigned_abs())
}

/// What an account waits for.
///
/// # Errors
/// Where the database fails.
pub async fn pending(db: &impl ConnectionTrait, user: UserId, now: Micros) -> Result<Option<Model>, Failure> {
    let row = Entity::find().filter(open_of(user)).filter(Column::ExpiresAt.gt(now)).one(db).await?;
    Ok(row)
}

/// What is neither confirmed nor cancelled.
fn open_of(user: UserId) -> Condition {
    Condition::all()
        .add(Column::UserId.eq(user))
        .add(Column::UsedAt.is_null())
        .add(Column::CancelledAt.is_null())
}

/// A link that still works, for whoever opens it. What is over is told before whose it is: nobody is sent to another account
/// for nothing.
///
/// # Errors
/// `link_unknown`, `link_used`, `link_cancelled`, `link_expired`; `wrong_account` where somebody else is signed in
pub async fn find(
    db: &impl ConnectionTrait,
    token: &str,
    caller: Option<UserId>,
    now: Micros,
) -> Result<Model, Failure> {
    let found = Entity::find().filter(Column::TokenHash.eq(hash(&[token]))).one(db).await?;
    let row = found.ok_or(ProblemCode::LinkUnknown)?;
    if row.used_at.is_some() {
        return Err(ProblemCode::LinkUsed.into());
    }
    if row.cancelled_at.is_some() {
        return Err(ProblemCode::LinkCancelled.into());
    }
    if row.expires_at <= now {
        return Err(ProblemCode::LinkExpired.into());
    }
    if caller.is_some_and(|caller| caller != row.user_id) {
        return Err(ProblemCode::WrongAccount.into());
    }
    Ok(row)
}

/// Uses the link of a locked account up: of any number of tries at once, one wins.
///
/// # Errors
/// `link_used`
pub async fn redeem(operation: &Operation, row: &Model) -> Result<(), Failure> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(operation.now()))
        .filter(Column::Id.eq(row.id))
        .filter(Column::UsedAt.is_null())
        .filter(Column::CancelledAt.is_null())
        .exec(operation.tx())
        .await?;
    if used.rows_affected == 0 { Err(ProblemCode::LinkUsed.into()) } else { Ok(()) }
}

/// Ends what an account waits for; false where it waits for nothing.
///
/// # Errors
/// Where the database fails.
pub async fn cancel(operation: &Operation, user: UserId) -> Result<bool, Failure> {
    cancel_where(operation, open_of(user)).await
}

/// Ends what one session of an account asked for: whoever ends it from another one takes back what it began. Who signs out
/// goes on waiting, until a session is ended so: what a session asked for that is not in the list any more cannot be ended by
/// that one, and may be a stranger's.
///
/// # Errors
/// Where the database fails.
pub async fn cancel_of_session(
    operation: &Operation,
    user: UserId,
    session: SessionId,
) -> Result<(), Failure> {
    let live = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::UserId.eq(user))
        .into_query();
    let theirs = Column::SessionId.eq(session).or(Column::SessionId.not_in_subquery(live));
    cancel_where(operation, open_of(user).add(theirs)).await?;
    Ok(())
}

/// Ends what every session of an account but `keep` asked for.
///
/// # Errors
/// Where the database fails.
pub async fn cancel_of_others(
    operation: &Operation,
    user: UserId,
    keep: Option<SessionId>,
) -> Result<(), Failure> {
    let others = keep.map(|keep| Column::SessionId.ne(keep));
    cancel_where(operation, open_of(user).add_option(others)).await?;
    Ok(())
}

async fn cancel_where(operation: &Operation, condition: Condition) -> Result<bool, Failure> {
    let ended = Entity::update_many()
        .col_expr(Column::CancelledAt, Expr::value(operation.now()))
        .filter(condition)
        .exec(operation.tx())
        .await?;
    Ok(ended.rows_affected > 0)
}

/// Forgets every address that an account asked for.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    Entity::delete_many().filter(Column::UserId.eq(user)).exec(operation.tx()).await?;
    Ok(())
}

/// Deletes rows a week after their links ended.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(app.now() - REMEMBER)).exec(app.db().write()).await?;
    Ok(())
}

/// A row as its account sees it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(row: &Model) -> Result<EmailChange, Failure> {
    Ok(EmailChange { email: row.email.clone(), expires_at: moment(row.expires_at).into() })
}
