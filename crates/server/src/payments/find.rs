//! The invoice that somebody pays, and the lock under which all about its payer's money is done.

use super::PaymentError;
use crate::{
    db::entity::{billing_account, invoice},
    operation::Operation,
};
use hq_contract::{BillingAccountId, invoices::InvoiceKind};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, sea_query::Expr};

/// The invoice of that number.
///
/// # Errors
/// Where there is none, or it is a credit note.
pub async fn by_number(db: &impl ConnectionTrait, number: &str) -> Result<invoice::Model, PaymentError> {
    let number = number.trim();
    let found = invoice::Entity::find().filter(invoice::Column::Number.eq(number)).one(db).await?;
    let found = found.ok_or_else(|| PaymentError::NoInvoice(number.to_owned()))?;
    if found.kind == InvoiceKind::Invoice {
        Ok(found)
    } else {
        Err(PaymentError::CreditNote(number.to_owned()))
    }
}

/// The invoice of that reference (ISO 11649), if there is one.
///
/// # Errors
/// Where the database fails.
pub async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &str,
) -> Result<Option<invoice::Model>, PaymentError> {
    let found = invoice::Entity::find()
        .filter(invoice::Column::Reference.eq(reference))
        .filter(invoice::Column::Kind.eq(InvoiceKind::Invoice));
    Ok(found.one(db).await?)
}

/// Waits for whoever books something of this payer, and keeps others waiting until the operation ends.
///
/// # Errors
/// Where the database fails.
pub async fn lock_payer(
    operation: &Operation,
    billing_account: BillingAccountId,
) -> Result<(), PaymentError> {
    billing_account::Entity::update_many()
        .col_expr(billing_account::Column::Version, Expr::col(billing_account::Column::Version))
        .filter(billing_account::Column::Id.eq(billing_account))
        .exec(operation.tx())
        .await?;
    Ok(())
}
