//! What was used, given and billed: everything besides the subscription that decides what is due.

use crate::{
    billing::{NEVER, millis},
    db::{
        entity::{
            grant::{self, GrantId},
            subscription,
            voucher_redemption::{self, RedemptionId},
        },
        sql,
    },
    http::problem::Failure,
};
use hq_billing::{
    grants::{Grant, GrantAmount, GrantKind},
    statement::BilledUsage,
    usage::Dimension,
};
use hq_contract::{OrganizationId, ProblemCode};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::HashMap;

/// What grants in the database are called.
pub const VOUCHER_FPU: &str = "voucher_fpu";
/// Money.
pub const VOUCHER_CREDIT: &str = "voucher_credit";
/// A trial, which the next order of that plan uses.
pub const VOUCHER_TRIAL: &str = "voucher_trial";

/// What an organization was given by vouchers and bills count, with the codes of the vouchers.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn grants(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<(Vec<Grant>, HashMap<GrantId, String>), Failure> {
    let rows = with_codes(db, organization).await?;
    let mut grants = Vec::new();
    let mut codes = HashMap::new();
    for (row, code) in rows {
        codes.insert(row.id, code);
        grants.extend(pure(&row)?);
    }
    Ok((grants, codes))
}

/// A grant for billing; none for a trial, which an order uses.
fn pure(row: &grant::Model) -> Result<Option<Grant>, Failure> {
    let until = row.ends_at.map_or(NEVER, millis);
    let from = millis(row.starts_at);
    let amount = match row.kind.as_str() {
        VOUCHER_CREDIT => GrantAmount::Money { minor: row.amount, spent: row.spent_minor },
        VOUCHER_FPU => {
            let seconds = i128::from(until.saturating_sub(from) / 1000);
            let quantity = i128::from(row.amount).checked_mul(seconds).ok_or(ProblemCode::Internal)?;
            GrantAmount::Usage { dimension: Dimension::Fpu, quantity }
        }
        _ => return Ok(None),
    };
    let priority = u32::try_from(row.priority).map_err(|error| Failure::internal(&error))?;
    Ok(Some(Grant { id: row.id.into(), kind: GrantKind::Voucher, amount, priority, from, until }))
}

/// An organization's grants, each with the code of its voucher.
///
/// # Errors
/// Where the database fails.
pub async fn with_codes(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<(grant::Model, String)>, Failure> {
    let grants = grant::Entity::find()
        .filter(grant::Column::OrganizationId.eq(organization))
        .order_by_asc(grant::Column::Id)
        .all(db)
        .await?;
    let redeemed = voucher_redemption::Entity::find()
        .filter(voucher_redemption::Column::OrganizationId.eq(organization))
        .all(db)
        .await?;
    let codes: HashMap<RedemptionId, String> = redeemed.into_iter().map(|row| (row.id, row.code)).collect();
    let code = |row: &grant::Model| codes.get(&row.redemption_id).cloned().unwrap_or_default();
    Ok(grants.into_iter().map(|row| (code(&row), row)).map(|(code, row)| (row, code)).collect())
}

/// What was billed before for what was used.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn billed(
    db: &impl ConnectionTrait,
    subscription: &subscription::Model,
) -> Result<Vec<BilledUsage>, Failure> {
    const BILLED: &str = "SELECT l.usage FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id \
        WHERE i.subscription_id = ? AND l.usage IS NOT NULL";
    let statement = sql(db.get_database_backend(), BILLED, [subscription.id.into()]);
    let mut billed = Vec::new();
    for row in db.query_all_raw(statement).await? {
        let text: String = row.try_get_by_index(0)?;
        billed.push(serde_json::from_str(&text).map_err(|error| Failure::internal(&error))?);
    }
    Ok(billed)
}
