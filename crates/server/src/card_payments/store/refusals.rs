//! Rows of cards that were refused.

use crate::{
    access::ActorId,
    card_payments::refusal::Refusal,
    db::{
        entity::{card_payment, card_refusal},
        sql,
    },
    http::problem::Failure,
    invoices::store::{OPEN, list::Whose},
    operation::Operation,
    platform::clock::moment,
};
use hq_contract::{
    Money, ProblemCode, UserId,
    card_payments::{CardRefusal, RefusalReason, RefusedInvoice},
};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait as _, QueryResult, Value, sea_query::OnConflict,
};

/// What [`read`] reads, of an invoice `i` with [`JOINS`].
pub const COLUMNS: &str =
    "r.created_at, r.reason, p.attempts, CASE WHEN p.state = 'due' THEN p.next_at END, b.id, b.owner_id";

/// The last refusal of an invoice `i`, while it is of the card that is to be tried next: whoever chose another has done something.
pub const JOINS: &str = "JOIN billing_accounts b ON b.id = i.billing_account_id \
    LEFT JOIN card_payments p ON p.invoice_id = i.id AND p.attempts > 0 AND p.state IN ('due', 'stopped') \
    LEFT JOIN card_refusals r ON r.charge = p.refused";

/// The refusal in a row whose [`COLUMNS`] begin at an index, as somebody sees it; none where there is none.
///
/// # Errors
/// 500 where the row holds what it cannot.
pub fn read(
    row: &QueryResult,
    first: usize,
    viewer: Option<ActorId>,
) -> Result<Option<CardRefusal>, Failure> {
    let refused_at: Option<i64> = row.try_get_by_index(first)?;
    let reason: Option<String> = row.try_get_by_index(first + 1)?;
    let (Some(refused_at), Some(reason)) = (refused_at, reason) else { return Ok(None) };
    let tries: i64 = row.try_get_by_index(first + 2)?;
    let next_at: Option<i64> = row.try_get_by_index(first + 3)?;
    let owner: Option<UserId> = row.try_get_by_index(first + 5)?;
    let mine = viewer.is_some() && owner.map(ActorId::from) == viewer;
    let account = row.try_get_by_index(first + 4)?;
    Ok(Some(CardRefusal {
        refused_at: moment(refused_at).into(),
        reason: mine.then(|| RefusalReason::from_name(&reason).unwrap_or(RefusalReason::Other)),
        tries: u32::try_from(tries).unwrap_or(u32::MAX),
        next_try: next_at.map(|at| moment(at).into()),
        billing_account: mine.then_some(account),
    }))
}

/// The open invoice whose card was refused last, as somebody sees it.
///
/// # Errors
/// Where the database fails.
pub async fn last(
    db: &impl ConnectionTrait,
    whose: Whose,
    viewer: ActorId,
) -> Result<Option<RefusedInvoice>, Failure> {
    let (column, id) = match whose {
        Whose::Organization(id) => ("organization_id", Value::from(id)),
        Whose::Account(id) => ("billing_account_id", Value::from(id)),
    };
    let text = format!(
        "SELECT i.id, i.number, i.currency, i.reference, {OPEN}, {COLUMNS} FROM invoices i {JOINS} \
        WHERE i.{column} = ? AND r.charge IS NOT NULL AND {OPEN} > 0 ORDER BY r.created_at DESC, i.id DESC LIMIT 1"
    );
    let row = db.query_one_raw(sql(db.get_database_backend(), &text, [id])).await?;
    let Some(row) = row else { return Ok(None) };
    let refusal = read(&row, 5, Some(viewer))?.ok_or(ProblemCode::Internal)?;
    let open = Money { minor: row.try_get_by_index(4)?, currency: row.try_get_by_index(2)? };
    Ok(Some(RefusedInvoice {
        id: row.try_get_by_index(0)?,
        number: row.try_get_by_index(1)?,
        open,
        reference: row.try_get_by_index(3)?,
        refusal,
    }))
}

/// Counts a try that was refused, under its lock; false where that was done before. `charge`: names the try.
///
/// # Errors
/// Where the database fails.
pub async fn count(
    operation: &Operation,
    row: &card_payment::Model,
    charge: &str,
    refusal: &Refusal,
) -> Result<bool, Failure> {
    let new = card_refusal::ActiveModel {
        charge: Set(charge.to_owned()),
        card_payment_id: Set(row.id),
        reason: Set(refusal.reason().as_str().to_owned()),
        code: Set(refusal.code.clone()),
        created_at: Set(operation.now()),
    };
    let once = OnConflict::column(card_refusal::Column::Charge).do_nothing().to_owned();
    let added =
        card_refusal::Entity::insert(new).on_conflict(once).exec_without_returning(operation.tx()).await?;
    Ok(added == 1)
}

/// Whether a try that was refused was counted. Of what was refused before anybody kept by which charge, it was.
///
/// # Errors
/// Where the database fails.
pub async fn is_counted(
    db: &impl ConnectionTrait,
    row: &card_payment::Model,
    charge: &str,
) -> Result<bool, Failure> {
    if row.refused.as_deref() == Some("") {
        return Ok(true);
    }
    Ok(card_refusal::Entity::find_by_id(charge).one(db).await?.is_some())
}
