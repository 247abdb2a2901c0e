//! What an organization may order: under its lock, before anything is ordered.

use super::store;
use crate::{billing::prices, http::problem::Failure, operation::Operation, usage};
use hq_contract::{
    OrganizationId, Problem, ProblemCode,
    providers::Offer,
    quotas::{Quota, QuotaKind},
};

/// Something that is to be ordered, or given another size.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What.
    pub offer: &'a Offer,
    /// Of which kind there is one more; none of another size.
    pub more: Option<QuotaKind>,
    /// How many FPU there are more.
    pub fpu: u32,
}

/// Refuses what the organization may not order. Everything may be ordered where nothing is sold.
///
/// # Errors
/// 409 `plan_needed` where it costs something and there is no plan; `quota_reached` with the quota.
pub async fn guard(
    operation: &Operation,
    organization: OrganizationId,
    wanted: Wanted<'_>,
) -> Result<(), Failure> {
    let app = operation.app();
    let Some(billing) = app.billing() else { return Ok(()) };
    let allowed = store::allowed(app, operation.tx(), organization, operation.now()).await?;
    let book = allowed.book.as_ref().unwrap_or_else(|| billing.book());
    if !allowed.plan && book.unit_price(prices::metered(wanted.offer)).micro > 0 {
        return Err(ProblemCode::PlanNeeded.into());
    }
    for quota in store::quotas(operation.tx(), organization, &allowed).await? {
        let more = if quota.kind == QuotaKind::Fpu {
            u64::from(wanted.fpu)
        } else {
            u64::from(wanted.more == Some(quota.kind))
        };
        if more > 0 && quota.limit.is_some_and(|limit| quota.used.saturating_add(more) > limit) {
            return Err(reached(quota).into());
        }
    }
    Ok(())
}

fn reached(quota: Quota) -> Problem {
    Problem { quota: Some(quota), ..Problem::new(ProblemCode::QuotaReached) }
}

/// How many FPU something takes of the quota: with high availability twice as many, as it costs.
#[must_use]
pub fn fpu(offer: &Offer, fpu: Option<u32>, high_availability: bool) -> u32 {
    let weight = usage::weight_of(offer.high_availability, high_availability);
    fpu.unwrap_or(1).saturating_mul(u32::try_from(weight).unwrap_or(1))
}
