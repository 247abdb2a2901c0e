//! Trials that an order ends, whose cents can be checked by hand.

use crate::{
    examples::{Given, nets, terms, utc},
    history::{DAY, ZONES},
    oracle::Fraction,
};
use hq_billing::{
    Reason, SupportLevel,
    fees::{Fee, Part},
    period::{Anchor, Period, zone},
    statement::{
        CostCategory::{Plan as PlanFee, Support},
        LineText, Statement, StatementLine,
    },
    subscription::{Subscription, Terms},
};
use hq_contract::plan::Plan;
use proptest::{prelude::*, sample::select};

fn advanced(plan: Plan) -> Terms {
    Terms { support: SupportLevel::Advanced, ..terms(plan) }
}

fn tried(name: &str, at: i64, days: u32, terms: Terms) -> Subscription {
    Subscription::start(at, zone(name).unwrap(), days, terms, 1).unwrap()
}

/// The subscription with an order of a plan that cannot be tried, which ends its trial.
fn ended(trial: &Subscription, at: i64, terms: Terms) -> Subscription {
    let (mut after, from) = trial.change(at, terms, 1).unwrap().unwrap();
    assert_eq!(from, at, "at once");
    after.trial_until = Some(from);
    after.anchor = Anchor::of(from, after.anchor.zone).unwrap();
    after
}

/// What is due by a statement where the trial's support was billed until its end.
fn state(trial: &Subscription, after: &Subscription, reason: Reason) -> Statement {
    Given { trial_billed_until: trial.trial_until, ..Given::default() }.state(after, reason)
}

#[test]
fn an_order_that_ends_a_trial_gives_back_the_rest_of_its_support() {
    let trial = tried("UTC", utc(3, 25), 7, advanced(Plan::Standard));
    // 990 € × 7 / 30.
    assert_eq!(nets(&state(&trial, &trial, Reason::Started)), [(Support, 23_100)]);
    let after = ended(&trial, utc(3, 26), advanced(Plan::Premium));
    let order = state(&trial, &after, Reason::PeriodEnds(0));
    // Six days of these seven: 990 € × 6 / 30, though the month that begins now has 31 days.
    assert_eq!(nets(&order), [(PlanFee, 135_000), (Support, -19_800), (Support, 99_000)]);
    let unused = &order.lines[1];
    assert!(matches!(
        unused.what,
        LineText::Fee { fee: Fee::Support(SupportLevel::Advanced), part: Part::Unused, .. }
    ));
    assert_eq!(unused.period, Period { start: utc(3, 26), end: utc(4, 1) });
    // A smaller part than a day is a part too: 990 € × 473,104 / 2,592,000 s.
    let noon = utc(3, 26) + (12 * 3600 + 34 * 60 + 56) * 1000;
    let later = ended(&trial, noon, advanced(Plan::Premium));
    assert_eq!(nets(&state(&trial, &later, Reason::PeriodEnds(0)))[1], (Support, -18_070));

    // What was billed before and what is billed afterwards are as ever.
    assert_eq!(nets(&state(&trial, &after, Reason::Started)), [(Support, 23_100)]);
    assert_eq!(nets(&state(&trial, &after, Reason::PeriodEnds(1))), [(PlanFee, 135_000), (Support, 99_000)]);
    // A trial whose support was not billed has nothing to give back.
    assert_eq!(
        nets(&Given::default().state(&after, Reason::PeriodEnds(0))),
        [(PlanFee, 135_000), (Support, 99_000)]
    );
    // One that ends by itself neither.
    let by_itself = state(&trial, &trial, Reason::PeriodEnds(0));
    assert_eq!(nets(&by_itself), [(PlanFee, 9000), (Support, 99_000)]);
}

#[test]
fn support_that_was_ordered_within_a_trial_is_given_back_too() {
    let trial = tried("UTC", utc(3, 25), 7, terms(Plan::Standard));
    let (helped, at) = trial.change(utc(3, 27), advanced(Plan::Standard), 1).unwrap().unwrap();
    // Five days of 30.
    assert_eq!(nets(&state(&trial, &helped, Reason::Changed { at })), [(Support, 16_500)]);
    let critical = Terms { support: SupportLevel::BusinessCritical, ..terms(Plan::Premium) };
    let after = ended(&helped, utc(3, 29), critical);
    assert_eq!(nets(&state(&trial, &after, Reason::Changed { at })), [(Support, 16_500)], "made again");
    // Three days of 30 of the smaller one; the greater one begins.
    assert_eq!(
        nets(&state(&trial, &after, Reason::PeriodEnds(0))),
        [(PlanFee, 135_000), (Support, -9900), (Support, 249_000)]
    );
}

proptest! {
    /// What remains paid for a trial's support is the part of it until the order, but for half a cent of each of the two lines.
    #[test]
    fn a_trials_support_is_paid_until_the_order(
        name in select(&ZONES), start in 1_577_836_800_000_i64..2_000_000_000_000, days in 1_u32..40, part in 1_000..DAY
    ) {
        let trial = tried(name, start, days, advanced(Plan::Standard));
        let at = start + part * i64::from(days);
        let after = ended(&trial, at, advanced(Plan::Premium));
        let started = state(&trial, &trial, Reason::Started);
        prop_assert_eq!(&state(&trial, &after, Reason::Started), &started);
        let order = state(&trial, &after, Reason::PeriodEnds(0));
        let unused = |line: &&StatementLine| matches!(line.what, LineText::Fee { part: Part::Unused, .. });
        let paid = started.net + order.lines.iter().filter(unused).map(|line| line.net).sum::<i64>();
        let month = trial.period(1).unwrap().seconds();
        let exact = Fraction::of(99_000 * Period { start, end: at }.seconds(), month).about();
        prop_assert!((paid as f64 - exact).abs() <= 1.0 + 1e-6, "{paid} {exact}");
    }
}
