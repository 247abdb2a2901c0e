//! Why a payment is not booked.

use crate::http::problem::Failure;
use hq_billing::Overflow;
use sea_orm::DbErr;

/// Why a payment is not booked, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    /// No invoice has this number.
    #[error("There is no invoice {0}.")]
    NoInvoice(String),
    /// It asks for no money.
    #[error("{0} is a credit note: it asks for no money.")]
    CreditNote(String),
    /// The amount is 0, or less.
    #[error("The amount has to be more than 0.")]
    NotPositive,
    /// Another currency.
    #[error("Invoice {number} is in {invoice}, and this is in {payment}.")]
    Currency {
        /// Of the invoice.
        number: String,
        /// Its currency.
        invoice: String,
        /// The other one.
        payment: String,
    },
    /// A payment of this reference is there, and says something else.
    #[error("The reference {0} was booked before, with another amount or for another invoice.")]
    Contradicted(String),
    /// Nothing is open of it.
    #[error("Nothing is open of invoice {0}.")]
    NothingOpen(String),
    /// The payer has less credit.
    #[error("The payer has a credit of {0} only.")]
    NotSoMuchCredit(String),
    /// Less was paid of the invoice than is taken back.
    #[error("Less than that was paid of invoice {0}.")]
    NotPaid(String),
    /// No line of a bank statement has this id.
    #[error("There is no such line of a bank statement.")]
    NoLine,
    /// It was decided before.
    #[error("This line was decided before.")]
    Decided,
    /// A sum is too large.
    #[error("The amounts are too large to count.")]
    Overflow(#[from] Overflow),
    /// The database or the server failed.
    #[error("It could not be written down; the log says why. Nothing was changed.")]
    Failed(Failure),
}

impl From<Failure> for PaymentError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<DbErr> for PaymentError {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}
