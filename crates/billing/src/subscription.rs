//! What an organization has subscribed to, and since when.

use crate::{
    Cycle, SupportLevel,
    amount::{Overflow, seconds},
    period::{Anchor, Period},
};
use hq_contract::plan::Plan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Terms {
    /// The plan.
    pub plan: Plan,
    /// How often its fees are due, and those of the support and of what is committed.
    pub cycle: Cycle,
    /// The level of support.
    pub support: SupportLevel,
    /// How many FPUs are committed, beyond those that the plan includes.
    pub committed_fpu: u32,
    /// The plan's fee for a month as it was agreed on, in minor units, where it is not the price book's: Enterprise.
    pub month_override: Option<i64>,
}

/// What holds from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phase {
    /// Since when, in Unix milliseconds.
    pub from: i64,
    /// What.
    pub terms: Terms,
    /// By which version of the prices.
    pub price_version: u32,
}

/// A subscription. Phases are only ever appended: one takes the place of those before it that would begin at its moment or later,
/// as a change of mind does before the end of the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The day and the zone of its months: those of the first moment that is paid for.
    pub anchor: Anchor,
    /// When it began, in Unix milliseconds.
    pub started_at: i64,
    /// Until when it is tried, where it is: no fee is due for the plan, nor for what is committed.
    pub trial_until: Option<i64>,
    /// What held and will hold, in the order in which it was decided.
    pub phases: Vec<Phase>,
    /// From when on there is none any more.
    pub cancel_at: Option<i64>,
}

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Nothing changes.
    Same,
    /// Something is more and nothing is less: at once, for the rest of what is paid.
    Up,
    /// Something is less: at the end of what is paid.
    Down,
}

/// Which way a change goes: the one place that says so. More are a greater plan, a higher support level, more committed FPUs, a year
/// instead of a month, and a higher fee that was agreed on for the same plan.
#[must_use]
pub fn direction(from: &Terms, to: &Terms) -> Direction {
    let fee = if from.plan == to.plan {
        from.month_override.cmp(&to.month_override)
    } else {
        std::cmp::Ordering::Equal
    };
    let steps = [
        from.plan.cmp(&to.plan),
        from.support.cmp(&to.support),
        from.committed_fpu.cmp(&to.committed_fpu),
        from.cycle.cmp(&to.cycle),
        fee,
    ];
    if steps.iter().any(|step| step.is_gt()) {
        Direction::Down
    } else if steps.iter().any(|step| step.is_lt()) {
        Direction::Up
    } else {
        Direction::Same
    }
}

impl Subscription {
    /// One that begins at a moment, with its terms for so many days of trial.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn start(
        at: i64,
        zone: jiff::tz::TimeZone,
        trial_days: u32,
        terms: Terms,
        price_version: u32,
    ) -> Result<Self, Overflow> {
        let days = i64::from(trial_days) * 86_400_000;
        let trial_until =
            (days > 0).then(|| at.checked_add(days)).map(|end| end.ok_or(Overflow)).transpose()?;
        Ok(Self {
            anchor: Anchor::of(trial_until.unwrap_or(at), zone)?,
            started_at: at,
            trial_until,
            phases: vec![Phase { from: at, terms, price_version }],
            cancel_at: None,
        })
    }

    /// The phases that hold, each until the next one begins.
    #[must_use]
    pub fn holding(&self) -> Vec<Phase> {
        let mut holding: Vec<Phase> = Vec::with_capacity(self.phases.len());
        for phase in &self.phases {
            while holding.last().is_some_and(|last| last.from >= phase.from) {
                holding.pop();
            }
            holding.push(*phase);
        }
        holding
    }

    /// What holds at a moment; nothing before it began and after it was cancelled.
    #[must_use]
    pub fn at(&self, moment: i64) -> Option<Phase> {
        let alive = self.started_at <= moment && self.cancel_at.is_none_or(|end| moment < end);
        alive.then(|| self.holding().into_iter().rev().find(|phase| phase.from <= moment)).flatten()
    }

    /// The nth period: the trial first where there is one, then month after month.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn period(&self, n: u32) -> Result<Period, Overflow> {
        match (self.trial_until, n) {
            (Some(end), 0) => Ok(Period { start: self.started_at, end }),
            (Some(origin), n) => self.anchor.month(origin, n - 1),
            (None, n) => self.anchor.month(self.started_at, n),
        }
    }

    /// Which period a moment is in; the first one for whatever is before.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn period_at(&self, moment: i64) -> Result<u32, Overflow> {
        match self.trial_until {
            Some(end) if moment < end => Ok(0),
            Some(origin) => self.anchor.month_at(origin, moment)?.checked_add(1).ok_or(Overflow),
            None => self.anchor.month_at(self.started_at, moment),
        }
    }

    /// The moments until another at which something that is billed begins or ends: its periods, its phases, the trial, its end.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn borders(&self, until: i64) -> Result<BTreeSet<i64>, Overflow> {
        let mut borders: BTreeSet<i64> = self.phases.iter().map(|phase| phase.from).collect();
        borders.extend([self.started_at]);
        borders.extend(self.cancel_at);
        let mut n = 0;
        loop {
            let end = self.period(n)?.end;
            borders.insert(end);
            if end >= until {
                return Ok(borders);
            }
            n = n.checked_add(1).ok_or(Overflow)?;
        }
    }

    /// Whether the nth period is the trial.
    #[must_use]
    pub const fn is_trial(&self, n: u32) -> bool {
        n == 0 && self.trial_until.is_some()
    }

    /// What is paid in one piece at a moment: a month, twelve of them, or the trial.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn fee_period(&self, moment: i64) -> Result<Period, Overflow> {
        let holding = self.holding();
        let index = holding.iter().rposition(|phase| phase.from <= moment).unwrap_or(0);
        let n = self.period_at(moment)?;
        let Some(phase) =
            holding.get(index).filter(|phase| phase.terms.cycle == Cycle::Yearly && !self.is_trial(n))
        else {
            return self.period(n);
        };
        // Years are counted from the month in which the run of yearly phases began.
        let run = holding.get(..index).unwrap_or_default().iter().rev();
        let began = run.take_while(|before| before.terms.cycle == Cycle::Yearly).last().unwrap_or(phase).from;
        let first = self.period_at(began)?.max(u32::from(self.trial_until.is_some()));
        let start = first + n.saturating_sub(first) / 12 * 12;
        let last = start.checked_add(11).ok_or(Overflow)?;
        Ok(Period { start: self.period(start)?.start, end: self.period(last)?.end })
    }

    /// When a change takes effect that is asked for at a moment: at once where it is more, at the end of what is
    /// paid where it is less. None where there is nothing to change.
    ///
    /// At once is never the second in which another phase or a period begins, since its invoice may be out already.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn takes_effect(&self, now: i64, terms: &Terms) -> Result<Option<i64>, Overflow> {
        let Some(current) = self.at(now) else { return Ok(None) };
        match direction(&current.terms, terms) {
            Direction::Same => Ok(None),
            Direction::Down => self.fee_period(now).map(|paid| Some(paid.end)),
            Direction::Up => {
                let begins = self.period(self.period_at(now)?)?.start.checked_add(1000).ok_or(Overflow)?;
                let mut from = now.max(begins);
                while self.phases.iter().any(|phase| seconds(phase.from, from) == 0) {
                    from = from.checked_add(1000).ok_or(Overflow)?;
                }
                Ok(Some(from))
            }
        }
    }

    /// This subscription with a change that is asked for at a moment, and when it takes effect; none where nothing would change.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn change(
        &self,
        now: i64,
        terms: Terms,
        price_version: u32,
    ) -> Result<Option<(Self, i64)>, Overflow> {
        let Some(from) = self.takes_effect(now, &terms)? else { return Ok(None) };
        let mut changed = self.clone();
        changed.phases.push(Phase { from, terms, price_version });
        Ok(Some((changed, from)))
    }

    /// When it ends if it is cancelled at a moment: when what is paid ends.
    ///
    /// # Errors
    /// Where the calendar ends.
    pub fn cancels_at(&self, now: i64) -> Result<i64, Overflow> {
        self.fee_period(now.max(self.started_at)).map(|paid| paid.end)
    }
}
