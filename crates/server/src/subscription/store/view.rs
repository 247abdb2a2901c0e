//! Subscriptions as people see them.

use super::{latest, phases, quote, statement::account};
use crate::{
    access::ActorId,
    app::App,
    billing::{self, Billing, millis, prices, wire},
    card_payments::store::refusals,
    dataplants,
    db::entity::subscription,
    http::problem::Failure,
    invoices::store::{list::Whose, overdue},
    members,
    platform::{clock::moment, micros::Micros},
    usage, vouchers,
};
use hq_billing::{
    Overflow,
    grants::{self, GrantAmount},
    period,
    price_book::PriceBook,
    subscription::{Phase, Subscription as Pure},
    usage::{Dimension, Metered, ResourceKind},
    used::{Used, UsedError},
};
use hq_contract::{
    OrganizationId,
    subscription::{
        Allowance, AllowanceKind, CurrentSubscription, NextTerms, Payer, Subscription, SubscriptionState,
        Terms,
    },
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// What an organization has and could have, as somebody sees it.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn current(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: ActorId,
    now: Micros,
) -> Result<CurrentSubscription, Failure> {
    let Some(billing) = app.billing() else { return Ok(nothing_sold()) };
    let row = latest(db, organization).await?;
    let given = vouchers::store::active(db, organization, now).await?;
    let tried = billing.book().plans.iter().any(|plan| plan.trial_days > 0);
    let subscription = match &row {
        Some(row) => Some(Seeing { billing, db, row, user, now }.see().await?),
        None => None,
    };
    Ok(CurrentSubscription {
        billing: true,
        trial_left: (row.is_none() && tried) || vouchers::store::has_trial(&given),
        subscription,
        vouchers: given,
        overdue: overdue::of_organization(db, organization, now).await?,
        card_refused: refusals::last(db, Whose::Organization(organization), user).await?,
    })
}

fn nothing_sold() -> CurrentSubscription {
    CurrentSubscription {
        billing: false,
        subscription: None,
        trial_left: false,
        vouchers: Vec::new(),
        overdue: None,
        card_refused: None,
    }
}

/// Where a subscription is in its life.
#[must_use]
pub fn state(row: &subscription::Model, now: Micros) -> SubscriptionState {
    if row.ended_at.is_some() || row.cancel_at.is_some_and(|end| end <= now) {
        SubscriptionState::Ended
    } else if row.cancel_at.is_some() {
        SubscriptionState::Cancelled
    } else if row.trial_until.is_some_and(|until| until > now) {
        SubscriptionState::Trial
    } else {
        SubscriptionState::Active
    }
}

/// Terms in the words of the API.
#[must_use]
pub const fn terms(terms: &hq_billing::subscription::Terms) -> Terms {
    Terms { plan: terms.plan, cycle: terms.cycle, support: terms.support, committed_fpu: terms.committed_fpu }
}

struct Seeing<'a, C> {
    billing: &'a Billing,
    db: &'a C,
    row: &'a subscription::Model,
    user: ActorId,
    now: Micros,
}

impl<C: ConnectionTrait> Seeing<'_, C> {
    async fn see(&self) -> Result<Subscription, Failure> {
        let Self { billing, db, row, user, now } = self;
        let pure = super::of_rows(row, &phases(*db, row.id).await?)?;
        let state = state(row, *now);
        let last = row.ended_at.or(row.cancel_at).filter(|_| state == SubscriptionState::Ended);
        // What has ended is shown as it was last.
        let at = super::in_force(&pure, last.map_or(millis(*now), |end| millis(end) - 1));
        let holds = pure.at(at).or_else(|| pure.holding().last().copied());
        let holds = holds.ok_or(hq_contract::ProblemCode::Internal)?;
        let books = billing::store::books(*db).await?;
        let book = books.get(&holds.price_version).unwrap_or_else(|| billing.book());
        let ended = state == SubscriptionState::Ended;
        let period = if ended { None } else { Some(now_in(&pure, at).map_err(internal)?) };
        let next = pure.holding().into_iter().find(|phase| phase.from > at && pure.cancel_at.is_none());
        let payer = account(*db, row.billing_account_id).await?;
        let allowances = match period {
            Some((n, period)) => {
                let current = Current { pure: &pure, books: &books, book, holds: &holds, n, period, at };
                self.allowances(&current).await?
            }
            None => Vec::new(),
        };
        Ok(Subscription {
            terms: terms(&holds.terms),
            state,
            trial_until: row.trial_until.filter(|until| until > now && !ended).map(|at| moment(at).into()),
            period: period.map(|(_, period)| wire::period(period, &row.zone)),
            ends_at: row.ended_at.or(row.cancel_at).map(|at| moment(at).into()),
            next: next.map(|phase| self.next(&phase)).transpose()?,
            payer: Payer {
                id: payer.id,
                mine: payer.owner_id.map(ActorId::from) == Some(*user),
                payment: quote::payment(&payer),
                stops: row.payer_stopped_at.is_some() && !ended,
                name: payer.name.to_string(),
            },
            month: billing.money(quote::month(book, &holds.terms)?),
            allowances,
            zone: row.zone.clone(),
        })
    }

    fn next(&self, phase: &Phase) -> Result<NextTerms, Failure> {
        Ok(NextTerms { terms: terms(&phase.terms), at: wire::timestamp(phase.from) })
    }

    async fn allowances(&self, current: &Current<'_>) -> Result<Vec<Allowance>, Failure> {
        let organization = self.row.organization_id;
        let usage = usage::store::all::usage(self.db, organization).await?;
        let all = Used::new(&usage.summed, &usage.events);
        let used = current.used(&all).map_err(|error| Failure::internal(&error))?;
        let dataplants = dataplants::store::count(self.db, organization).await?;
        let members = members::store::count(self.db, organization).await?;
        let plan = current.book.plan(current.holds.terms.plan);
        let included = current.included().map_err(internal)?;
        let dataplant = Metered { dimension: Dimension::Fpu, kind: ResourceKind::Dataplant };
        let held = Metered { dimension: Dimension::StorageBytes, kind: ResourceKind::Postgresql };
        let month = |metered: Metered| {
            let price = current.book.unit_price(metered);
            Some(self.billing.money(prices::month(wire::meter(metered), price)))
        };
        let count = |kind, limit: Option<u32>, used| Allowance {
            kind,
            included: limit.map(u64::from),
            used,
            beyond_month: None,
        };
        Ok(vec![
            Allowance {
                kind: AllowanceKind::FpuSeconds,
                included: Some(included.fpu_seconds),
                used: used.fpu_seconds,
                beyond_month: month(dataplant),
            },
            Allowance {
                kind: AllowanceKind::StorageGbSeconds,
                included: Some(included.storage_gb_seconds),
                used: used.storage_gb_seconds,
                beyond_month: month(held),
            },
            count(AllowanceKind::Dataplants, plan.dataplants, dataplants),
            count(AllowanceKind::Members, plan.seats, members),
        ])
    }
}

/// The period of now, and which one it is.
fn now_in(pure: &Pure, at: i64) -> Result<(u32, period::Period), Overflow> {
    let n = pure.period_at(at)?;
    Ok((n, pure.period(n)?))
}

struct Current<'a> {
    pure: &'a Pure,
    books: &'a BTreeMap<u32, PriceBook>,
    book: &'a PriceBook,
    holds: &'a Phase,
    n: u32,
    period: period::Period,
    at: i64,
}

/// So much of what costs something, in a period.
struct Metering {
    fpu_seconds: u64,
    storage_gb_seconds: u64,
}

impl Metering {
    fn of(quantity: impl Fn(Dimension) -> i128) -> Self {
        Self {
            fpu_seconds: wire::seconds(Dimension::Fpu, quantity(Dimension::Fpu)),
            storage_gb_seconds: wire::seconds(Dimension::StorageBytes, quantity(Dimension::StorageBytes)),
        }
    }
}

impl Current<'_> {
    /// What was used so far.
    fn used(&self, all: &Used<'_>) -> Result<Metering, UsedError> {
        let within = period::Period { end: self.at.min(self.period.end), ..self.period };
        let sums = all.within(within)?;
        Ok(Metering::of(|dimension| {
            // What is free takes nothing from what is included.
            let counts = |metered: &Metered| {
                metered.dimension == dimension && self.book.unit_price(*metered).micro > 0
            };
            sums.iter().filter(|(metered, _)| counts(metered)).map(|(_, quantity)| quantity).sum()
        }))
    }

    /// What is included in the whole period, as its bill counts it: of each plan that it has, for as long as that holds.
    fn included(&self) -> Result<Metering, Overflow> {
        let given = grants::of_plan(self.pure, |version| self.books.get(&version), self.n)?;
        Ok(Metering::of(|of| {
            let quantity = |grant: &grants::Grant| match grant.amount {
                GrantAmount::Usage { dimension, quantity } if dimension == of => quantity,
                _ => 0,
            };
            given.iter().map(quantity).sum()
        }))
    }
}

fn internal(error: Overflow) -> Failure {
    Failure::internal(&error)
}
