//! Histories that are made up, and what is billed in them.

use hq_billing::{
    Cycle, Input, Reason, Statement, SupportLevel,
    grants::{Grant, GrantAmount, GrantKind},
    period::zone,
    price_book::PriceBook,
    statement,
    statement::BilledUsage,
    subscription::{Subscription, Terms},
    usage::{Dimension, ResourceKind, UsageEvent},
    used::Summed,
    vat::TaxTreatment,
};
use hq_contract::plan::Plan;
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::{collections::BTreeMap, sync::LazyLock};
use uuid::Uuid;

/// Zones with and without summer time, with half hours, and at both ends of the day.
pub const ZONES: [&str; 9] = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Cairo",
];

pub const DAY: i64 = 86_400_000;

/// Prices of two versions; the later ones are dearer and not round.
pub static BOOKS: LazyLock<BTreeMap<u32, PriceBook>> = LazyLock::new(|| {
    let first = PriceBook::demo().unwrap();
    let mut second = first.clone();
    second.version = 2;
    second.plans[0].month = Some(9_999);
    second.plans[1].month = Some(141_701);
    second.support = [100, 101_013, 250_007];
    second.fpu[0].micro = 123_457;
    second.fpu[2].micro = 370_001;
    second.storage.micro = 110_003;
    second.committed_fpu = 6_707;
    second.yearly_rebate_percent = 7;
    BTreeMap::from([(1, first), (2, second)])
});

/// A change that is asked for.
#[derive(Clone, Debug)]
pub struct Change {
    pub after: i64,
    pub terms: Terms,
    pub version: u32,
}

/// An event, and how much later it is told.
#[derive(Clone, Debug)]
pub struct Told {
    pub event: UsageEvent,
    pub later: i64,
}

/// A history.
#[derive(Clone, Debug)]
pub struct History {
    pub zone: &'static str,
    pub start: i64,
    pub trial_days: u32,
    pub terms: Terms,
    pub changes: Vec<Change>,
    pub told: Vec<Told>,
    pub grants: Vec<Grant>,
    /// After how many periods it is cancelled.
    pub periods: u32,
    pub treatment: TaxTreatment,
}

/// A statement, and what it was made of.
#[derive(Clone, Debug)]
pub struct Bill {
    pub subscription: Subscription,
    /// What was added up of it; in a history nothing is.
    pub summed: Vec<Summed>,
    pub events: Vec<UsageEvent>,
    pub grants: Vec<Grant>,
    pub billed: Vec<BilledUsage>,
    pub reason: Reason,
    pub statement: Statement,
}

/// All that was billed.
#[derive(Clone, Debug)]
pub struct Billed {
    pub subscription: Subscription,
    pub bills: Vec<Bill>,
}

fn terms() -> impl Strategy<Value = Terms> {
    (select(&Plan::ALL), select(&Cycle::ALL), select(&SupportLevel::ALL), 0_u32..5, 100_000_i64..900_000)
        .prop_map(|(plan, cycle, support, committed_fpu, agreed)| Terms {
            plan,
            cycle,
            support,
            committed_fpu,
            month_override: (plan == Plan::Enterprise).then_some(agreed),
        })
}

fn event() -> impl Strategy<Value = UsageEvent> {
    let fpu = select(&[0_u64, 1, 2, 3, 8, 16, 48]);
    let bytes = prop_oneof![Just(0), 1_u64..3_000_000_000_000];
    (0..120 * DAY, 0_u128..4, any::<bool>(), fpu, bytes, 1_u8..3).prop_map(
        |(at, resource, is_fpu, fpu, bytes, weight)| UsageEvent {
            at,
            resource: Uuid::from_u128(resource),
            kind: ResourceKind::ALL[usize::try_from(resource).unwrap()],
            dimension: if is_fpu { Dimension::Fpu } else { Dimension::StorageBytes },
            level: if is_fpu { fpu } else { bytes },
            weight,
        },
    )
}

fn grant() -> impl Strategy<Value = Grant> {
    let amount = prop_oneof![
        (1_i128..100_000_000).prop_map(|quantity| GrantAmount::Usage { dimension: Dimension::Fpu, quantity }),
        (1_i128..1_000_000_000_000_000_000)
            .prop_map(|quantity| GrantAmount::Usage { dimension: Dimension::StorageBytes, quantity }),
        (1_i64..300_000).prop_map(|minor| GrantAmount::Money { minor, spent: 0 }),
    ];
    (1_u128..u128::MAX, amount, select(&[0_u32, 10, 30]), 0..60 * DAY, 1..100 * DAY).prop_map(
        |(id, amount, priority, from, length)| Grant {
            id: Uuid::from_u128(id),
            kind: GrantKind::Voucher,
            amount,
            priority,
            from,
            until: from + length,
        },
    )
}

/// The greater part of both.
fn more(one: Terms, other: Terms) -> Terms {
    Terms {
        plan: one.plan.max(other.plan),
        cycle: one.cycle.max(other.cycle),
        support: one.support.max(other.support),
        committed_fpu: one.committed_fpu.max(other.committed_fpu),
        month_override: one.month_override.max(other.month_override),
    }
}

pub fn history() -> impl Strategy<Value = History> {
    let change = (0..100 * DAY, terms(), 1_u32..3).prop_map(|(after, terms, version)| Change {
        after,
        terms,
        version,
    });
    let told = (event(), prop_oneof![1 => Just(0), 1 => 0..60 * DAY])
        .prop_map(|(event, later)| Told { event, later });
    (
        select(&ZONES),
        // 2020 to 2033, at any millisecond.
        1_577_836_800_000_i64..2_000_000_000_000,
        option::of(1_u32..40),
        terms(),
        vec(change, 0..5),
        vec(told, 0..10),
        vec(grant(), 0..3),
        1_u32..6,
        select(&TaxTreatment::ALL),
    )
        .prop_map(
            |(zone, start, trial, terms, mut changes, mut told, mut grants, periods, treatment)| {
                changes.sort_by_key(|change| change.after);
                let mut before = terms;
                for (index, change) in changes.iter_mut().enumerate() {
                    change.after += start;
                    // Every other one is for more, or few would be.
                    if index % 2 == 0 {
                        change.terms = more(before, change.terms);
                    }
                    before = change.terms;
                }
                for told in &mut told {
                    told.event.at += start;
                }
                for grant in &mut grants {
                    grant.from += start;
                    grant.until += start;
                }
                let trial_days = trial.unwrap_or(0);
                History { zone, start, trial_days, terms, changes, told, grants, periods, treatment }
            },
        )
}

impl History {
    /// The events that are told until a moment, in the order in which they are.
    pub fn told_until(&self, moment: i64) -> Vec<UsageEvent> {
        let mut told: Vec<&Told> =
            self.told.iter().filter(|told| told.event.at + told.later <= moment).collect();
        told.sort_by_key(|told| told.event.at + told.later);
        told.into_iter().map(|told| told.event).collect()
    }

    /// Lets it happen, until what was paid when it was cancelled is over.
    pub fn happen(&self) -> Billed {
        let zone = zone(self.zone).unwrap();
        let subscription = Subscription::start(self.start, zone, self.trial_days, self.terms, 1).unwrap();
        let mut all = Billed { subscription, bills: Vec::new() };
        let mut grants = self.grants.clone();
        self.bill(&mut all, &mut grants, Reason::Started, self.start);
        let mut changes = self.changes.iter().peekable();
        for n in 0.. {
            let period = all.subscription.period(n).unwrap();
            while let Some(change) = changes.next_if(|change| change.after < period.end) {
                if n >= self.periods {
                    continue;
                }
                let changed = all.subscription.change(change.after, change.terms, change.version).unwrap();
                let Some((changed, at)) = changed else { continue };
                // What begins with a period is in its statement.
                let is_at_once = at < period.end;
                all.subscription = changed;
                if is_at_once {
                    self.bill(&mut all, &mut grants, Reason::Changed { at }, at);
                }
            }
            if n + 1 == self.periods {
                all.subscription.cancel_at = Some(all.subscription.cancels_at(period.end - 1).unwrap());
            }
            self.bill(&mut all, &mut grants, Reason::PeriodEnds(n), period.end);
            if all.subscription.cancel_at == Some(period.end) {
                return all;
            }
        }
        all
    }

    fn bill(&self, all: &mut Billed, grants: &mut [Grant], reason: Reason, now: i64) {
        let billed: Vec<BilledUsage> = all.bills.iter().flat_map(|bill| bill.statement.billed()).collect();
        let mut bill = Bill {
            subscription: all.subscription.clone(),
            summed: Vec::new(),
            events: self.told_until(now),
            grants: grants.to_vec(),
            billed,
            reason,
            statement: Statement {
                currency: String::new(),
                reason,
                lines: Vec::new(),
                taxes: Vec::new(),
                net: 0,
                tax: 0,
                gross: 0,
            },
        };
        bill.statement = self.again(&bill, now);
        for (id, taken) in bill.statement.vouchers() {
            for grant in grants.iter_mut().filter(|grant| grant.id == id) {
                if let GrantAmount::Money { spent, .. } = &mut grant.amount {
                    *spent += taken;
                }
            }
        }
        all.bills.push(bill);
    }

    /// The statement of what a bill was made of, at another moment.
    pub fn again(&self, bill: &Bill, moment: i64) -> Statement {
        statement(&Input {
            books: &BOOKS,
            subscription: &bill.subscription,
            summed: &bill.summed,
            events: &bill.events,
            grants: &bill.grants,
            billed: &bill.billed,
            trial_billed_until: None,
            moment,
            reason: bill.reason,
            treatment: self.treatment,
        })
        .unwrap()
    }
}
