//! Examples whose cents can be checked by hand, by the prices of the demo.

use hq_billing::{
    Cycle, Input, Reason, Statement, StatementError, SupportLevel,
    fees::{Fee, Part},
    grants::{Grant, GrantAmount, GrantKind},
    period::zone,
    price_book::PriceBook,
    statement,
    statement::{BilledUsage, CostCategory, LineText},
    subscription::{Subscription, Terms},
    usage::{Dimension, ResourceKind, UsageEvent},
    vat::TaxTreatment,
};
use hq_contract::plan::Plan;
use jiff::civil::datetime;
use std::collections::BTreeMap;
use uuid::Uuid;

const DAY: i64 = 86_400_000;

/// A moment where the clocks are those of a zone.
fn local(name: &str, year: i16, month: i8, day: i8) -> i64 {
    let midnight = datetime(year, month, day, 0, 0, 0, 0);
    midnight.to_zoned_datetime(zone(name).unwrap()).unwrap().timestamp().as_millisecond()
}

pub fn utc(month: i8, day: i8) -> i64 {
    local("UTC", 2026, month, day)
}

pub fn terms(plan: Plan) -> Terms {
    Terms {
        plan,
        cycle: Cycle::Monthly,
        support: SupportLevel::Basic,
        committed_fpu: 0,
        month_override: None,
    }
}

pub fn subscribed(at: i64, terms: Terms) -> Subscription {
    Subscription::start(at, zone("UTC").unwrap(), 0, terms, 1).unwrap()
}

/// What is asked, and what it may be about.
#[derive(Default)]
pub struct Given {
    pub events: Vec<UsageEvent>,
    pub grants: Vec<Grant>,
    pub billed: Vec<BilledUsage>,
    pub trial_billed_until: Option<i64>,
    /// Now; none where everything is over.
    pub now: Option<i64>,
}

impl Given {
    fn try_state(&self, subscription: &Subscription, reason: Reason) -> Result<Statement, StatementError> {
        let books = BTreeMap::from([(1, PriceBook::demo().unwrap())]);
        statement(&Input {
            books: &books,
            subscription,
            summed: &[],
            events: &self.events,
            grants: &self.grants,
            billed: &self.billed,
            trial_billed_until: self.trial_billed_until,
            moment: self.now.unwrap_or(i64::MAX),
            reason,
            treatment: TaxTreatment::Standard,
        })
    }

    pub fn state(&self, subscription: &Subscription, reason: Reason) -> Statement {
        self.try_state(subscription, reason).unwrap()
    }
}

pub fn level(at: i64, resource: u128, kind: ResourceKind, fpu: u64) -> UsageEvent {
    UsageEvent {
        at,
        resource: Uuid::from_u128(resource),
        kind,
        dimension: Dimension::Fpu,
        level: fpu,
        weight: 1,
    }
}

pub fn nets(statement: &Statement) -> Vec<(CostCategory, i64)> {
    statement.lines.iter().map(|line| (line.category, line.net)).collect()
}

use CostCategory::{Adjustments, Committed, Dataplants, Plan as PlanFee, Storage, StorageEngines, Support};

#[test]
fn the_order_of_the_picture_is_2340_today() {
    let premium = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    let month = Given::default().state(&subscribed(utc(4, 1), premium), Reason::Started);
    assert_eq!(nets(&month), [(PlanFee, 135_000), (Support, 99_000)]);
    assert_eq!((month.net, month.tax, month.gross), (234_000, 46_800, 280_800));
    assert_eq!(month.currency, "EUR");

    // 12 × 1,350 − 10 %; 12 × 990 without a rebate.
    let yearly = Terms { cycle: Cycle::Yearly, ..premium };
    let year = Given::default().state(&subscribed(utc(4, 1), yearly), Reason::Started);
    assert_eq!(nets(&year), [(PlanFee, 1_458_000), (Support, 1_188_000)]);
    assert_eq!(year.lines[0].period.end, local("UTC", 2027, 4, 1));
}

#[test]
fn use_is_rounded_once_a_line() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let until = utc(4, 1) + 1_234_567_000;
    let events =
        vec![level(utc(4, 1), 1, ResourceKind::Dataplant, 1), level(until, 1, ResourceKind::Dataplant, 0)];
    let statement = Given { events, ..Given::default() }.state(&subscription, Reason::PeriodEnds(0));
    // 1,234,567 FPU-seconds at 0.12 € for 3,600: 41.1522 €; and the fee of May.
    assert_eq!(nets(&statement), [(PlanFee, 9000), (Dataplants, 4115)]);
    assert_eq!(statement.lines[1].quantity, 1_234_567);
    assert_eq!((statement.net, statement.tax, statement.gross), (13_115, 2623, 15_738));

    // Three dataplants of half a cent each are one line, of a cent and a half.
    let half = |resource| {
        let gone = level(utc(4, 1) + 150_000, resource, ResourceKind::Dataplant, 0);
        [level(utc(4, 1), resource, ResourceKind::Dataplant, 1), gone]
    };
    let events = (1..=3).flat_map(half).collect();
    let statement = Given { events, ..Given::default() }.state(&subscription, Reason::PeriodEnds(0));
    assert_eq!(nets(&statement)[1], (Dataplants, 2));
}

#[test]
fn a_preview_is_the_month_until_now_and_the_fee_that_comes() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let events = vec![level(utc(4, 1), 1, ResourceKind::Dataplant, 1)];
    let mut given = Given { events, now: Some(utc(4, 11)), ..Given::default() };
    let preview = given.state(&subscription, Reason::PeriodEnds(0));
    // 10 days of 24 h × 0.12 €.
    assert_eq!(nets(&preview), [(PlanFee, 9000), (Dataplants, 2880)]);
    assert_eq!(preview.lines[1].period.end, utc(4, 11));
    given.now = None;
    let invoice = given.state(&subscription, Reason::PeriodEnds(0));
    assert_eq!(nets(&invoice), [(PlanFee, 9000), (Dataplants, 8640)]);
    assert_eq!(invoice.lines[1].period.end, utc(5, 1));
}

#[test]
fn each_kind_has_its_price_and_high_availability_counts_twice() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let hour = utc(4, 1) + 3_600_000;
    let mut events = Vec::new();
    for (resource, kind) in (1..).zip(ResourceKind::ALL) {
        events.push(UsageEvent { weight: 2, ..level(utc(4, 1), resource, kind, 100) });
        events.push(level(hour, resource, kind, 0));
    }
    let statement = Given { events, ..Given::default() }.state(&subscription, Reason::PeriodEnds(0));
    // 100 FPU × 2 for an hour: 24.00 €, Snowflake 72.00 €, the sandbox free.
    let engines = [2400, 7200, 0, 2400].map(|net| (StorageEngines, net));
    assert_eq!(nets(&statement)[1], (Dataplants, 2400));
    assert_eq!(nets(&statement)[2..], engines);
}

#[test]
fn what_is_included_is_not_paid_and_what_is_beyond_is() {
    // 10 FPU in April, of which 8 are included: 2 × 720 h × 0.12 €. And 300 GB, of which 250 are.
    let subscription = subscribed(utc(4, 1), terms(Plan::Premium));
    let gb = |gb: u64| UsageEvent {
        dimension: Dimension::StorageBytes,
        ..level(utc(4, 1), 2, ResourceKind::Postgresql, gb * 1_000_000_000)
    };
    let events = vec![level(utc(4, 1), 1, ResourceKind::Dataplant, 10), gb(300)];
    let statement = Given { events, ..Given::default() }.state(&subscription, Reason::PeriodEnds(0));
    // 50 GB × 2,592,000 s at 0.10 € for 2,629,800: 4.928 €.
    assert_eq!(nets(&statement), [(PlanFee, 135_000), (Dataplants, 17_280), (Storage, 493)]);

    // The same 8 FPU may be used by 16 FPU in half of the time; Snowflake, which is dearest, is paid by them first.
    let half = utc(4, 16);
    let events =
        vec![level(half, 1, ResourceKind::Snowflake, 16), level(half, 2, ResourceKind::Dataplant, 1)];
    let statement = Given { events, ..Given::default() }.state(&subscription, Reason::PeriodEnds(0));
    assert_eq!(nets(&statement), [(PlanFee, 135_000), (Dataplants, 4320), (StorageEngines, 0)]);
}

#[test]
fn committed_fpus_cost_their_month_and_pay_for_use() {
    let subscription = subscribed(utc(4, 1), Terms { committed_fpu: 4, ..terms(Plan::Standard) });
    let started = Given::default().state(&subscription, Reason::Started);
    assert_eq!(nets(&started), [(PlanFee, 9000), (Committed, 26_000)]);
    let events = vec![level(utc(4, 1), 1, ResourceKind::Dataplant, 5)];
    let statement = Given { events, ..Given::default() }.state(&subscription, Reason::PeriodEnds(0));
    assert_eq!(nets(&statement)[2], (Dataplants, 8640), "one FPU beyond: 720 h × 0.12 €");
}

#[test]
fn a_greater_plan_is_paid_for_the_rest_and_the_smaller_one_given_back() {
    let standard = subscribed(utc(4, 1), terms(Plan::Standard));
    let (premium, at) = standard.change(utc(4, 16), terms(Plan::Premium), 1).unwrap().unwrap();
    assert_eq!(at, utc(4, 16), "at once");
    let statement = Given::default().state(&premium, Reason::Changed { at });
    assert_eq!(nets(&statement), [(PlanFee, -4500), (PlanFee, 67_500)]);
    let part = |line: usize| match statement.lines[line].what {
        LineText::Fee { fee, part, .. } => (fee, part),
        _ => panic!("a fee"),
    };
    assert_eq!(part(0), (Fee::Plan(Plan::Standard), Part::Unused));
    assert_eq!(part(1), (Fee::Plan(Plan::Premium), Part::Rest));

    // Back: at the end of what is paid, and then it is the smaller fee.
    let (back, at) = premium.change(utc(4, 20), terms(Plan::Standard), 1).unwrap().unwrap();
    assert_eq!(at, utc(5, 1));
    assert_eq!(nets(&Given::default().state(&back, Reason::PeriodEnds(0))), [(PlanFee, 9000)]);
    // A change of mind before that: nothing is due at all.
    let (stays, _) =
        back.change(utc(4, 21), Terms { committed_fpu: 1, ..terms(Plan::Premium) }, 1).unwrap().unwrap();
    assert_eq!(
        nets(&Given::default().state(&stays, Reason::PeriodEnds(0))),
        [(PlanFee, 135_000), (Committed, 6500)]
    );
}

#[test]
fn the_hour_of_summer_time_is_in_the_whole() {
    // March in Paris has 2,674,800 seconds; from the 16th on there are 1,378,800 left.
    let at = local("Europe/Paris", 2026, 3, 1);
    let paris = zone("Europe/Paris").unwrap();
    let standard = Subscription::start(at, paris, 0, terms(Plan::Standard), 1).unwrap();
    let change = local("Europe/Paris", 2026, 3, 16);
    let (premium, at) = standard.change(change, terms(Plan::Premium), 1).unwrap().unwrap();
    let statement = Given::default().state(&premium, Reason::Changed { at });
    // 90 € and 1,350 € × 1,378,800 / 2,674,800: 46.3930 € and 695.8950 €.
    assert_eq!(nets(&statement), [(PlanFee, -4639), (PlanFee, 69_590)]);
}

#[test]
fn a_year_begins_with_the_month_in_which_it_is_chosen() {
    let monthly = subscribed(utc(4, 1), terms(Plan::Premium));
    let (yearly, at) = monthly
        .change(utc(4, 16), Terms { cycle: Cycle::Yearly, ..terms(Plan::Premium) }, 1)
        .unwrap()
        .unwrap();
    let statement = Given::default().state(&yearly, Reason::Changed { at });
    // Half of April back; 14,580 € × 350 / 365 days.
    assert_eq!(nets(&statement), [(PlanFee, -67_500), (PlanFee, 1_398_082)]);
    for n in 0..11 {
        assert_eq!(nets(&Given::default().state(&yearly, Reason::PeriodEnds(n))), [], "{n}");
    }
    assert_eq!(nets(&Given::default().state(&yearly, Reason::PeriodEnds(11))), [(PlanFee, 1_458_000)]);
    // Back to months: when the year is over.
    let (back, at) = yearly.change(utc(5, 3), terms(Plan::Premium), 1).unwrap().unwrap();
    assert_eq!(at, local("UTC", 2027, 4, 1));
    assert_eq!(nets(&Given::default().state(&back, Reason::PeriodEnds(11))), [(PlanFee, 135_000)]);
    assert_eq!(back.cancels_at(utc(6, 1)), Ok(at));
}

#[test]
fn a_trial_costs_its_support_and_what_is_used() {
    // Seven days until 1 April, whose month is the measure: 990 € × 7 / 30.
    let tried = Terms { support: SupportLevel::Advanced, committed_fpu: 2, ..terms(Plan::Standard) };
    let trial = Subscription::start(utc(3, 25), zone("UTC").unwrap(), 7, tried, 1).unwrap();
    assert_eq!(trial.trial_until, Some(utc(4, 1)));
    assert_eq!(nets(&Given::default().state(&trial, Reason::Started)), [(Support, 23_100)]);
    let events = vec![level(utc(3, 31), 1, ResourceKind::Dataplant, 1)];
    let given = Given { events, ..Given::default() };
    let fees = [(PlanFee, 9000), (Support, 99_000), (Committed, 13_000)];
    let ended = given.state(&trial, Reason::PeriodEnds(0));
    assert_eq!(nets(&ended)[..3], fees);
    assert_eq!(nets(&ended)[3], (Dataplants, 288), "24 h × 0.12 €: nothing is committed yet");

    // What is granted for the trial ends with it.
    let amount = GrantAmount::Usage { dimension: Dimension::Fpu, quantity: 1_000_000_000 };
    let grant = Grant {
        id: Uuid::from_u128(1),
        kind: GrantKind::Trial,
        amount,
        priority: GrantKind::Trial.priority(),
        from: utc(3, 25),
        until: utc(4, 1),
    };
    let given = Given { grants: vec![grant], ..given };
    assert_eq!(nets(&given.state(&trial, Reason::PeriodEnds(0)))[3], (Dataplants, 0));

    // Cancelled in the trial, it ends with it.
    let end = trial.cancels_at(utc(3, 26)).unwrap();
    let cancelled = Subscription { cancel_at: Some(end), ..trial };
    assert_eq!(end, utc(4, 1));
    assert_eq!(nets(&Given::default().state(&cancelled, Reason::PeriodEnds(0))), []);
}

#[test]
fn what_is_learned_late_is_a_line_of_the_next_statement() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let events = vec![
        level(utc(4, 30), 1, ResourceKind::Dataplant, 1),
        level(utc(5, 1), 1, ResourceKind::Dataplant, 0),
    ];
    let mut given = Given { events, ..Given::default() };
    let april = given.state(&subscription, Reason::PeriodEnds(0));
    assert_eq!(nets(&april)[1], (Dataplants, 288));
    given.billed = april.billed();

    // It was there since the 29th, and only until noon of the 30th.
    given.events.push(level(utc(4, 29), 1, ResourceKind::Dataplant, 1));
    given.events.push(level(utc(4, 30) + DAY / 2, 1, ResourceKind::Dataplant, 0));
    let may = given.state(&subscription, Reason::PeriodEnds(1));
    assert_eq!(nets(&may), [(PlanFee, 9000), (Adjustments, 144)]);
    assert_eq!(may.lines[1].period, subscription.period(0).unwrap(), "dated");
    // Once.
    given.billed.extend(may.billed());
    assert_eq!(nets(&given.state(&subscription, Reason::PeriodEnds(2))), [(PlanFee, 9000)]);
    // It never was.
    given.events.iter_mut().for_each(|event| event.level = 0);
    let june = given.state(&subscription, Reason::PeriodEnds(2));
    assert_eq!(nets(&june), [(PlanFee, 9000), (Adjustments, -432)]);
}

#[test]
fn a_plan_without_a_price_needs_one_that_was_agreed_on() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Enterprise));
    let refused = Given::default().try_state(&subscription, Reason::Started);
    assert_eq!(refused, Err(StatementError::NoPrice(Plan::Enterprise)));
    let agreed = Terms { month_override: Some(400_000), ..terms(Plan::Enterprise) };
    let started = Given::default().state(&subscribed(utc(4, 1), agreed), Reason::Started);
    assert_eq!(nets(&started), [(PlanFee, 400_000)]);

    let mut unknown = subscribed(utc(4, 1), terms(Plan::Standard));
    unknown.phases[0].price_version = 7;
    assert_eq!(Given::default().try_state(&unknown, Reason::Started), Err(StatementError::NoPrices(7)));
}

#[test]
fn what_ends_early_is_billed_for_its_use_and_nothing_more() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let events = vec![level(utc(4, 1), 1, ResourceKind::Dataplant, 1)];
    let given = Given { events, ..Given::default() };
    let ended = given.state(&subscription, Reason::Ended { at: utc(4, 3) });
    assert_eq!(nets(&ended), [(Dataplants, 576)]);
    // A second look finds nothing new.
    let again =
        Given { billed: ended.billed(), ..given }.state(&subscription, Reason::Ended { at: utc(4, 3) });
    assert_eq!(nets(&again), []);
}

#[test]
fn too_much_is_an_error_and_no_other_number() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let events = vec![level(utc(4, 1), 1, ResourceKind::Dataplant, u64::MAX)];
    let refused = Given { events, ..Given::default() }.try_state(&subscription, Reason::PeriodEnds(0));
    assert_eq!(refused, Err(StatementError::Overflow(hq_billing::Overflow)));
    assert!(Given::default().try_state(&subscription, Reason::PeriodEnds(u32::MAX)).is_err());
}

#[test]
fn the_hash_is_of_all_that_is_said() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let one = Given::default().state(&subscription, Reason::Started);
    let hash = one.hash().unwrap();
    assert_eq!(hash.len(), 64);
    assert_eq!(one.clone().hash().unwrap(), hash);
    let mut other = one.clone();
    other.gross += 1;
    assert_ne!(other.hash().unwrap(), hash);
    let mut other = one;
    other.lines[0].period.end += 1;
    assert_ne!(other.hash().unwrap(), hash);
}
