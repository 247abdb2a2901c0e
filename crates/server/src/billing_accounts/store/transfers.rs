//! Rows of hand-overs: each with two links, the present owner's and the new one's.

use super::paid;
use crate::{
    app::App,
    db::{
        entity::{
            billing_account,
            billing_account_transfer::{ActiveModel, Column, Entity, Model},
            user,
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
    users,
};
use hq_contract::{
    BillingAccountId, EmailAddress, PersonName, ProblemCode, UserId,
    billing_accounts::{TRANSFER_HOURS, Transfer, TransferOffer},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

const HOUR: i64 = 3600 * 1_000_000;
/// For so long links are told apart from such that nobody sent.
const KEPT: i64 = 30 * 24 * HOUR;

/// Whose link it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who has the account.
    Owner,
    /// Who gets it.
    Recipient,
}

/// The two links of a hand-over; for the mails alone.
#[derive(Debug)]
pub struct Links {
    /// To confirm.
    pub owner: Token,
    /// To accept.
    pub recipient: Token,
}

/// Begins a hand-over of an account whose lock the operation has. One that was under way ends: its links no longer work.
///
/// # Errors
/// Where the database fails.
pub async fn begin(
    operation: &Operation,
    account: BillingAccountId,
    from: UserId,
    to: &EmailAddress,
) -> Result<Links, Failure> {
    end(operation, account).await?;
    let new = || Token::new(operation.app().random().as_ref());
    let links = Links { owner: new(), recipient: new() };
    let row = ActiveModel {
        id: Set(operation.app().new_id()),
        billing_account_id: Set(account),
        from_id: Set(from),
        to_email: Set(to.clone()),
        to_canonical: Set(kept(to.canonical())?),
        owner_token_hash: Set(links.owner.hash()),
        recipient_token_hash: Set(links.recipient.hash()),
        confirmed_at: Set(None),
        accepted_at: Set(None),
        ended_at: Set(None),
        expires_at: Set(operation.now() + i64::from(TRANSFER_HOURS) * HOUR),
        created_at: Set(operation.now()),
        accepted_by: Set(None),
    };
    Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(links)
}

/// The hand-over of an account that is under way.
///
/// # Errors
/// Where the database fails.
pub async fn open(
    db: &impl ConnectionTrait,
    account: BillingAccountId,
    now: Micros,
) -> Result<Option<Model>, Failure> {
    Ok(Entity::find()
        .filter(Column::BillingAccountId.eq(account))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await?)
}

/// What a link leads to, as long as it works, and whose link it is.
///
/// # Errors
/// `link_unknown`, `link_used` of a hand-over that happened, `link_cancelled` of one that was cancelled or began again, `link_expired`
pub async fn find(db: &impl ConnectionTrait, token: &str, now: Micros) -> Result<(Model, Side), Failure> {
    let hash = hash(&[token]);
    let either = Condition::any()
        .add(Column::OwnerTokenHash.eq(hash.clone()))
        .add(Column::RecipientTokenHash.eq(hash.clone()));
    let row = Entity::find().filter(either).one(db).await?.ok_or(ProblemCode::LinkUnknown)?;
    if row.ended_at.is_some() {
        return Err(ended_how(&row).into());
    }
    if row.expires_at <= now {
        return Err(ProblemCode::LinkExpired.into());
    }
    let side = if row.owner_token_hash == hash { Side::Owner } else { Side::Recipient };
    Ok((row, side))
}

/// How a hand-over ended: both did their part and it happened, or it was cancelled.
const fn ended_how(row: &Model) -> ProblemCode {
    if row.confirmed_at.is_some() && row.accepted_at.is_some() {
        ProblemCode::LinkUsed
    } else {
        ProblemCode::LinkCancelled
    }
}

/// Who gets the account: who accepted, whatever their address is by now, or else who has the address that it is offered to.
///
/// # Errors
/// Where the database fails.
pub async fn recipient(db: &impl ConnectionTrait, row: &Model) -> Result<Option<user::Model>, Failure> {
    match row.accepted_by {
        Some(person) => users::store::find(db, person).await,
        None => users::store::find_by_email(db, &row.to_canonical).await,
    }
}

/// Does a person's part for their side. Doing it again changes nothing.
///
/// # Errors
/// `link_used`, `link_cancelled` where the hand-over ended meanwhile.
pub async fn done(operation: &Operation, row: &Model, side: Side, person: UserId) -> Result<Model, Failure> {
    let (column, part) = match side {
        Side::Owner => (Column::ConfirmedAt, Entity::update_many()),
        Side::Recipient => {
            (Column::AcceptedAt, Entity::update_many().col_expr(Column::AcceptedBy, Expr::value(person)))
        }
    };
    part.col_expr(column, Expr::value(operation.now()))
        .filter(Column::Id.eq(row.id))
        .filter(Column::EndedAt.is_null())
        .filter(column.is_null())
        .exec(operation.tx())
        .await?;
    let row = Entity::find_by_id(row.id).one(operation.tx()).await?;
    let row = row.ok_or(ProblemCode::LinkUnknown)?;
    if row.ended_at.is_some() { Err(ended_how(&row).into()) } else { Ok(row) }
}

/// Ends the hand-over of an account, if one is under way.
///
/// # Errors
/// Where the database fails.
pub async fn end(operation: &Operation, account: BillingAccountId) -> Result<bool, Failure> {
    ended(operation, Column::BillingAccountId.eq(account).into()).await
}

/// Ends what a person handed over, accepted or was to be given: their account is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn end_all_of(operation: &Operation, user: UserId, canonical: &str) -> Result<(), Failure> {
    let theirs = Condition::any()
        .add(Column::FromId.eq(user))
        .add(Column::AcceptedBy.eq(user))
        .add(Column::ToCanonical.eq(canonical).and(Column::AcceptedBy.is_null()));
    ended(operation, theirs).await.map(drop)
}

async fn ended(operation: &Operation, which: Condition) -> Result<bool, Failure> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(operation.now()))
        .filter(which)
        .filter(Column::EndedAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(ended.rows_affected > 0)
}

/// The hand-over as the account's owner sees it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(row: &Model) -> Result<Transfer, Failure> {
    Ok(Transfer {
        to: row.to_email.clone(),
        confirmed: row.confirmed_at.is_some(),
        accepted: row.accepted_at.is_some(),
        expires_at: moment(row.expires_at).into(),
    })
}

/// The hand-over as who holds one of its links sees it.
///
/// # Errors
/// 500 where a row holds what the contract does not allow.
pub async fn offer(db: &impl ConnectionTrait, row: &Model, side: Side) -> Result<TransferOffer, Failure> {
    let account = billing_account::Entity::find_by_id(row.billing_account_id).one(db).await?;
    let account = account.ok_or(ProblemCode::LinkUsed)?;
    let from = users::store::find(db, row.from_id).await?.ok_or(ProblemCode::LinkUsed)?;
    let organizations = paid::counts(db, &[account.id]).await?;
    let is_owners = side == Side::Owner;
    let done = if is_owners { row.confirmed_at } else { row.accepted_at };
    Ok(TransferOffer {
        billing_account: account.id,
        name: account.name.clone(),
        from: kept(PersonName::parse(&from.full_name))?,
        to: row.to_email.clone(),
        organizations: organizations.get(&account.id).copied().unwrap_or(0),
        is_owners,
        done: done.is_some(),
        expires_at: moment(row.expires_at).into(),
    })
}

/// Forgets hand-overs 30 days after their time was over.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(app.now() - KEPT)).exec(app.db().write()).await?;
    Ok(())
}
