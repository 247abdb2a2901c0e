//! The same money, computed slowly and by other ways: borders of months found day by day, levels looked up anew for each piece of time,
//! fees by what is paid until when, fractions in place of rounding.

use crate::history::{BOOKS, DAY};
use hq_billing::{
    Cycle,
    grants::{Grant, GrantAmount},
    price_book::PriceBook,
    subscription::{Phase, Subscription},
    usage::{Dimension, Metered, UsageEvent},
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A fraction.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    pub over: i128,
    pub under: i128,
}

impl Fraction {
    pub fn of(over: i128, under: i128) -> Self {
        Self { over, under }
    }

    pub fn about(self) -> f64 {
        self.over as f64 / self.under as f64
    }

    /// To the nearest integer, and away from zero from halfway between two: the floor of it plus a half, on the side of its sign.
    pub fn rounded(self) -> i64 {
        let sign = if (self.over < 0) == (self.under < 0) { 1 } else { -1 };
        let (over, under) = (self.over.abs(), self.under.abs());
        i64::try_from(sign * ((2 * over + under).div_euclid(2 * under))).unwrap()
    }
}

/// Where periods begin, until a moment that is one of them or behind the last of them: found by walking through the calendar.
pub fn borders(subscription: &Subscription, until: i64) -> Vec<i64> {
    let zone = &subscription.anchor.zone;
    let origin = subscription.trial_until.unwrap_or(subscription.started_at);
    let mut borders = vec![subscription.started_at];
    if origin != subscription.started_at {
        borders.push(origin);
    }
    let first = Timestamp::from_millisecond(origin).unwrap().to_zoned_datetime(zone.clone()).date();
    let mut day = first;
    while *borders.last().unwrap() < until {
        day = day.tomorrow().unwrap();
        let is_of_the_month = (day.year(), day.month()) != (first.year(), first.month());
        let anchor = i8::try_from(subscription.anchor.day).unwrap().min(day.days_in_month());
        if is_of_the_month && day.day() == anchor {
            borders.push(day.to_zoned_datetime(zone.clone()).unwrap().timestamp().as_millisecond());
        }
    }
    borders
}

/// The phase at a moment: the one told last of those that began last.
fn phase(subscription: &Subscription, moment: i64) -> Phase {
    let told = subscription.phases.iter().enumerate();
    // One that was told later puts aside those that were to begin at its moment or after it.
    let stands = |(index, phase): &(usize, &Phase)| {
        !subscription.phases[index + 1..].iter().any(|later| later.from <= phase.from)
    };
    *told
        .filter(stands)
        .map(|(_, phase)| phase)
        .filter(|phase| phase.from <= moment)
        .max_by_key(|phase| phase.from)
        .unwrap()
}

fn book(phase: &Phase) -> &'static PriceBook {
    &BOOKS[&phase.price_version]
}

fn seconds(from: i64, until: i64) -> i128 {
    i128::from(until.div_euclid(1000) - from.div_euclid(1000))
}

/// What was used between two moments: each resource's level, looked up anew wherever any event is.
fn used(events: &[UsageEvent], from: i64, until: i64) -> BTreeMap<Metered, i128> {
    let mut cuts: BTreeSet<i64> =
        events.iter().map(|event| event.at).filter(|at| (from..until).contains(at)).collect();
    cuts.extend([from, until]);
    let cuts: Vec<i64> = cuts.into_iter().collect();
    let resources: BTreeSet<_> = events.iter().map(|event| (event.resource, event.dimension)).collect();
    let mut used = BTreeMap::new();
    for piece in cuts.windows(2) {
        for (resource, dimension) in &resources {
            let level = events
                .iter()
                .filter(|event| event.resource == *resource && event.dimension == *dimension)
                .filter(|event| event.at <= piece[0])
                .max_by_key(|event| event.at);
            if let Some(event) = level {
                let metered = Metered { dimension: *dimension, kind: event.kind };
                let rate = i128::from(event.level) * i128::from(event.weight);
                *used.entry(metered).or_insert(0) += rate * seconds(piece[0], piece[1]);
            }
        }
    }
    used
}

/// A pool that use is taken from.
struct Pool {
    dimension: Dimension,
    left: i128,
    priority: u32,
    from: i64,
    until: i64,
    id: u128,
}

/// What the plan gives in a period, where equal levels that follow each other are one pool.
fn pools(subscription: &Subscription, start: i64, end: i64, is_trial: bool) -> Vec<Pool> {
    let mut cuts: BTreeSet<i64> = subscription
        .phases
        .iter()
        .map(|phase| phase.from)
        .filter(|from| (start..end).contains(from))
        .collect();
    cuts.extend([start, end]);
    let cuts: Vec<i64> = cuts.into_iter().collect();
    let mut pools = Vec::new();
    for which in 0..3 {
        let level = |moment: i64| -> i128 {
            let phase = phase(subscription, moment);
            let plan = book(&phase).plan(phase.terms.plan);
            match which {
                0 => plan.included_fpu.into(),
                1 => i128::from(plan.included_storage_gb) * 1_000_000_000,
                _ if is_trial => 0,
                _ => phase.terms.committed_fpu.into(),
            }
        };
        let mut from = start;
        for (index, cut) in cuts.iter().enumerate().skip(1) {
            let goes_on = index + 1 < cuts.len() && level(*cut) == level(from);
            if !goes_on {
                pools.push(Pool {
                    dimension: if which == 1 { Dimension::StorageBytes } else { Dimension::Fpu },
                    left: level(from) * seconds(from, *cut),
                    priority: if which == 2 { 20 } else { 10 },
                    from,
                    until: *cut,
                    id: 0,
                });
                from = *cut;
            }
        }
    }
    pools
}

/// What use costs, by period and what was used.
pub fn usage(
    subscription: &Subscription,
    events: &[UsageEvent],
    grants: &[Grant],
    until: i64,
) -> BTreeMap<(u32, Metered), i64> {
    let mut given: Vec<Pool> = grants
        .iter()
        .filter_map(|grant| match grant.amount {
            GrantAmount::Usage { dimension, quantity } => Some(Pool {
                dimension,
                left: quantity,
                priority: grant.priority,
                from: grant.from,
                until: grant.until,
                id: grant.id.as_u128(),
            }),
            GrantAmount::Money { .. } => None,
        })
        .collect();
    let mut paid: BTreeMap<(u32, Metered, i64), i128> = BTreeMap::new();
    let borders = borders(subscription, until);
    for (n, period) in (0..).zip(borders.windows(2)) {
        let (start, end) = (period[0], period[1].min(until));
        given.extend(pools(subscription, start, period[1], n == 0 && subscription.trial_until.is_some()));
        given.sort_by_key(|pool| (pool.priority, pool.until, pool.id));
        let mut cuts: BTreeSet<i64> = given.iter().flat_map(|pool| [pool.from, pool.until]).collect();
        cuts.extend(subscription.phases.iter().map(|phase| phase.from));
        cuts.retain(|cut| (start..end).contains(cut));
        cuts.extend([start, end]);
        let cuts: Vec<i64> = cuts.into_iter().collect();
        for piece in cuts.windows(2) {
            let prices = book(&phase(subscription, piece[0]));
            let mut used: Vec<(Metered, i128)> = used(events, piece[0], piece[1]).into_iter().collect();
            used.sort_by_key(|(metered, _)| (-prices.unit_price(*metered).micro, *metered));
            for pool in &mut given {
                if !(pool.from..pool.until).contains(&piece[0]) {
                    continue;
                }
                for (metered, open) in &mut used {
                    if metered.dimension == pool.dimension && prices.unit_price(*metered).micro > 0 {
                        let taken = (*open).min(pool.left);
                        *open -= taken;
                        pool.left -= taken;
                    }
                }
            }
            for (metered, open) in used {
                *paid.entry((n, metered, prices.unit_price(metered).micro)).or_insert(0) += open;
            }
        }
    }
    let mut costs = BTreeMap::new();
    for ((n, metered, micro), open) in paid {
        let base: i128 = match metered.dimension {
            Dimension::Fpu => 3600,
            Dimension::StorageBytes => 2_629_800 * 1_000_000_000,
        };
        *costs.entry((n, metered)).or_insert(0) +=
            Fraction::of(open * i128::from(micro), base * 10_000).rounded();
    }
    costs.retain(|_, cost| *cost != 0);
    costs
}

/// What fees come to, second by second, while the subscription lasts: for the plan, the support, and what is committed, in cents.
pub fn fees(subscription: &Subscription) -> [f64; 3] {
    let end = subscription.cancel_at.unwrap();
    // Beyond the end, for years that begin before it.
    let borders = borders(subscription, end + 800 * DAY);
    let mut cuts: BTreeSet<i64> =
        borders.iter().copied().chain(subscription.phases.iter().map(|phase| phase.from)).collect();
    cuts.retain(|cut| *cut < end);
    cuts.insert(end);
    let cuts: Vec<i64> = cuts.into_iter().collect();
    let mut sums = [0.0; 3];
    // The year that is being paid for, by its borders.
    let mut year: Option<(i64, i64)> = None;
    for piece in cuts.windows(2) {
        let phase = phase(subscription, piece[0]);
        let (prices, terms) = (book(&phase), phase.terms);
        let n = borders.iter().rposition(|border| *border <= piece[0]).unwrap();
        let is_trial = n == 0 && subscription.trial_until.is_some();
        let month = terms.month_override.or(prices.plan(terms.plan).month).unwrap();
        let mut fees = [
            Fraction::of(month.into(), 1),
            Fraction::of(prices.support(terms.support).into(), 1),
            Fraction::of(i128::from(prices.committed_fpu) * i128::from(terms.committed_fpu), 1),
        ];
        let whole = if is_trial {
            fees[0].over = 0;
            fees[2].over = 0;
            (borders[1], borders[2])
        } else if terms.cycle == Cycle::Monthly {
            year = None;
            (borders[n], borders[n + 1])
        } else {
            let current = year.filter(|(_, end)| piece[0] < *end).unwrap_or((borders[n], borders[n + 12]));
            year = Some(current);
            let rebate = 100 - i128::from(prices.yearly_rebate_percent);
            // The fee of a year is in whole cents.
            fees[0].over = Fraction::of(fees[0].over * 12 * rebate, 100).rounded().into();
            fees[1].over *= 12;
            fees[2].over *= 12;
            current
        };
        for (sum, fee) in sums.iter_mut().zip(fees) {
            let part = Fraction::of(fee.over * seconds(piece[0], piece[1]), seconds(whole.0, whole.1));
            *sum += part.about();
        }
    }
    sums
}
