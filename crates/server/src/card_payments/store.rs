//! Rows of invoices that are paid by card.

pub mod refusals;

use crate::{
    app::App,
    db::{
        entity::{
            billing_account,
            card_payment::{self, CardPaymentId, ChargeState},
            invoice, payment_method,
        },
        sql,
    },
    http::problem::Failure,
    ledger,
    operation::Operation,
};
use hq_contract::{BillingAccountId, InvoiceId, ProblemCode};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    UpdateMany,
    sea_query::{Expr, OnConflict},
};

/// So many invoices are begun, and charged, a round.
const AT_ONCE: u64 = 100;
/// For how long an invoice belongs to the server that charges it: longer than all that it asks of the provider can take.
const LEASE: i64 = 5 * 60 * 1_000_000;

/// Begins to charge invoices that were issued while their payer paid by card. Those from before are on their way by bank transfer.
///
/// # Errors
/// Where the database fails.
pub async fn begin(app: &App) -> Result<(), Failure> {
    const NEW: &str = "SELECT i.id FROM invoices i JOIN billing_accounts b ON b.id = i.billing_account_id \
        JOIN payment_methods m ON m.id = b.payment_method_id AND m.default_since <= i.created_at \
        LEFT JOIN card_payments c ON c.invoice_id = i.id \
        WHERE i.kind = 'invoice' AND i.gross_minor > 0 AND c.id IS NULL ORDER BY i.created_at LIMIT ?";
    let db = app.db().read();
    let limit = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    let rows = db.query_all_raw(sql(db.get_database_backend(), NEW, [limit.into()])).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut new = Vec::with_capacity(rows.len());
    for row in rows {
        new.push(card_payment::ActiveModel {
            id: Set(app.new_id()),
            invoice_id: Set(row.try_get("", "id")?),
            provider_reference: Set(None),
            state: Set(ChargeState::Due),
            attempts: Set(0),
            next_at: Set(Some(app.shared_now())),
            problem: Set(None),
            refused: Set(None),
            created_at: Set(app.now()),
        });
    }
    let once = OnConflict::column(card_payment::Column::InvoiceId).do_nothing().to_owned();
    card_payment::Entity::insert_many(new).on_conflict(once).exec_without_returning(app.db().write()).await?;
    Ok(())
}

/// What is to be tried now, the longest waiting first.
///
/// # Errors
/// Where the database fails.
pub async fn due(app: &App) -> Result<Vec<card_payment::Model>, Failure> {
    let rows = card_payment::Entity::find()
        .filter(card_payment::Column::State.eq(ChargeState::Due))
        .filter(card_payment::Column::NextAt.lte(app.shared_now()))
        .order_by_asc(card_payment::Column::NextAt)
        .limit(AT_ONCE);
    Ok(rows.all(app.db().read()).await?)
}

/// Takes one for a while, if no other server was quicker: answers it as it is then. A server that dies loses it again then.
///
/// # Errors
/// Where the database fails.
pub async fn claim(app: &App, row: &card_payment::Model) -> Result<Option<card_payment::Model>, Failure> {
    let until = app.shared_now() + LEASE;
    let claimed = still_due(row.id)
        .col_expr(card_payment::Column::NextAt, Expr::value(until))
        .filter(card_payment::Column::NextAt.eq(row.next_at))
        .exec(app.db().write())
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    let row = card_payment::Entity::find_by_id(row.id).one(app.db().write()).await?;
    Ok(row.filter(|row| row.state == ChargeState::Due && row.next_at == Some(until)))
}

/// An update of one that is not over.
pub fn still_due(id: CardPaymentId) -> UpdateMany<card_payment::Entity> {
    card_payment::Entity::update_many()
        .filter(card_payment::Column::Id.eq(id))
        .filter(card_payment::Column::State.eq(ChargeState::Due))
}

/// An update of one that was claimed, and that nobody has decided about meanwhile.
pub fn still_claimed(row: &card_payment::Model) -> UpdateMany<card_payment::Entity> {
    still_due(row.id).filter(card_payment::Column::NextAt.eq(row.next_at))
}

/// Holds one that is not over until the operation ends, as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn lock(operation: &Operation, id: CardPaymentId) -> Result<Option<card_payment::Model>, Failure> {
    still_due(id)
        .col_expr(card_payment::Column::State, Expr::value(ChargeState::Due))
        .exec(operation.tx())
        .await?;
    let row = card_payment::Entity::find_by_id(id).one(operation.tx()).await?;
    Ok(row.filter(|row| row.state == ChargeState::Due))
}

/// Keeps what the provider calls the payment, before it is confirmed.
///
/// # Errors
/// Where the database fails.
pub async fn keep_reference(app: &App, id: CardPaymentId, reference: &str) -> Result<(), Failure> {
    still_due(id)
        .col_expr(card_payment::Column::ProviderReference, Expr::value(reference))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// The one whose payment the provider calls so.
///
/// # Errors
/// Where the database fails.
pub async fn by_reference(app: &App, reference: &str) -> Result<Option<card_payment::Model>, Failure> {
    let row = card_payment::Entity::find().filter(card_payment::Column::ProviderReference.eq(reference));
    Ok(row.one(app.db().write()).await?)
}

/// All that is needed to charge an invoice.
pub struct Facts {
    /// The invoice.
    pub invoice: invoice::Model,
    /// What is open of it.
    pub open: i64,
    /// Who pays.
    pub account: billing_account::Model,
    /// The card to charge, and what the provider calls its holder.
    pub card: Option<(String, String)>,
}

/// Reads it, as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn facts(db: &impl ConnectionTrait, invoice: InvoiceId) -> Result<Facts, Failure> {
    let invoice = invoice::Entity::find_by_id(invoice).one(db).await?.ok_or(ProblemCode::Internal)?;
    let account = billing_account::Entity::find_by_id(invoice.billing_account_id).one(db).await?;
    let account = account.ok_or(ProblemCode::Internal)?;
    let card = match account.payment_method_id {
        Some(id) => payment_method::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let open = ledger::open(db, invoice.id).await?;
    let card = card.map(|card| card.token).zip(account.provider_customer.clone());
    Ok(Facts { invoice, open, account, card })
}

/// Tries an account's invoices again that could not be charged, now that it pays with another card.
///
/// # Errors
/// Where the database fails.
pub async fn try_again(operation: &Operation, account: BillingAccountId) -> Result<(), Failure> {
    const AGAIN: &str = "UPDATE card_payments SET state = 'due', attempts = 0, next_at = ? \
        WHERE state IN ('due', 'stopped') AND (next_at IS NULL OR problem IS NOT NULL) \
        AND invoice_id IN (SELECT id FROM invoices WHERE billing_account_id = ?)";
    let tx = operation.tx();
    let values = [operation.now().into(), account.into()];
    tx.execute_raw(sql(tx.get_database_backend(), AGAIN, values)).await?;
    Ok(())
}
