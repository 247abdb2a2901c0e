//! How much organizations can have, and have.

pub mod requests;

use crate::{
    app::App,
    billing,
    brokers::{InstanceState, OwnerKind, Snapshot, is_highly_available},
    dataplants,
    db::entity::{broker_instance, quota},
    http::problem::Failure,
    members,
    operation::Operation,
    platform::micros::Micros,
    storage_engines, subscription, usage,
};
use hq_billing::price_book::PriceBook;
use hq_contract::{
    OrganizationId,
    plan::Plan,
    quotas::{Quota, QuotaKind},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::OnConflict,
};
use std::collections::HashMap;

/// How many FPU an organization can have without asking: a mistake, or a thief, costs so much an hour at most. Whoever has a plan
/// that includes or commits more can have twice that.
const FPU: u64 = 64;
/// How many storage engines, likewise.
const STORAGE_ENGINES: u64 = 20;

/// What an organization is allowed.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// Whether something that costs can be ordered.
    pub plan: bool,
    /// The prices of its subscription, where it has one.
    pub book: Option<PriceBook>,
    limits: HashMap<QuotaKind, u64>,
}

/// What an organization is allowed at a moment of the database: everything where nothing is sold.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn allowed(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<Allowed, Failure> {
    let Some(billing) = app.billing() else {
        return Ok(Allowed { plan: true, book: None, limits: HashMap::new() });
    };
    let holds = match subscription::store::living(db, organization).await? {
        Some(row) => {
            let pure = subscription::store::read(db, &row).await?;
            pure.at(subscription::store::in_force(&pure, billing::millis(now)))
        }
        None => None,
    };
    let book = match holds {
        Some(phase) => billing::store::books(db).await?.remove(&phase.price_version),
        None => None,
    };
    let (plan, committed) =
        holds.map_or((Plan::default(), 0), |phase| (phase.terms.plan, u64::from(phase.terms.committed_fpu)));
    let price = book.as_ref().unwrap_or_else(|| billing.book()).plan(plan);
    let fpu = FPU.max(2 * (u64::from(price.included_fpu) + committed));
    let mut limits = HashMap::from([(QuotaKind::Fpu, fpu), (QuotaKind::StorageEngines, STORAGE_ENGINES)]);
    limits.extend(price.dataplants.map(|most| (QuotaKind::Dataplants, u64::from(most))));
    limits.extend(price.seats.map(|most| (QuotaKind::Members, u64::from(most))));
    for (kind, granted) in granted(db, organization).await? {
        if let Some(limit) = limits.get_mut(&kind) {
            *limit = granted.max(*limit);
        }
    }
    Ok(Allowed { plan: holds.is_some(), book, limits })
}

/// What the operator allows beyond the plan.
async fn granted(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<(QuotaKind, u64)>, Failure> {
    let rows = quota::Entity::find().filter(quota::Column::OrganizationId.eq(organization)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.kind, u64::try_from(row.amount).unwrap_or(0))).collect())
}

/// What an organization can have and has, one of each kind.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn quotas(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    allowed: &Allowed,
) -> Result<Vec<Quota>, Failure> {
    let mut quotas = Vec::with_capacity(QuotaKind::ALL.len());
    for kind in QuotaKind::ALL {
        let used = match kind {
            QuotaKind::Dataplants => dataplants::store::count(db, organization).await?,
            QuotaKind::StorageEngines => storage_engines::store::ordered(db, organization).await?,
            QuotaKind::Fpu => fpu(db, organization).await?,
            QuotaKind::Members => members::store::count(db, organization).await?,
        };
        quotas.push(Quota { kind, limit: allowed.limits.get(&kind).copied(), used });
    }
    Ok(quotas)
}

/// How many FPU an organization has or has ordered: of what is being given another size the greater one.
async fn fpu(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<u64, Failure> {
    let kinds = [OwnerKind::StorageEngine, OwnerKind::Dataplant];
    let rows = broker_instance::Entity::find()
        .filter(broker_instance::Column::OrganizationId.eq(organization))
        .filter(broker_instance::Column::OwnerKind.is_in(kinds))
        .filter(broker_instance::Column::GoneAt.is_null())
        .all(db)
        .await?;
    let mut sum = 0_u64;
    for row in rows {
        let is_there =
            matches!(row.state, InstanceState::Creating | InstanceState::Ready | InstanceState::Updating);
        if is_there {
            let fpu = row.fpu.max(row.pending_fpu).unwrap_or(1);
            let offered = Snapshot::read(&row)?.offer.high_availability;
            let weight = usage::weight_of(offered, is_highly_available(&row, offered)?);
            sum = sum.saturating_add(u64::try_from(fpu.saturating_mul(weight)).unwrap_or(0));
        }
    }
    Ok(sum)
}

/// Allows an organization so much, whatever its plan says.
///
/// # Errors
/// Where the database fails.
pub async fn grant(
    operation: &Operation,
    organization: OrganizationId,
    kind: QuotaKind,
    amount: u64,
) -> Result<(), Failure> {
    let row = quota::ActiveModel {
        organization_id: Set(organization),
        kind: Set(kind),
        amount: Set(i64::try_from(amount).unwrap_or(i64::MAX)),
        created_at: Set(operation.now()),
    };
    let key = [quota::Column::OrganizationId, quota::Column::Kind];
    let values = [quota::Column::Amount, quota::Column::CreatedAt];
    quota::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_columns(values).to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}
