//! What billing accounts pay for.

use crate::{
    db::{
        entity::{
            billing_account,
            subscription::{self, SubscriptionId},
            subscription_phase,
        },
        kept, sql,
    },
    http::problem::Failure,
    organizations,
    platform::clock::moment,
    subscription::store::{self, cancelling},
};
use hq_contract::{
    BillingAccountId, ProblemCode, Slug, UserId,
    billing_accounts::PaidSubscription,
    plan::{Cycle, Plan, SupportLevel},
    subscription::{SubscriptionState, Terms},
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryResult, Value};
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
        "SELECT billing_account_id, COUNT(*) FROM subscriptions WHERE ended_at IS NULL \
        AND billing_account_id IN ({places}) GROUP BY billing_account_id"
    );
    let values = accounts.iter().map(|id| Value::from(*id));
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    rows.iter()
        .map(|row| {
            let count: i64 = row.try_get_by_index(1)?;
            Ok((row.try_get_by_index(0)?, u64::try_from(count).unwrap_or(0)))
        })
        .collect()
}

/// The organizations that an account pays for, by name, as its owner sees them.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    account: &billing_account::Model,
    owner: UserId,
    now: i64,
) -> Result<Vec<PaidSubscription>, Failure> {
    // What holds now: of phases that begin at the same moment the one that was decided last.
    const PAID: &str = "SELECT o.id, o.name, CASE WHEN m.user_id IS NULL OR o.deleted_at IS NOT NULL THEN NULL ELSE o.slug END, \
        p.plan, p.cycle, p.support, p.committed_fpu, s.trial_until, s.cancel_at, s.ended_at, s.next_run_at, s.id, s.payer_stopped_at \
        FROM subscriptions s JOIN organizations o ON o.id = s.organization_id \
        JOIN subscription_phases p ON p.id = (SELECT x.id FROM subscription_phases x WHERE x.subscription_id = s.id \
            AND x.withdrawn_at IS NULL AND x.starts_at <= ? ORDER BY x.starts_at DESC, x.created_at DESC, x.id DESC LIMIT 1) \
        LEFT JOIN memberships m ON m.organization_id = o.id AND m.user_id = ? \
        WHERE s.billing_account_id = ? ORDER BY o.name_search, o.id";
    let values = [now.into(), owner.into(), account.id.into()];
    let rows = db.query_all_raw(sql(db.get_database_backend(), PAID, values)).await?;
    let ends = ends(db, account, now).await?;
    rows.iter().map(|row| paid(row, &ends, now)).collect()
}

/// When each subscription that goes on would end if it was cancelled now.
async fn ends(
    db: &impl ConnectionTrait,
    account: &billing_account::Model,
    now: i64,
) -> Result<HashMap<SubscriptionId, i64>, Failure> {
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

fn paid(
    row: &QueryResult,
    ends: &HashMap<SubscriptionId, i64>,
    now: i64,
) -> Result<PaidSubscription, Failure> {
    let text = |index: usize| -> Result<String, Failure> { Ok(row.try_get_by_index(index)?) };
    let at = |index: usize| -> Result<Option<i64>, Failure> { Ok(row.try_get_by_index(index)?) };
    let terms = Terms {
        plan: Plan::from_name(&text(3)?).ok_or(ProblemCode::Internal)?,
        cycle: Cycle::from_name(&text(4)?).ok_or(ProblemCode::Internal)?,
        support: SupportLevel::from_name(&text(5)?).ok_or(ProblemCode::Internal)?,
        committed_fpu: u32::try_from(row.try_get_by_index::<i64>(6)?).unwrap_or(0),
    };
    let (trial_until, cancel_at, ended_at) = (at(7)?, at(8)?, at(9)?);
    let state = if ended_at.is_some() {
        SubscriptionState::Ended
    } else if cancel_at.is_some() {
        SubscriptionState::Cancelled
    } else if trial_until.is_some_and(|until| now < until) {
        SubscriptionState::Trial
    } else {
        SubscriptionState::Active
    };
    let slug: Option<String> = row.try_get_by_index(2)?;
    let next_run: i64 = row.try_get_by_index(10)?;
    Ok(PaidSubscription {
        organization: organizations::store::named(row.try_get_by_index(0)?, &text(1)?)?,
        slug: kept(slug.as_deref().map(Slug::parse).transpose())?,
        terms,
        state,
        next_invoice: ended_at.is_none().then(|| moment(next_run).into()),
        ends_at: ended_at.or(cancel_at).map(|at| moment(at).into()),
        could_end_at: ends.get(&row.try_get_by_index(11)?).map(|at| moment(*at).into()),
        stopped: at(12)?.is_some(),
    })
}
