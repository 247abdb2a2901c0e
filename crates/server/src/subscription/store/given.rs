//! What was used, given and billed: everything besides the subscription that decides what is due.

use crate::{
    billing::millis,
    db::{
        ask,
        entity::{
            grant::{self, GiftKind, GrantId},
            json::KeptJson,
            subscription,
            voucher_redemption::{self, RedemptionId},
        },
    },
    http::problem::Failure,
    platform::micros::Micros,
};
use hq_billing::{
    grants::{Grant, GrantAmount, GrantKind},
    statement::BilledUsage,
    usage::Dimension,
};
use hq_contract::{OrganizationId, ProblemCode, vouchers::VoucherCode};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::HashMap;

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
        codes.insert(row.id, code.to_string());
        grants.extend(pure(&row)?);
    }
    Ok((grants, codes))
}

/// A grant for billing; none for a trial, which an order uses.
fn pure(row: &grant::Model) -> Result<Option<Grant>, Failure> {
    let until = row.ends_at.map_or(i64::MAX, millis);
    let from = millis(row.starts_at);
    let amount = match row.kind {
        GiftKind::Credit => GrantAmount::Money { minor: row.amount, spent: row.spent_minor },
        GiftKind::Fpu => {
            let seconds = i128::from(until.saturating_sub(from) / 1000);
            let quantity = i128::from(row.amount).checked_mul(seconds).ok_or(ProblemCode::Internal)?;
            GrantAmount::Usage { dimension: Dimension::Fpu, quantity }
        }
        GiftKind::Trial => return Ok(None),
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
) -> Result<Vec<(grant::Model, VoucherCode)>, Failure> {
    let grants = grant::Entity::find()
        .filter(grant::Column::OrganizationId.eq(organization))
        .order_by_asc(grant::Column::Id)
        .all(db)
        .await?;
    let redeemed = voucher_redemption::Entity::find()
        .filter(voucher_redemption::Column::OrganizationId.eq(organization))
        .all(db)
        .await?;
    let codes: HashMap<RedemptionId, VoucherCode> =
        redeemed.into_iter().map(|row| (row.id, row.code)).collect();
    let with_code = |row: grant::Model| {
        let code = codes.get(&row.redemption_id).cloned().ok_or(ProblemCode::Internal)?;
        Ok((row, code))
    };
    grants.into_iter().map(with_code).collect()
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
    let billed: Vec<KeptJson<BilledUsage>> = ask::values(db, BILLED, [subscription.id.into()]).await?;
    Ok(billed.into_iter().map(KeptJson::value).collect())
}

/// Until when the support of a subscription's trial was billed, in milliseconds; none where it was not. An order that ends the trial leaves
/// the lines of before as they are: they begin before its end, as none does that is billed from then on.
///
/// # Errors
/// Where the database fails.
pub async fn trial_billed_until(
    db: &impl ConnectionTrait,
    subscription: &subscription::Model,
) -> Result<Option<i64>, Failure> {
    const UNTIL: &str = "SELECT l.period_end FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id \
        WHERE i.subscription_id = ? AND l.category = 'support' AND l.period_start < ? \
        ORDER BY l.period_end DESC LIMIT 1";
    let Some(trial_until) = subscription.trial_until else { return Ok(None) };
    let until: Option<Micros> = ask::value(db, UNTIL, [subscription.id.into(), trial_until.into()]).await?;
    Ok(until.map(millis))
}
