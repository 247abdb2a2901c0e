//! What billing accounts pay for.

use crate::{
    db::{
        ask,
        entity::{
            billing_account,
            subscription::{self, SubscriptionId},
            subscription_phase,
        },
    },
    http::problem::Failure,
    platform::{clock::moment, micros::Micros},
    subscription::store::{self, cancelling},
};
use hq_contract::{
    BillingAccountId, OrganizationId, OrganizationName, Slug, UserId,
    billing_accounts::PaidSubscription,
    organizations::NamedOrganization,
    plan::{Cycle, Plan, SupportLevel},
    subscription::{SubscriptionState, Terms},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, Value,
};
use std::collections::HashMap;

/// For how many organizations each account pays, those left out for which it is none.
///
/// # Errors
/// Where the database fails.
pub async fn counts(
    db: &impl ConnectionTrait,
    accounts: &[BillingAccountId],
) -> Result<HashMap<BillingAccountId, u64>, Failure> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let places = vec!["?"; accounts.len()].join(", ");
    let text = format!(
        "SELECT billing_account_id AS id, COUNT(*) AS number FROM subscriptions WHERE ended_at IS NULL \
        AND billing_account_id IN ({places}) GROUP BY billing_account_id"
    );
    let values = accounts.iter().map(|id| Value::from(*id));
    let rows: Vec<Count> = ask::all(db, &text, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, u64::try_from(row.number).unwrap_or(0))).collect())
}

#[derive(FromQueryResult)]
struct Count {
    id: BillingAccountId,
    number: i64,
}

/// The organizations that an account pays for, by name, as its owner sees them.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    account: &billing_account::Model,
    owner: UserId,
    now: Micros,
) -> Result<Vec<PaidSubscription>, Failure> {
    // What holds now: of phases that begin at the same moment the one that was decided last.
    const PAID: &str = "SELECT o.id, o.name, CASE WHEN m.user_id IS NULL OR o.deleted_at IS NOT NULL THEN NULL ELSE o.slug END AS slug, \
        p.plan, p.cycle, p.support, p.committed_fpu, s.trial_until, s.cancel_at, s.ended_at, s.next_run_at, \
        s.id AS subscription, s.payer_stopped_at, s.zone \
        FROM subscriptions s JOIN organizations o ON o.id = s.organization_id \
        JOIN subscription_phases p ON p.id = (SELECT x.id FROM subscription_phases x WHERE x.subscription_id = s.id \
            AND x.withdrawn_at IS NULL AND x.starts_at <= ? ORDER BY x.starts_at DESC, x.created_at DESC, x.id DESC LIMIT 1) \
        LEFT JOIN memberships m ON m.organization_id = o.id AND m.user_id = ? \
        WHERE s.billing_account_id = ? ORDER BY o.name_search, o.id";
    let values = [now.into(), owner.into(), account.id.into()];
    let rows: Vec<Paid> = ask::all(db, PAID, values).await?;
    let ends = ends(db, account, now).await?;
    Ok(rows.into_iter().map(|row| row.shown(&ends, now)).collect())
}

/// When each subscription that goes on would end if it was cancelled now.
async fn ends(
    db: &impl ConnectionTrait,
    account: &billing_account::Model,
    now: Micros,
) -> Result<HashMap<SubscriptionId, Micros>, Failure> {
    let goes_on = subscription::Entity::find()
        .filter(subscription::Column::BillingAccountId.eq(account.id))
        .filter(subscription::Column::CancelAt.is_null())
        .filter(subscription::Column::EndedAt.is_null())
        .all(db)
        .await?;
    let mut phases: HashMap<SubscriptionId, Vec<subscription_phase::Model>> = HashMap::new();
    for phase in store::phases_of_account(db, account.id).await? {
        phases.entry(phase.subscription_id).or_default().push(phase);
    }
    let mut ends = HashMap::new();
    for row in goes_on {
        let pure = store::of_rows(&row, phases.get(&row.id).map_or(&[], Vec::as_slice))?;
        ends.insert(row.id, cancelling::end(&row, &pure, now)?);
    }
    Ok(ends)
}

#[derive(FromQueryResult)]
struct Paid {
    id: OrganizationId,
    name: OrganizationName,
    slug: Option<Slug>,
    plan: Plan,
    cycle: Cycle,
    support: SupportLevel,
    committed_fpu: i64,
    trial_until: Option<Micros>,
    cancel_at: Option<Micros>,
    ended_at: Option<Micros>,
    next_run_at: Micros,
    subscription: SubscriptionId,
    payer_stopped_at: Option<Micros>,
    zone: String,
}

impl Paid {
    fn shown(self, ends: &HashMap<SubscriptionId, Micros>, now: Micros) -> PaidSubscription {
        PaidSubscription {
            state: self.state(now),
            organization: NamedOrganization { id: self.id, name: self.name },
            slug: self.slug,
            terms: Terms {
                plan: self.plan,
                cycle: self.cycle,
                support: self.support,
                committed_fpu: u32::try_from(self.committed_fpu).unwrap_or(0),
            },
            next_invoice: self.ended_at.is_none().then(|| moment(self.next_run_at).into()),
            ends_at: self.ended_at.or(self.cancel_at).map(|at| moment(at).into()),
            could_end_at: ends.get(&self.subscription).map(|at| moment(*at).into()),
            stopped: self.payer_stopped_at.is_some(),
            zone: self.zone,
        }
    }

    fn state(&self, now: Micros) -> SubscriptionState {
        if self.ended_at.is_some() {
            SubscriptionState::Ended
        } else if self.cancel_at.is_some() {
            SubscriptionState::Cancelled
        } else if self.trial_until.is_some_and(|until| now < until) {
            SubscriptionState::Trial
        } else {
            SubscriptionState::Active
        }
    }
}
