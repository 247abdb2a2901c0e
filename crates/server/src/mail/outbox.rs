//! The table of mails. Its guards stand in the statements, so that several servers can work on it at once.

use crate::{
    app::App,
    db::entity::outbox::{ActiveModel, Column, Entity, MailId, Model, Sending},
    http::problem::Failure,
    mail::{Message, Refusal},
    operation::Operation,
    platform::micros::Micros,
};
use hq_contract::invitations::MailState;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, UpdateMany, sea_query::Expr,
};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 24 * 3600 * SECOND;
/// How long mails that are done with are remembered.
const REMEMBER: i64 = 30 * DAY;

/// Queues a mail in the operation's transaction: it is sent if the operation happens, and only then.
///
/// # Errors
/// Where the database fails.
pub async fn queue(operation: &mut Operation, recipient: &str, message: &Message) -> Result<MailId, Failure> {
    let app = operation.app();
    let id = app.new_id();
    let state = if app.settings().local_mailbox { Sending::Local } else { Sending::Queued };
    // They hold secrets, so they are not kept where nothing shows them.
    let links = if state == Sending::Local { message.own_links() } else { Vec::new() };
    let row = ActiveModel {
        id: Set(id),
        // Fixed from now on: a mail that arrives twice is known as one by it.
        message_id: Set(format!("<{id}@{}>", host(&app.settings().public_url))),
        recipient: Set(recipient.to_owned()),
        language: Set(message.language().code().to_owned()),
        subject: Set(message.subject().to_owned()),
        text_body: Set(message.text()),
        html_body: Set(message.html()),
        state: Set(state),
        attempts: Set(0),
        due_at: Set(operation.now()),
        lease_until: Set(None),
        last_error: Set(None),
        created_at: Set(operation.now()),
        sent_at: Set(None),
        links: Set(serde_json::json!(links).to_string()),
    };
    Entity::insert(row).exec_without_returning(operation.tx()).await?;
    operation.mail_queued();
    Ok(id)
}

/// What became of a mail, by its row's state and number of tries; one that is done with is forgotten after a while.
#[must_use]
pub fn state(row: Option<(Sending, i64)>) -> MailState {
    match row {
        Some((Sending::Queued, 0)) => MailState::Queued,
        Some((Sending::Queued, _)) => MailState::Deferred,
        Some((Sending::Failed, _)) => MailState::Failed,
        Some((Sending::Unsupported, _)) => MailState::Unsupported,
        _ => MailState::Sent,
    }
}

fn host(public_url: &str) -> String {
    url::Url::parse(public_url)
        .ok()
        .and_then(|url| url.host_str().map(|host| host.trim_matches(['[', ']']).to_owned()))
        .unwrap_or_else(|| "localhost".to_owned())
}

/// The newest mails of the local mailbox.
///
/// # Errors
/// Where the database fails.
pub async fn local(app: &App, count: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.eq(Sending::Local))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(count)
        .all(app.db().read())
        .await
}

/// One mail of the local mailbox.
///
/// # Errors
/// Where the database fails.
pub async fn local_one(app: &App, id: MailId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::State.eq(Sending::Local)).one(app.db().read()).await
}

/// Mails that may be sent now, the longest waiting first.
///
/// # Errors
/// Where the database fails.
pub async fn due(app: &App, now: Micros, count: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.eq(Sending::Queued))
        .filter(Column::DueAt.lte(now))
        .filter(unleased(now))
        .order_by_asc(Column::DueAt)
        .limit(count)
        .all(app.db().read())
        .await
}

/// When the next mail will be due, if one waits.
///
/// # Errors
/// Where the database fails.
pub async fn next_due(app: &App) -> Result<Option<Micros>, DbErr> {
    let next = Entity::find()
        .filter(Column::State.eq(Sending::Queued))
        .order_by_asc(Column::DueAt)
        .one(app.db().read())
        .await?;
    Ok(next.map(|mail| mail.due_at.max(mail.lease_until.unwrap_or_default())))
}

/// What waits to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Waiting {
    /// How many mails.
    pub mails: i64,
    /// When the oldest of them was written.
    pub oldest: Option<Micros>,
    /// When the first of them is, or was, to be sent.
    pub due: Option<Micros>,
}

/// What waits to be sent, by any server.
///
/// # Errors
/// Where the database fails.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Waiting, DbErr> {
    let row = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "mails")
        .column_as(Column::CreatedAt.min(), "oldest")
        .column_as(Column::DueAt.min(), "due")
        .filter(Column::State.eq(Sending::Queued))
        .into_model()
        .one(db)
        .await?;
    Ok(row.unwrap_or_default())
}

/// Takes a mail until `lease_until`, if no other server was quicker. A server that dies loses it again then.
///
/// # Errors
/// Where the database fails.
pub async fn claim(app: &App, mail: &Model, now: Micros, lease_until: Micros) -> Result<bool, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(lease_until))
        .col_expr(Column::Attempts, Expr::value(mail.attempts + 1))
        .filter(Column::Id.eq(mail.id))
        .filter(Column::State.eq(Sending::Queued))
        .filter(Column::Attempts.eq(mail.attempts))
        .filter(unleased(now))
        .exec(app.db().write())
        .await?;
    Ok(claimed.rows_affected == 1)
}

fn unleased(now: Micros) -> Condition {
    Condition::any().add(Column::LeaseUntil.is_null()).add(Column::LeaseUntil.lt(now))
}

/// The mail server has taken it. The text goes: it holds a link that is a secret.
///
/// # Errors
/// Where the database fails.
pub async fn sent(app: &App, mail: &Model, lease: Micros, now: Micros) -> Result<(), DbErr> {
    leased(mail, lease)
        .col_expr(Column::State, Expr::value(Sending::Sent))
        .col_expr(Column::SentAt, Expr::value(now))
        .col_expr(Column::LastError, Expr::value(Option::<String>::None))
        .col_expr(Column::TextBody, Expr::value(""))
        .col_expr(Column::HtmlBody, Expr::value(""))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// To be tried again at `due_at`.
///
/// # Errors
/// Where the database fails.
pub async fn deferred(
    app: &App,
    mail: &Model,
    lease: Micros,
    due_at: Micros,
    error: &str,
) -> Result<(), DbErr> {
    leased(mail, lease)
        .col_expr(Column::DueAt, Expr::value(due_at))
        .col_expr(Column::LastError, Expr::value(error))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Not to be tried again. Answers why, in words.
///
/// # Errors
/// Where the database fails.
pub async fn failed(app: &App, mail: &Model, lease: Micros, refusal: Refusal) -> Result<String, DbErr> {
    let (state, error) = match refusal {
        Refusal::Later(error) | Refusal::Never(error) => (Sending::Failed, error),
        Refusal::Unsupported(error) => (Sending::Unsupported, error),
    };
    leased(mail, lease)
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::LastError, Expr::value(error.as_str()))
        .col_expr(Column::TextBody, Expr::value(""))
        .col_expr(Column::HtmlBody, Expr::value(""))
        .exec(app.db().write())
        .await?;
    Ok(error)
}

/// An update that ends the lease, unless it has passed to another server meanwhile.
fn leased(mail: &Model, lease: Micros) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(Option::<Micros>::None))
        .filter(Column::Id.eq(mail.id))
        .filter(Column::LeaseUntil.eq(lease))
}

/// Forgets mails that are done with.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    Entity::delete_many()
        .filter(Column::State.ne(Sending::Queued))
        .filter(Column::CreatedAt.lt(app.now() - REMEMBER))
        .exec(app.db().write())
        .await?;
    Ok(())
}
