//! What is written of an invoice: all of it at once, in one transaction.

use crate::{
    db::entity::{
        billing_account, invoice, invoice_document, invoice_line, invoice_tax, organization,
        subscription::{self, SubscriptionId},
        user,
    },
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{BillingAccountId, OrganizationId, ProblemCode};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
};
use sha2::{Digest as _, Sha256};

/// An invoice with all that belongs to it.
#[derive(Debug)]
pub struct Rows {
    /// The invoice.
    pub invoice: invoice::Model,
    /// Its lines.
    pub lines: Vec<invoice_line::Model>,
    /// Its VAT.
    pub taxes: Vec<invoice_tax::Model>,
    /// The PDF, which has the XML in it.
    pub pdf: Vec<u8>,
    /// The XML.
    pub xml: Vec<u8>,
}

/// Writes an invoice.
///
/// # Errors
/// Where the database fails.
pub async fn add(operation: &Operation, rows: Rows) -> Result<(), Failure> {
    let tx = operation.tx();
    let id = rows.invoice.id;
    invoice::Entity::insert(rows.invoice.into_active_model().reset_all()).exec_without_returning(tx).await?;
    for line in rows.lines {
        invoice_line::Entity::insert(line.into_active_model().reset_all()).exec_without_returning(tx).await?;
    }
    for tax in rows.taxes {
        invoice_tax::Entity::insert(tax.into_active_model().reset_all()).exec_without_returning(tx).await?;
    }
    let document = invoice_document::ActiveModel {
        invoice_id: Set(id),
        sha256: Set(hex::encode(Sha256::digest(&rows.pdf))),
        pdf: Set(rows.pdf),
        xml: Set(rows.xml),
        created_at: Set(operation.now()),
    };
    invoice_document::Entity::insert(document).exec_without_returning(tx).await?;
    Ok(())
}

/// What an organization is called now.
///
/// # Errors
/// Where the database fails.
pub async fn organization_name(db: &impl ConnectionTrait, id: OrganizationId) -> Result<String, Failure> {
    let row = organization::Entity::find_by_id(id).one(db).await?;
    Ok(row.ok_or(ProblemCode::Internal)?.name)
}

/// Who owns an account, if somebody does.
///
/// # Errors
/// Where the database fails.
pub async fn owner(
    db: &impl ConnectionTrait,
    account: &billing_account::Model,
) -> Result<Option<user::Model>, Failure> {
    match account.owner_id {
        Some(owner) => Ok(user::Entity::find_by_id(owner).one(db).await?),
        None => Ok(None),
    }
}

/// A billing account.
///
/// # Errors
/// Where the database fails, or there is none.
pub async fn account(
    db: &impl ConnectionTrait,
    id: BillingAccountId,
) -> Result<billing_account::Model, Failure> {
    billing_account::Entity::find_by_id(id).one(db).await?.ok_or_else(|| ProblemCode::Internal.into())
}

/// A subscription.
///
/// # Errors
/// Where the database fails, or there is none.
pub async fn subscription(
    db: &impl ConnectionTrait,
    id: SubscriptionId,
) -> Result<subscription::Model, Failure> {
    subscription::Entity::find_by_id(id).one(db).await?.ok_or_else(|| ProblemCode::Internal.into())
}
