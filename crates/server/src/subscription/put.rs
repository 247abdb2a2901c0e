//! `PUT /organizations/{org}/subscription`

use super::{
    bill::{Due, bill_now},
    get,
    store::{
        change,
        due::{self, told},
        quote::{self, Change, Kind, Question, ZONE},
        rows::{self, Running},
    },
};
use crate::{
    access::{ActorId, OrgAccess, UpdateBilling},
    app::App,
    billing::{micros, millis},
    billing_accounts,
    db::entity::{
        billing_account,
        subscription::{self, SubscriptionId},
    },
    http::{endpoint::Done, extract::Posted, problem::Failure},
    operation::{Audit, Operation},
};
use axum::extract::State;
use hq_billing::Reason;
use hq_contract::{
    OrganizationId, ProblemCode,
    subscription::{PutSubscription, SubscriptionOrder},
};

/// For so long a quote can be confirmed, in milliseconds.
const QUOTED: i64 = 15 * 60 * 1000;

/// Serves [`PutSubscription`].
pub async fn put_subscription(
    State(app): State<App>,
    access: OrgAccess<UpdateBilling>,
    posted: Posted<SubscriptionOrder>,
) -> Result<Done<PutSubscription>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let wanted = &posted.body;
    if app.billing().is_none() {
        return Err(ProblemCode::BillingOff.into());
    }
    let payer = quote::payer(operation.tx(), organization, user, Some(wanted.billing_account)).await?;
    let account = payer.ok_or(ProblemCode::Internal)?;
    // It is not handed over meanwhile, and its owner's own account is not deleted.
    let locked = billing_accounts::store::lock(&operation, account.id).await?;
    let account =
        locked.filter(|locked| locked.owner_id == account.owner_id).ok_or(ProblemCode::QuoteChanged)?;
    let moment = quoted(&wanted.quote, millis(operation.now()))?;
    let question = Question {
        organization,
        terms: &wanted.terms,
        account: Some(&account),
        zone: wanted.zone.as_deref().unwrap_or(ZONE),
        moment,
        agreed: None,
    };
    let mut change = quote::of(&app, operation.tx(), question).await?;
    if wanted.zone.is_some() && change.hash()? != wanted.quote {
        // Whoever has asked without a zone was told what it is in the operator's: what was quoted counts.
        change = quote::of(&app, operation.tx(), Question { zone: ZONE, ..question }).await?;
    }
    if change.hash()? != wanted.quote {
        return Err(ProblemCode::QuoteChanged.into());
    }
    let order = Order { organization, account: &account, user: Some(user), change: &change };
    self::order(&mut operation, order).await?;
    get::finish(operation).await
}

/// The moment of a quote that can be confirmed still.
fn quoted(hash: &str, now: i64) -> Result<i64, Failure> {
    let moment = Change::moment_of(hash).filter(|moment| (now - QUOTED..=now).contains(moment));
    moment.ok_or_else(|| ProblemCode::QuoteChanged.into())
}

/// A change that was confirmed.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// For which organization.
    pub organization: OrganizationId,
    /// Who pays from now on.
    pub account: &'a billing_account::Model,
    /// Who orders; nobody where the operator does.
    pub user: Option<ActorId>,
    /// What.
    pub change: &'a Change,
}

/// Carries a change out, under the organization's lock, and bills what is due today.
///
/// # Errors
/// 409 `quote_changed` where the subscription is another by now.
pub async fn order(operation: &mut Operation, order: Order<'_>) -> Result<subscription::Model, Failure> {
    let Order { organization, change, .. } = order;
    let row = match &change.before {
        None => begin(operation, order).await?,
        Some(before) => run_on(operation, order, before).await?,
    };
    let moment = millis(operation.now()).max(change.phase.from);
    let holds = match change.kind {
        Kind::Begins | Kind::AtOnce => true,
        // A quote for the end of what is paid may be confirmed just after it.
        Kind::AtPeriodEnd => micros(change.phase.from) <= operation.now(),
        Kind::Same => false,
    };
    if holds {
        change::take_effect(operation, organization, Some(&change.after), moment).await?;
    }
    audit(operation, order, row.id).await?;
    if let (Some(statement), Some(reason)) = (&change.statement, change.reason) {
        let due = Due { row: &row, account: order.account, statement, reason };
        bill_now(operation, due).await?;
        if matches!(reason, Reason::PeriodEnds(_)) {
            // The trial ended with this order, and its run was made with it.
            due::ran(operation, &row).await?;
        }
    }
    Ok(row)
}

async fn begin(operation: &Operation, order: Order<'_>) -> Result<subscription::Model, Failure> {
    let Order { organization, account, user, change } = order;
    if let Some(trial) = change.trial {
        quote::use_trial(operation, trial).await?;
    }
    due::replace(operation, organization, micros(change.after.started_at)).await?;
    let (subscription, zone) = (&change.after, change.zone.as_str());
    rows::add(operation, rows::New { organization, account: account.id, subscription, zone, user }).await
}

async fn run_on(
    operation: &Operation,
    order: Order<'_>,
    before: &subscription::Model,
) -> Result<subscription::Model, Failure> {
    let Order { account, user, change, .. } = order;
    match change.kind {
        Kind::Same => rows::withdraw(operation, before.id, micros(change.in_force()) + 1).await?,
        _ => rows::add_phase(operation, before.id, &change.phase, user).await?,
    }
    let running = Running { account: account.id, subscription: &change.after };
    rows::go_on(operation, before, running).await
}

async fn audit(operation: &Operation, order: Order<'_>, id: SubscriptionId) -> Result<(), Failure> {
    let Order { organization, account, user, change, .. } = order;
    let action = if change.before.is_some() { "subscription.change" } else { "subscription.order" };
    let when = match change.kind {
        Kind::Begins | Kind::AtOnce | Kind::Same => "now",
        Kind::AtPeriodEnd => "period_end",
    };
    let mut after = told(&change.phase.terms);
    if let Some(fields) = after.as_object_mut() {
        fields.insert("payer".to_owned(), account.name.as_str().into());
        fields.insert("when".to_owned(), when.into());
    }
    let before = match &change.before {
        Some(row) => super::store::read(operation.tx(), row).await?.at(millis(operation.now())),
        None => None,
    };
    let before = before.map(|phase| told(&phase.terms));
    let detail = serde_json::json!({"before": before, "after": after});
    let subject = id.to_string();
    let organization = Some(organization);
    operation.audit(Audit { organization, actor: user, action, subject: &subject, detail }).await
}
