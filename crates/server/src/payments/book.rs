//! Books a payment of an invoice.

pub use crate::db::entity::payment::Provider;

use super::{PaymentError, find::lock_payer};
use crate::{
    db::entity::{
        invoice,
        payment::{self, PaymentId},
        payment_allocation,
    },
    ledger::{self, About},
    operation::Operation,
    platform::micros::Micros,
};
use hq_billing::ledger::{Account, Transaction};
use hq_contract::InvoiceId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::OnConflict,
};

impl Provider {
    /// Where its money lies.
    #[must_use]
    pub const fn account(self) -> Account {
        match self {
            Self::Bank | Self::Operator => Account::Bank,
            Self::Stripe => Account::Provider,
        }
    }
}

/// A payment to book.
#[derive(Clone, Copy, Debug)]
pub struct NewPayment<'a> {
    /// Who tells of it.
    pub provider: Provider,
    /// What it is called there: of one name there is one payment.
    pub reference: &'a str,
    /// How much, in minor units; more than 0.
    pub minor: i64,
    /// ISO 4217.
    pub currency: &'a str,
    /// When the money came.
    pub received_at: Micros,
}

/// What became of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booked {
    /// It is booked now.
    Now {
        /// Its row.
        payment: PaymentId,
        /// So much of it pays the invoice.
        pays: i64,
        /// So much is the payer's credit.
        credit: i64,
    },
    /// It was booked before: nothing has changed.
    Before,
}

/// Books a payment of an invoice, in the operation's transaction. The same one told of twice, even at once, is booked once.
///
/// # Errors
/// See [`PaymentError`].
pub async fn book(
    operation: &Operation,
    invoice: &invoice::Model,
    new: &NewPayment<'_>,
) -> Result<Booked, PaymentError> {
    if new.minor <= 0 {
        return Err(PaymentError::NotPositive);
    }
    guard_currency(invoice, new.currency)?;
    lock_payer(operation, invoice.billing_account_id).await?;
    let Some(id) = claim(operation, invoice, new).await? else { return Ok(Booked::Before) };
    let open = ledger::open(operation.tx(), invoice.id).await?;
    let pays = open.clamp(0, new.minor);
    let credit = new.minor - pays;
    let transaction = Transaction::payment(new.provider.account(), pays, credit)?;
    ledger::post(operation.tx(), operation.app().new_id(), &transaction, about(invoice), operation.now())
        .await?;
    if pays > 0 {
        allocate(operation, id, invoice.id, pays).await?;
    }
    Ok(Booked::Now { payment: id, pays, credit })
}

/// Adds the payment's row; none where it is there already and says the same.
pub(super) async fn claim(
    operation: &Operation,
    invoice: &invoice::Model,
    new: &NewPayment<'_>,
) -> Result<Option<PaymentId>, PaymentError> {
    let id = operation.app().new_id();
    let row = payment::ActiveModel {
        id: Set(id),
        provider: Set(new.provider),
        reference: Set(new.reference.to_owned()),
        billing_account_id: Set(Some(invoice.billing_account_id)),
        amount_minor: Set(new.minor),
        currency: Set(new.currency.to_owned()),
        received_at: Set(new.received_at),
        created_at: Set(operation.now()),
    };
    let once =
        OnConflict::columns([payment::Column::Provider, payment::Column::Reference]).do_nothing().to_owned();
    let added = payment::Entity::insert(row).on_conflict(once).exec_without_returning(operation.tx()).await?;
    if added == 1 {
        return Ok(Some(id));
    }
    let former = payment::Entity::find()
        .filter(payment::Column::Provider.eq(new.provider))
        .filter(payment::Column::Reference.eq(new.reference))
        .one(operation.tx())
        .await?;
    let same = former.filter(|former| {
        former.amount_minor == new.minor
            && former.currency == new.currency
            && former.billing_account_id == Some(invoice.billing_account_id)
    });
    let contradicted = || PaymentError::Contradicted(new.reference.to_owned());
    let former = same.ok_or_else(contradicted)?;
    // What was the payer's credit from the beginning paid no invoice.
    let paid_another = payment_allocation::Entity::find()
        .filter(payment_allocation::Column::PaymentId.eq(former.id))
        .filter(payment_allocation::Column::InvoiceId.ne(invoice.id))
        .one(operation.tx())
        .await?;
    if paid_another.is_none() { Ok(None) } else { Err(contradicted()) }
}

/// Writes down that so much of a payment is for an invoice.
pub(super) async fn allocate(
    operation: &Operation,
    payment: PaymentId,
    invoice: InvoiceId,
    minor: i64,
) -> Result<(), PaymentError> {
    let row = payment_allocation::ActiveModel {
        payment_id: Set(payment),
        invoice_id: Set(invoice),
        amount_minor: Set(minor),
        created_at: Set(operation.now()),
    };
    payment_allocation::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(())
}

pub(super) fn guard_currency(invoice: &invoice::Model, currency: &str) -> Result<(), PaymentError> {
    if invoice.currency == currency {
        return Ok(());
    }
    Err(PaymentError::Currency {
        number: invoice.number.clone(),
        invoice: invoice.currency.clone(),
        payment: currency.to_owned(),
    })
}

/// What a transaction about an invoice is about.
pub(super) fn about(invoice: &invoice::Model) -> About<'_> {
    About {
        currency: &invoice.currency,
        invoice: Some(invoice.id),
        billing_account: Some(invoice.billing_account_id),
    }
}
