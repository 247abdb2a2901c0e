//! Rows of billing accounts whose owner goes.

use super::{give, transfers};
use crate::{
    db::{
        entity::{billing_account, user},
        sql,
    },
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{BillingAccountId, ProblemCode, UserId, me::KeptBillingAccount};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// Empties the accounts of a person whose own account is deleted, and whose lock the operation has: they have no owner any more,
/// and forget who was to be reached. What was issued stays.
///
/// # Errors
/// 409 `billing_account_in_use` where one pays for an organization, has used something that is not billed yet, or has an invoice
/// that is not paid.
pub async fn of(operation: &Operation, person: &user::Model) -> Result<(), Failure> {
    let tx = operation.tx();
    let rows = billing_account::Entity::find()
        .filter(billing_account::Column::OwnerId.eq(person.id))
        .order_by_asc(billing_account::Column::Id)
        .all(tx)
        .await?;
    for row in rows {
        // Handed over meanwhile.
        if super::lock(operation, row.id).await?.is_none_or(|row| row.owner_id != Some(person.id)) {
            continue;
        }
        if is_in_use(tx, row.id).await? {
            return Err(ProblemCode::BillingAccountInUse.into());
        }
        give(operation, row.id, None).await?;
        let forget = "UPDATE billing_accounts SET contact = NULL, phone = NULL WHERE id = ?";
        tx.execute_raw(sql(tx.get_database_backend(), forget, [row.id.into()])).await?;
    }
    transfers::end_all_of(operation, person.id, &person.email_canonical).await
}

/// A person's accounts that keep them from deleting their own, by name.
///
/// # Errors
/// Where the database fails; 500 where a row holds what the contract does not allow.
pub async fn in_use(db: &impl ConnectionTrait, person: UserId) -> Result<Vec<KeptBillingAccount>, Failure> {
    let mut kept = Vec::new();
    for account in super::summaries(db, person).await? {
        if is_in_use(db, account.id).await? {
            kept.push(KeptBillingAccount { id: account.id, name: account.name });
        }
    }
    Ok(kept)
}

/// Whether something has to be paid by an account, or will.
async fn is_in_use(db: &impl ConnectionTrait, account: BillingAccountId) -> Result<bool, Failure> {
    // What a subscription that has ended used last is billed by the next run, which leaves no other to come.
    const SUBSCRIBED: &str = "SELECT 1 FROM subscriptions WHERE billing_account_id = ? \
        AND (ended_at IS NULL OR next_run_at < ?) LIMIT 1";
    // What a credit note takes back is not owed by its invoice any more.
    const OWED: &str = "SELECT 1 FROM ledger l JOIN invoices i ON i.id = l.invoice_id \
        WHERE l.billing_account_id = ? AND l.account = 'receivable' \
        GROUP BY COALESCE(i.corrects_id, i.id) HAVING SUM(l.amount_minor) > 0 LIMIT 1";
    let backend = db.get_database_backend();
    let never = crate::billing::NEVER;
    let subscribed = db.query_one_raw(sql(backend, SUBSCRIBED, [account.into(), never.into()])).await?;
    if subscribed.is_some() {
        return Ok(true);
    }
    Ok(db.query_one_raw(sql(backend, OWED, [account.into()])).await?.is_some())
}

/// Forgets the cards of an account. What is paid with one already stays in the books.
///
/// # Errors
/// Where the database fails.
pub async fn forget_cards(operation: &Operation, account: BillingAccountId) -> Result<(), Failure> {
    let tx = operation.tx();
    let forget = "DELETE FROM payment_methods WHERE billing_account_id = ?";
    tx.execute_raw(sql(tx.get_database_backend(), forget, [account.into()])).await?;
    Ok(())
}
