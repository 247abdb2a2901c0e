//! Fees, which are paid in advance: for a month, for a year, and for the rest of one where something changes.

use crate::{
    Cycle, StatementError, SupportLevel,
    amount::{Overflow, share},
    period::{Anchor, Period},
    price_book::PriceBook,
    subscription::{Phase, Subscription},
};
use hq_contract::plan::Plan;
use serde::{Deserialize, Serialize};

/// What a fee is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fee {
    /// The plan.
    Plan(Plan),
    /// The support.
    Support(SupportLevel),
    /// So many committed FPUs.
    Committed(u32),
}

/// Which part of a fee a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of the month or the year.
    Whole,
    /// What remains of it.
    Rest,
    /// What was paid and is not used any more: taken off.
    Unused,
}

/// A fee that is due, or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeLine {
    /// What for.
    pub fee: Fee,
    /// A month's or a year's.
    pub cycle: Cycle,
    /// All of it, or which part.
    pub part: Part,
    /// For when.
    pub period: Period,
    /// In minor units; negative where it is taken off.
    pub net: i64,
}

/// What one piece of a fee is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Term {
    fee: Fee,
    cycle: Cycle,
    /// What is paid at once.
    period: Period,
    /// For how many seconds `minor` is; those of the period but in the trial.
    whole: i128,
    minor: i64,
}

impl Term {
    /// What a part of it costs.
    fn cost(&self, of: Period) -> Result<i64, Overflow> {
        share(self.minor, of.seconds(), self.whole)
    }
}

/// The fees that a moment makes due: all where a period is paid for, the differences where something changes within one, none at any
/// other moment. `trial_billed_until`: until when the trial's support was billed, where an order has ended the trial before.
///
/// # Errors
/// Where a price is not known, or too much to count.
pub fn at<'a>(
    subscription: &Subscription,
    book: impl Fn(u32) -> Option<&'a PriceBook>,
    moment: i64,
    trial_billed_until: Option<i64>,
) -> Result<Vec<FeeLine>, StatementError> {
    let Some(phase) = subscription.at(moment) else { return Ok(Vec::new()) };
    let new = terms(subscription, &book, &phase, moment, trial_billed_until)?;
    let just_before = moment.checked_sub(1).ok_or(Overflow)?;
    let old = match subscription.at(just_before) {
        Some(phase) => terms(subscription, &book, &phase, just_before, trial_billed_until)?,
        None => [None; 3],
    };
    let mut lines = Vec::new();
    for (old, new) in old.into_iter().zip(new) {
        // What is paid already, and beyond this moment.
        let paid = old.filter(|old| moment < old.period.end);
        if paid == new {
            continue;
        }
        if let Some(old) = paid {
            let period = Period { start: moment, end: old.period.end };
            let net = old.cost(period)?.checked_neg().ok_or(Overflow)?;
            lines.push(FeeLine { fee: old.fee, cycle: old.cycle, part: Part::Unused, period, net });
        }
        if let Some(new) = new {
            let period = Period { start: moment, end: new.period.end };
            let part = if moment == new.period.start { Part::Whole } else { Part::Rest };
            lines.push(FeeLine { fee: new.fee, cycle: new.cycle, part, period, net: new.cost(period)? });
        }
    }
    lines.retain(|line| line.net != 0);
    Ok(lines)
}

/// The fees of a phase, as they are paid at a moment: plan, support, committed.
fn terms<'a>(
    subscription: &Subscription,
    book: impl Fn(u32) -> Option<&'a PriceBook>,
    phase: &Phase,
    moment: i64,
    trial_billed_until: Option<i64>,
) -> Result<[Option<Term>; 3], StatementError> {
    let prices = book(phase.price_version).ok_or(StatementError::NoPrices(phase.price_version))?;
    let is_trial = subscription.is_trial(subscription.period_at(moment)?);
    let (period, whole) = if is_trial {
        trial(subscription, trial_billed_until)?
    } else {
        let period = subscription.fee_period(moment)?;
        (period, period.seconds())
    };
    let cycle = if is_trial { Cycle::Monthly } else { phase.terms.cycle };
    let months = if cycle == Cycle::Yearly { 12 } else { 1 };
    let term = |fee, month: i64| {
        let minor = month.checked_mul(months).ok_or(Overflow)?;
        Ok::<_, Overflow>((minor != 0).then_some(Term { fee, cycle, period, whole, minor }))
    };

    let support = term(Fee::Support(phase.terms.support), prices.support(phase.terms.support))?;
    if is_trial {
        return Ok([None, support, None]);
    }
    let plan = phase.terms.plan;
    let month =
        phase.terms.month_override.or(prices.plan(plan).month).ok_or(StatementError::NoPrice(plan))?;
    let mut plan = term(Fee::Plan(plan), month)?;
    if let Some(plan) = plan.as_mut().filter(|_| cycle == Cycle::Yearly) {
        plan.minor = share(plan.minor, 100 - i128::from(prices.yearly_rebate_percent.min(100)), 100)?;
    }
    let fpu = phase.terms.committed_fpu;
    let committed = prices.committed_fpu.checked_mul(fpu.into()).ok_or(Overflow)?;
    Ok([plan, support, term(Fee::Committed(fpu), committed)?])
}

/// What is paid in one piece of a trial, and for how many seconds a support's fee is: in the trial it is its part of a month, of the one
/// that follows. Where an order has ended the trial, both are what they were before: what was billed goes beyond that order.
fn trial(subscription: &Subscription, billed_until: Option<i64>) -> Result<(Period, i128), Overflow> {
    let tried = subscription.period(0)?;
    let Some(end) = billed_until.filter(|end| *end > tried.end) else {
        return Ok((tried, subscription.period(1)?.seconds()));
    };
    let follows = Anchor::of(end, subscription.anchor.zone.clone())?.month(end, 0)?;
    Ok((Period { end, ..tried }, follows.seconds()))
}
