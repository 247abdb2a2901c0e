//! What holds for every history.

use crate::{
    history::{BOOKS, Bill, DAY, History, ZONES, history},
    oracle,
};
use hq_billing::{
    Input, Reason,
    fees::Fee,
    grants::GrantAmount,
    period::{Anchor, Period, zone},
    statement,
    statement::LineText,
    subscription::{Direction, Phase, Subscription, direction},
    usage::{self, Metered, UsageEvent},
    used::{self, Used},
    vat::TaxTreatment,
};
use proptest::{prelude::*, sample::select};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Ten times what is usual, or what `PROPTEST_CASES` says, of histories.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases * 10, failure_persistence: None, ..usual }
}

/// The events as another server might read them: in another order, with levels repeated and pieces cut, and with what comes later.
fn told_otherwise(events: &[UsageEvent], later: i64, cut: i64) -> Vec<UsageEvent> {
    let mut otherwise: Vec<UsageEvent> = Vec::new();
    for event in events {
        let next = events
            .iter()
            .filter(|other| (other.resource, other.dimension) == (event.resource, event.dimension))
            .map(|other| other.at)
            .filter(|at| *at > event.at)
            .min();
        let again = event.at + cut;
        // Not where another event of the same moment, told later, counts in its place.
        let counts = events.iter().rev().find(|other| {
            (other.resource, other.dimension, other.at) == (event.resource, event.dimension, event.at)
        });
        if next.is_none_or(|next| again < next) && counts == Some(event) {
            otherwise.push(UsageEvent { at: again, ..*event });
        }
    }
    // Those of one moment keep their order.
    otherwise.extend_from_slice(events);
    otherwise.sort_by_key(|event| std::cmp::Reverse(event.at));
    if let Some(event) = events.first() {
        otherwise.push(UsageEvent { at: later, level: 1000, ..*event });
    }
    otherwise
}

/// Events before a moment added up day by day, and what is left of them.
fn added_up(
    events: &[UsageEvent],
    until: i64,
    borders: &BTreeSet<i64>,
    zone: &jiff::tz::TimeZone,
) -> (Vec<used::Summed>, Vec<UsageEvent>) {
    let start = events.iter().map(|event| event.at).min().unwrap_or(until).min(until);
    let summed = used::sum_up(events, Period { start, end: until }, borders, zone).unwrap();
    let mut left = used::levels(events, until);
    left.extend(events.iter().filter(|event| event.at >= until));
    (summed, left)
}

proptest! {
    #![proptest_config(config())]

    /// Preview, quote and invoice are one: what a quote said is what comes out later, when more has happened since, by events that are
    /// told in another order and cut into pieces.
    #[test]
    fn a_quote_is_the_invoice(history in history(), cut in 1_i64..40 * DAY) {
        let all = history.happen();
        for bill in &all.bills {
            let mut later = bill.clone();
            later.subscription = all.subscription.clone();
            let end = match bill.reason {
                Reason::PeriodEnds(n) => bill.subscription.period(n).unwrap().end,
                _ => all.subscription.cancel_at.unwrap(),
            };
            later.events = told_otherwise(&bill.events, end, cut);
            let invoice = history.again(&later, end + 3 * DAY);
            prop_assert_eq!(&invoice, &bill.statement);
            prop_assert_eq!(invoice.hash().unwrap(), bill.statement.hash().unwrap());
        }
    }

    /// All that was billed for use, with what was billed late, is what the slow way comes to at the end; to the cent.
    #[test]
    fn use_is_billed_to_the_cent(history in history()) {
        let all = history.happen();
        let end = all.subscription.cancel_at.unwrap();
        let mut billed: BTreeMap<(u32, Metered), i64> = BTreeMap::new();
        for one in all.bills.iter().flat_map(|bill| bill.statement.billed()) {
            *billed.entry((one.period, one.metered)).or_insert(0) += one.net;
        }
        billed.retain(|_, net| *net != 0);
        let slow = oracle::usage(&all.subscription, &history.told_until(end), &history.grants, end);
        prop_assert_eq!(billed, slow);
    }

    /// Fees come to what they are second by second, but for half a cent a line.
    #[test]
    fn fees_are_billed_to_the_cent(history in history()) {
        let all = history.happen();
        let changes = all.bills.iter().filter(|bill| matches!(bill.reason, Reason::Changed { .. })).count();
        let (mut sums, mut lines) = ([0_i64; 3], [0_u32; 3]);
        for line in all.bills.iter().flat_map(|bill| &bill.statement.lines) {
            let LineText::Fee { fee, .. } = line.what else { continue };
            let index = match fee {
                Fee::Plan(_) => 0,
                Fee::Support(_) => 1,
                Fee::Committed(_) => 2,
            };
            sums[index] += line.net;
            lines[index] += 1;
        }
        let slow = oracle::fees(&all.subscription);
        for index in 0..3 {
            let off = (sums[index] as f64 - slow[index]).abs();
            // A change's two lines may be of no cents, and left out.
            let most = 0.5 * (f64::from(lines[index]) + 2.0 * changes as f64) + 1e-3;
            prop_assert!(off <= most, "{index}: {} and not {}", sums[index], slow[index]);
        }
    }

    /// A statement is the sum of its lines, with VAT on that; vouchers take no more than there is, nor than they have.
    #[test]
    fn a_statement_adds_up(history in history()) {
        let all = history.happen();
        let mut taken: BTreeMap<Uuid, i64> = BTreeMap::new();
        for bill in &all.bills {
            let statement = &bill.statement;
            let net: i64 = statement.lines.iter().map(|line| line.net).sum();
            let percent = if history.treatment == TaxTreatment::Standard { 20 } else { 0 };
            let tax = oracle::Fraction::of(i128::from(net) * percent, 100).rounded();
            prop_assert_eq!((statement.net, statement.tax, statement.gross), (net, tax, net + tax));
            prop_assert_eq!(statement.taxes.iter().map(|line| (line.base, line.tax)).collect::<Vec<_>>(), [(net, tax)]);
            for (id, minor) in statement.vouchers() {
                prop_assert!(minor > 0 && net >= 0);
                *taken.entry(id).or_insert(0) += minor;
            }
            for line in &statement.lines {
                if let (Some(price), LineText::Usage { used, granted, .. }) = (line.unit_price, line.what) {
                    prop_assert!(granted >= 0 && line.quantity == used - granted && line.quantity >= 0);
                    let exact = oracle::Fraction::of(
                        line.quantity * i128::from(price.micro),
                        i128::from(price.base_quantity) * 10_000,
                    );
                    prop_assert_eq!(line.net, exact.rounded());
                    // A credit undoes its charge.
                    prop_assert_eq!(price.of(-line.quantity), Ok(-line.net));
                }
            }
        }
        for grant in &history.grants {
            if let GrantAmount::Money { minor, .. } = grant.amount {
                prop_assert!(taken.get(&grant.id).copied().unwrap_or(0) <= minor);
            }
        }
    }

    /// A change for more costs something or nothing, and the same change back at that moment gives back the same.
    #[test]
    fn up_and_back_at_once_is_nothing(history in history(), other in history(), after in 1_000..300 * DAY) {
        let (from, mut to) = (history.terms, other.terms);
        if direction(&from, &to) == Direction::Same {
            to.committed_fpu += 1;
        }
        let at = history.start + after;
        let zone = zone(history.zone).unwrap();
        let start = |first, then| {
            let mut subscription = Subscription::start(history.start, zone.clone(), history.trial_days, first, 1).unwrap();
            subscription.phases.push(Phase { from: at, terms: then, price_version: 1 });
            subscription
        };
        let one_way = start(from, to);
        // Where a period begins a whole one is paid and nothing given back.
        prop_assume!(one_way.period(one_way.period_at(at).unwrap()).unwrap().start != at);
        let net = |subscription: &Subscription| {
            let input = Input {
                books: &BOOKS, subscription, summed: &[], events: &[], grants: &[], billed: &[],
                trial_billed_until: None, moment: at, reason: Reason::Changed { at }, treatment: TaxTreatment::Standard,
            };
            statement(&input).unwrap()
        };
        let forth = net(&one_way);
        if direction(&from, &to) == Direction::Up && from.plan == to.plan {
            prop_assert!(forth.net >= 0);
        }
        if from.cycle == to.cycle {
            let back = net(&start(to, from));
            // The year in which a change falls is the same for both only where the cycle is.
            prop_assert_eq!((forth.net, forth.gross), (-back.net, -back.gross));
        }
    }

    /// What is used on the days is what is used in all of them.
    #[test]
    fn days_add_up_to_the_whole(history in history(), from in -20 * DAY..100 * DAY, length in 1..100 * DAY) {
        let zone = zone(history.zone).unwrap();
        let events: Vec<UsageEvent> = history.told.iter().map(|told| told.event).collect();
        let whole = Period { start: history.start + from, end: history.start + from + length };
        let days = used::days(&Used::new(&[], &events), &zone, whole).unwrap();
        let mut sums = usage::Sums::new();
        let mut next = whole.start;
        let mut last = None;
        for day in &days {
            prop_assert_eq!(day.period.start, next);
            prop_assert!(day.period.seconds() <= 25 * 3600 && last < Some(day.date));
            (next, last) = (day.period.end, Some(day.date));
            for (metered, quantity) in &day.sums {
                *sums.entry(*metered).or_insert(0) += quantity;
            }
        }
        prop_assert_eq!(next, whole.end);
        prop_assert_eq!(sums, usage::sums(&usage::intervals(&events), whole).unwrap());
    }

    /// Days that are over and were added up change nothing: not what is billed, nor what was used on each day.
    #[test]
    fn days_that_were_added_up_change_nothing(history in history(), until in -10 * DAY..130 * DAY, zone in select(&ZONES)) {
        let until = history.start + until;
        // The days may be another zone's than the subscription's.
        let zone = hq_billing::period::zone(zone).unwrap();
        let all = history.happen();
        for bill in &all.bills {
            let mut borders = all.subscription.borders(until).unwrap();
            borders.extend(bill.subscription.borders(until).unwrap());
            borders.extend(bill.grants.iter().flat_map(|grant| [grant.from, grant.until]));
            let (mut summed, events) = added_up(&bill.events, until, &borders, &zone);
            prop_assert!(events.iter().all(|event| event.at >= until));
            let moment = match bill.reason {
                Reason::PeriodEnds(n) => bill.subscription.period(n).unwrap().end,
                _ => i64::MAX,
            };
            // What is billed before is asked as it was: its end is a border, but sums go no further than it.
            if moment < until {
                continue;
            }
            let again = Bill { summed: summed.clone(), events: events.clone(), ..bill.clone() };
            prop_assert_eq!(&history.again(&again, moment), &bill.statement);
            let whole = Period { start: history.start - 20 * DAY, end: until + 20 * DAY };
            let (fast, slow) = (Used::new(&summed, &events), Used::new(&[], &bill.events));
            prop_assert_eq!(fast.within(whole), slow.within(whole));
            prop_assert_eq!(used::days(&fast, &zone, whole), used::days(&slow, &zone, whole));
            prop_assert_eq!(fast.goes_on(|_| true), slow.goes_on(|_| true));
            // A sum that reaches over a border is no answer, and a wrong one never.
            if let Some(first) = summed.first_mut() {
                first.period.start -= 1000;
                let cut = Period { start: first.period.end - 500, end: whole.end };
                prop_assert_eq!(Used::new(&summed, &events).within(cut), Err(used::UsedError::Cut));
            }
        }
    }

    /// Periods follow each other without a gap, begin on the anchor day or the last one of the month, and are found again.
    #[test]
    fn periods_tile_the_time(
        name in select(&ZONES), start in 0_i64..4_000_000_000_000, day in 1_u8..32, trial in proptest::option::of(1_i64..40)
    ) {
        let zone = zone(name).unwrap();
        let trial_until = trial.map(|days| start + days * DAY);
        let anchor = Anchor { day, zone: zone.clone() };
        let subscription = Subscription { anchor, started_at: start, trial_until, phases: vec![], cancel_at: None };
        let borders = oracle::borders(&subscription, start + 1000 * DAY);
        for (n, border) in borders.iter().enumerate().take(borders.len() - 1) {
            let n = u32::try_from(n).unwrap();
            let period = subscription.period(n).unwrap();
            prop_assert_eq!((period.start, period.end), (*border, borders[n as usize + 1]));
            prop_assert!(period.seconds() > 0);
            for moment in [period.start, period.start + (period.end - period.start) / 2, period.end - 1] {
                prop_assert_eq!(subscription.period_at(moment), Ok(n));
            }
        }
        prop_assert_eq!(subscription.period_at(start - DAY), Ok(0));
    }
}

#[test]
fn histories_have_what_the_laws_are_about() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let (mut changed, mut late, mut vouchers, mut granted, mut years) = (0, 0, 0, 0, 0);
    for _ in 0..400 {
        let history: History = history().new_tree(&mut runner).unwrap().current();
        for bill in history.happen().bills {
            changed += usize::from(
                matches!(bill.reason, Reason::Changed { .. }) && !bill.statement.lines.is_empty(),
            );
            years +=
                usize::from(bill.statement.lines.iter().any(|line| line.period.seconds() > 300 * 86_400));
            for line in bill.statement.lines {
                match line.what {
                    LineText::LateUsage { .. } => late += 1,
                    LineText::Voucher { .. } => vouchers += 1,
                    LineText::Usage { granted: some, .. } if some > 0 => granted += 1,
                    _ => {}
                }
            }
        }
    }
    for count in [changed, late, vouchers, granted, years] {
        assert!(count >= 30, "{:?}", [changed, late, vouchers, granted, years]);
    }
}
