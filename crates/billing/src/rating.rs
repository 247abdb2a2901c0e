//! What use costs: of each period, after what was granted.

use crate::{
    StatementError, UnitPrice,
    grants::{self, Grant, GrantAmount, Left},
    period::Period,
    price_book::PriceBook,
    subscription::Subscription,
    usage::Metered,
    used::Used,
};
use std::collections::{BTreeMap, BTreeSet};

/// What was used at one price in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// In which period of the subscription.
    pub period: u32,
    /// Of what.
    pub metered: Metered,
    /// At which price.
    pub unit_price: UnitPrice,
    /// How much was used, in level × seconds.
    pub used: i128,
    /// How much of it was granted.
    pub granted: i128,
    /// What the rest costs, in minor units; rounded here, once.
    pub net: i64,
}

/// All that was used, rated, and what is left of the grants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    /// By period, metered and price.
    pub rated: Vec<Rated>,
    /// Of the grants that were handed in, those of use.
    pub left: Vec<Left>,
}

/// Rates everything from the beginning until a moment, since what a grant paid yesterday is not there today. What is used while nothing
/// is subscribed to costs what it cost last.
///
/// # Errors
/// Where prices are not known, or something is too much to count.
pub fn rate<'a>(
    subscription: &Subscription,
    book: impl Fn(u32) -> Option<&'a PriceBook>,
    used: &Used<'_>,
    given: &[Grant],
    until: i64,
) -> Result<Rating, StatementError> {
    let phases = subscription.holding();
    let mut given = Left::of(given);
    let mut all: BTreeMap<(u32, Metered, UnitPrice), (i128, i128)> = BTreeMap::new();
    let mut n = 0;
    loop {
        let period = subscription.period(n)?;
        if until <= period.start {
            break;
        }
        let period = Period { end: period.end.min(until), ..period };
        let mut left = Left::of(&grants::of_plan(subscription, &book, n)?);
        left.append(&mut given);
        left.sort_by_key(|left| left.grant.order());

        for part in parts(period, &phases.iter().map(|phase| phase.from).collect::<Vec<_>>(), &left) {
            let used = used.within(part)?;
            if used.is_empty() {
                continue;
            }
            let phase = phases.iter().rfind(|phase| phase.from <= part.start).or(phases.first());
            let version = phase.ok_or(StatementError::NothingSubscribed)?.price_version;
            let prices = book(version).ok_or(StatementError::NoPrices(version))?;
            let mut dear: Vec<Metered> = used.keys().copied().collect();
            // What is free takes nothing from a grant.
            dear.retain(|metered| prices.unit_price(*metered).micro > 0);
            dear.sort_by_key(|metered| (std::cmp::Reverse(prices.unit_price(*metered).micro), *metered));
            let granted = grants::apply(&mut left, &used, part, &dear)?;
            for (metered, used) in used {
                let sums = all.entry((n, metered, prices.unit_price(metered))).or_default();
                let granted = granted.get(&metered).copied().unwrap_or(0);
                sums.0 = sums.0.checked_add(used).ok_or(crate::Overflow)?;
                sums.1 = sums.1.checked_add(granted).ok_or(crate::Overflow)?;
            }
        }
        given = left.into_iter().filter(|left| !is_of_plan(&left.grant)).collect();
        n = n.checked_add(1).ok_or(crate::Overflow)?;
    }
    let rated = all.into_iter().map(|((period, metered, unit_price), (used, granted))| {
        let net = unit_price.of(used - granted)?;
        Ok(Rated { period, metered, unit_price, used, granted, net })
    });
    Ok(Rating { rated: rated.collect::<Result<_, crate::Overflow>>()?, left: given })
}

/// Grants as a subscription leaves them that another one takes the place of at a moment: what was used of them until then is gone.
///
/// # Errors
/// Where prices are not known, or something is too much to count.
pub fn left_by<'a>(
    subscription: &Subscription,
    book: impl Fn(u32) -> Option<&'a PriceBook>,
    used: &Used<'_>,
    given: &[Grant],
    until: i64,
) -> Result<Vec<Grant>, StatementError> {
    let left = rate(subscription, book, used, given, until)?.left;
    let left: BTreeMap<_, _> = left.into_iter().map(|one| (one.grant.id, one)).collect();
    let after = |grant: &Grant| match left.get(&grant.id) {
        Some(Left { dimension, left, .. }) => {
            Grant { amount: GrantAmount::Usage { dimension: *dimension, quantity: *left }, ..*grant }
        }
        // Money is spent by invoices, and none of it by use.
        None => *grant,
    };
    Ok(given.iter().map(after).collect())
}

/// Whether a grant was made here, from a plan: these have no id.
const fn is_of_plan(grant: &Grant) -> bool {
    grant.id.is_nil()
}

/// A period, cut where a phase or a grant begins or ends.
fn parts(period: Period, phases: &[i64], grants: &[Left]) -> Vec<Period> {
    let borders =
        grants.iter().flat_map(|left| [left.grant.from, left.grant.until]).chain(phases.iter().copied());
    let mut starts: BTreeSet<i64> = borders.filter(|border| period.contains(*border)).collect();
    starts.insert(period.start);
    let ends: Vec<i64> = starts.iter().skip(1).copied().chain([period.end]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| Period { start, end }).collect()
}
