//! Rows of cards that were refused.

use crate::{
    access::ActorId,
    card_payments::refusal::Refusal,
    db::{
        ask,
        entity::{card_payment, card_refusal},
    },
    http::problem::Failure,
    invoices::store::{OPEN, list::Whose},
    operation::Operation,
    platform::{clock::moment, micros::Micros},
};
use hq_contract::{
    BillingAccountId, InvoiceId, Money, UserId,
    card_payments::{CardRefusal, RefusalReason, RefusedInvoice},
};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait as _, FromQueryResult, Value, sea_query::OnConflict,
};

/// What [`Refused`] reads, of an invoice `i` with [`JOINS`].
pub const COLUMNS: &str = "r.created_at AS refused_at, r.reason AS refused_for, p.attempts AS tries, \
    CASE WHEN p.state = 'due' THEN p.next_at END AS next_at, b.id AS account, b.owner_id AS owner";

/// The last refusal of an invoice `i`, while it is of the card that is to be tried next: whoever chose another has done something.
pub const JOINS: &str = "JOIN billing_accounts b ON b.id = i.billing_account_id \
    LEFT JOIN card_payments p ON p.invoice_id = i.id AND p.attempts > 0 AND p.state IN ('due', 'stopped') \
    LEFT JOIN card_refusals r ON r.charge = p.refused";

/// The refusal in a row with [`COLUMNS`].
#[derive(Debug, FromQueryResult)]
pub struct Refused {
    refused_at: Micros,
    refused_for: RefusalReason,
    tries: i64,
    next_at: Option<Micros>,
    account: BillingAccountId,
    owner: Option<UserId>,
}

impl Refused {
    /// As somebody sees it.
    #[must_use]
    pub fn seen_by(self, viewer: Option<ActorId>) -> CardRefusal {
        let mine = viewer.is_some() && self.owner.map(ActorId::from) == viewer;
        CardRefusal {
            refused_at: moment(self.refused_at).into(),
            reason: mine.then_some(self.refused_for),
            tries: u32::try_from(self.tries).unwrap_or(u32::MAX),
            next_try: self.next_at.map(|at| moment(at).into()),
            billing_account: mine.then_some(self.account),
        }
    }
}

#[derive(FromQueryResult)]
struct Last {
    id: InvoiceId,
    number: String,
    currency: String,
    reference: Option<String>,
    open: i64,
    #[sea_orm(nested)]
    refused: Refused,
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
        "SELECT i.id, i.number, i.currency, i.reference, {OPEN} AS open, {COLUMNS} FROM invoices i {JOINS} \
        WHERE i.{column} = ? AND r.charge IS NOT NULL AND {OPEN} > 0 ORDER BY r.created_at DESC, i.id DESC LIMIT 1"
    );
    let row: Option<Last> = ask::one(db, &text, [id]).await?;
    Ok(row.map(|row| RefusedInvoice {
        id: row.id,
        number: row.number,
        open: Money { minor: row.open, currency: row.currency },
        reference: row.reference,
        refusal: row.refused.seen_by(Some(viewer)),
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
        reason: Set(refusal.reason()),
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
