//! What was used, given and billed: everything besides the subscription that decides what is due.

use crate::{
    billing::{NEVER, millis},
    db::{
        ask,
        entity::{
            grant::{self, GiftKind, GrantId},
            subscription, usage_event,
            voucher_redemption::{self, RedemptionId},
        },
    },
    http::problem::Failure,
    usage::store::sums,
};
use hq_billing::{
    grants::{Grant, GrantAmount, GrantKind},
    statement::BilledUsage,
    usage::{Dimension, UsageEvent},
    used::Summed,
};
use hq_contract::{OrganizationId, ProblemCode, vouchers::VoucherCode};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::HashMap;

/// All usage of an organization: days that are over and were added up, and what happened since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Until when it was added up, in milliseconds, if it was.
    pub until: Option<i64>,
    /// What was used until then.
    pub summed: Vec<Summed>,
    /// What went on then and happened since, in the order in which it was told.
    pub events: Vec<UsageEvent>,
}

/// All usage of an organization.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn usage(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Usage, Failure> {
    let Some(row) = sums::find(db, organization).await? else {
        let events = events_since(db, organization, i64::MIN).await?;
        return Ok(Usage { events, ..Usage::default() });
    };
    let json = |error: serde_json::Error| Failure::internal(&error);
    let mut events: Vec<UsageEvent> = serde_json::from_str(&row.levels).map_err(json)?;
    events.extend(events_since(db, organization, row.until_at).await?);
    let summed = serde_json::from_str(&row.summed).map_err(json)?;
    Ok(Usage { until: Some(millis(row.until_at)), summed, events })
}

/// What happened in an organization from a moment of the database on, in the order in which it was told.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn events_since(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: i64,
) -> Result<Vec<UsageEvent>, Failure> {
    let rows = usage_event::Entity::find()
        .filter(usage_event::Column::OrganizationId.eq(organization))
        .filter(usage_event::Column::At.gte(since))
        .order_by_asc(usage_event::Column::At)
        .order_by_asc(usage_event::Column::Id)
        .all(db)
        .await?;
    rows.iter().map(event).collect()
}

fn event(row: &usage_event::Model) -> Result<UsageEvent, Failure> {
    Ok(UsageEvent {
        at: millis(row.at),
        resource: row.resource_id.into(),
        kind: row.meter.0,
        dimension: row.dimension.0,
        level: u64::try_from(row.level).map_err(|error| Failure::internal(&error))?,
        weight: u8::try_from(row.weight).map_err(|error| Failure::internal(&error))?,
    })
}

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
    let until = row.ends_at.map_or(NEVER, millis);
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
    let billed: Vec<String> = ask::values(db, BILLED, [subscription.id.into()]).await?;
    let read = |text: &String| serde_json::from_str(text).map_err(|error| Failure::internal(&error));
    billed.iter().map(read).collect()
}
