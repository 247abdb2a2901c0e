//! Rows of invoices. What is issued is never changed: the database refuses it.

pub mod list;
pub mod overdue;
pub mod runs;
mod whose;
pub mod write;

pub(crate) use whose::OPEN;

use crate::{
    db::{
        entity::{invoice, invoice_document, invoice_tax, subscription::SubscriptionId},
        sql,
    },
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{
    BillingAccountId, InvoiceId, OrganizationId, ProblemCode, billing_accounts::NewBillingAccount,
    invoices::InvoiceKind,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbBackend, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

/// An invoice or a credit note, whoever's.
///
/// # Errors
/// Where the database fails.
pub async fn find(db: &impl ConnectionTrait, id: InvoiceId) -> Result<Option<invoice::Model>, Failure> {
    Ok(invoice::Entity::find_by_id(id).one(db).await?)
}

/// An invoice of an organization.
///
/// # Errors
/// 404 where it has none of that id.
pub async fn of_organization(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: InvoiceId,
) -> Result<invoice::Model, Failure> {
    let row = invoice::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| row.organization_id == organization).ok_or_else(|| ProblemCode::NotFound.into())
}

/// An invoice of a billing account.
///
/// # Errors
/// 404 where it has none of that id.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: BillingAccountId,
    id: InvoiceId,
) -> Result<invoice::Model, Failure> {
    let row = invoice::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| row.billing_account_id == account).ok_or_else(|| ProblemCode::NotFound.into())
}

/// The PDF of an invoice.
///
/// # Errors
/// 404 where there is none.
pub async fn document(db: &impl ConnectionTrait, id: InvoiceId) -> Result<Vec<u8>, Failure> {
    let row = invoice_document::Entity::find_by_id(id).one(db).await?;
    row.map(|row| row.pdf).ok_or_else(|| ProblemCode::NotFound.into())
}

/// The VAT of an invoice, in a fixed order.
///
/// # Errors
/// Where the database fails.
pub async fn taxes(db: &impl ConnectionTrait, id: InvoiceId) -> Result<Vec<invoice_tax::Model>, Failure> {
    Ok(invoice_tax::Entity::find()
        .filter(invoice_tax::Column::InvoiceId.eq(id))
        .order_by_asc(invoice_tax::Column::Treatment)
        .order_by_asc(invoice_tax::Column::RateBasisPoints)
        .all(db)
        .await?)
}

/// Who was asked to pay, as it was then.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn buyer(row: &invoice::Model) -> Result<NewBillingAccount, Failure> {
    serde_json::from_str(&row.buyer).map_err(|error| Failure::internal(&error))
}

/// Locks an invoice until the operation ends: of several credit notes at once each sees those before it.
///
/// # Errors
/// Where the database fails.
pub async fn lock(operation: &Operation, id: InvoiceId) -> Result<Option<invoice::Model>, Failure> {
    let tx = operation.tx();
    // SQLite has one writer at a time. An UPDATE that changes nothing is refused like any other.
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = "SELECT 1 FROM invoices WHERE id = ? FOR UPDATE";
        tx.query_one_raw(sql(tx.get_database_backend(), lock, [id.into()])).await?;
    }
    Ok(invoice::Entity::find_by_id(id).one(tx).await?)
}

/// What credit notes took of an invoice: without VAT, and VAT.
///
/// # Errors
/// Where the database fails.
pub async fn credited(db: &impl ConnectionTrait, id: InvoiceId) -> Result<(i64, i64), Failure> {
    let notes = invoice::Entity::find().filter(invoice::Column::CorrectsId.eq(id)).all(db).await?;
    Ok(notes.iter().fold((0, 0), |(net, tax), note| {
        (net.saturating_add(note.net_minor), tax.saturating_add(note.tax_minor))
    }))
}

/// The invoices of a subscription, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn of_subscription(
    db: &impl ConnectionTrait,
    subscription: SubscriptionId,
) -> Result<Vec<invoice::Model>, Failure> {
    Ok(invoice::Entity::find()
        .filter(invoice::Column::SubscriptionId.eq(subscription))
        .filter(invoice::Column::Kind.eq(InvoiceKind::Invoice))
        .order_by_desc(invoice::Column::CreatedAt)
        .order_by_desc(invoice::Column::Id)
        .all(db)
        .await?)
}
