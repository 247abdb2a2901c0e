//! What is due: the one function that a preview, a quote and an invoice are.

use crate::{
    Cycle, Overflow, UnitPrice,
    amount::sum,
    fees::{self, Fee, FeeLine, Part},
    grants::{Grant, GrantAmount},
    period::Period,
    price_book::PriceBook,
    rating::{Rated, rate},
    subscription::Subscription,
    usage::{Dimension, Metered, ResourceKind, UsageEvent},
    used::{Summed, Used, UsedError},
    vat::{TaxLine, TaxTreatment, tax},
};
use hq_contract::plan::Plan;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

pub use hq_contract::plans::CostCategory;

/// Why a statement is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The subscription begins: the first fees.
    Started,
    /// The nth period ends: what was used in it, and the fees that are due with the next one.
    PeriodEnds(u32),
    /// A phase begins within a period: what is paid already against what is to be paid.
    Changed {
        /// When, in Unix milliseconds: where the phase begins.
        at: i64,
    },
    /// The subscription ends before its period does, as when the organization is deleted: what was used until then. Fees that were
    /// paid are not given back.
    Ended {
        /// When.
        at: i64,
    },
}

/// What an earlier statement asked for what was used, so that events that came late are paid by the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BilledUsage {
    /// For which period.
    pub period: u32,
    /// For what.
    pub metered: Metered,
    /// In minor units.
    pub net: i64,
}

/// All that decides what is due.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The prices, by version; one currency.
    pub books: &'a BTreeMap<u32, PriceBook>,
    /// The subscription, a quote's with the change already.
    pub subscription: &'a Subscription,
    /// What was used in times that are over and were added up ([`crate::used::sum_up`]): a part of all usage since it began.
    pub summed: &'a [Summed],
    /// All usage that was not added up, with the levels that there were when it began.
    pub events: &'a [UsageEvent],
    /// All that was ever given but by the plan itself: trials and vouchers, as earlier subscriptions have left it
    /// ([`crate::rating::left_by`]). None has the nil id.
    pub grants: &'a [Grant],
    /// What was billed for use in earlier statements, in any order, several for one period where there were late events.
    pub billed: &'a [BilledUsage],
    /// Until when earlier statements have billed the support of the trial, in Unix milliseconds, where they have: of a trial that an order
    /// has ended, what was paid beyond its end is taken off.
    pub trial_billed_until: Option<i64>,
    /// Until when usage is counted, in Unix milliseconds: now in a preview; anything later than the end of the period means its end.
    pub moment: i64,
    /// Why.
    pub reason: Reason,
    /// Which VAT.
    pub treatment: TaxTreatment,
}

/// Why nothing can be said to be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Too much to count.
    #[error(transparent)]
    Overflow(#[from] Overflow),
    /// A phase is by prices that were not handed in.
    #[error("there are no prices of version {0}")]
    NoPrices(u32),
    /// A plan whose fee is agreed on, and was not.
    #[error("no fee was agreed on for the plan {0:?}")]
    NoPrice(Plan),
    /// A subscription without a phase.
    #[error("the subscription has no phase")]
    NothingSubscribed,
    /// What was added up of usage reaches over a border of what is billed.
    #[error("a sum of usage reaches over a border of what is billed")]
    Cut,
}

impl From<UsedError> for StatementError {
    fn from(error: UsedError) -> Self {
        match error {
            UsedError::Overflow(overflow) => Self::Overflow(overflow),
            UsedError::Cut => Self::Cut,
        }
    }
}

/// The category of what is metered.
#[must_use]
pub const fn category(metered: Metered) -> CostCategory {
    match (metered.dimension, metered.kind) {
        (Dimension::StorageBytes, _) => CostCategory::Storage,
        (Dimension::Fpu, ResourceKind::Dataplant) => CostCategory::Dataplants,
        (Dimension::Fpu, _) => CostCategory::StorageEngines,
    }
}

/// What a line is about: its numbers, of which others make words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineText {
    /// A fee, or a part of it.
    Fee {
        /// What for.
        fee: Fee,
        /// A month's or a year's.
        cycle: Cycle,
        /// All of it, or which part.
        part: Part,
    },
    /// What was used in a period; the line's quantity is what is paid of it.
    Usage {
        /// Which period of the subscription.
        period: u32,
        /// Of what.
        metered: Metered,
        /// How much was used, in level × seconds.
        used: i128,
        /// How much of it was included or given.
        granted: i128,
    },
    /// What was learned later about what was used in a period that is billed: the difference.
    LateUsage {
        /// Which period of the subscription.
        period: u32,
        /// Of what.
        metered: Metered,
    },
    /// Money off.
    Voucher {
        /// The grant.
        grant: Uuid,
        /// What is left of it afterwards, in minor units.
        left: i64,
    },
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StatementLine {
    /// What it is for.
    pub category: CostCategory,
    /// What it is about.
    pub what: LineText,
    /// When.
    pub period: Period,
    /// How much of it: FPU-seconds or byte-seconds, else 1.
    pub quantity: i128,
    /// The price of use; none where `net` is all there is to say.
    pub unit_price: Option<UnitPrice>,
    /// In minor units, without VAT.
    pub net: i64,
}

/// What is due. Less than nothing where it is a credit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Statement {
    /// ISO 4217.
    pub currency: String,
    /// Why it was made.
    pub reason: Reason,
    /// Of what it consists.
    pub lines: Vec<StatementLine>,
    /// VAT, by rate.
    pub taxes: Vec<TaxLine>,
    /// Without VAT, in minor units.
    pub net: i64,
    /// The VAT.
    pub tax: i64,
    /// With it.
    pub gross: i64,
}

/// Computes what is due.
///
/// # Errors
/// Where prices are not known, or something is too much to count.
pub fn statement(input: &Input<'_>) -> Result<Statement, StatementError> {
    let subscription = input.subscription;
    let book = |version| input.books.get(&version);
    let (due, used) = match input.reason {
        Reason::Started => (Some(subscription.started_at), None),
        Reason::Changed { at } => (Some(at), None),
        Reason::PeriodEnds(n) => {
            let end = subscription.period(n)?.end;
            (Some(end), Some((n, end)))
        }
        Reason::Ended { at } => (None, Some((subscription.period_at(at)?, at))),
    };

    let mut lines = Vec::new();
    if let Some((n, end)) = used {
        let until = input.moment.min(end);
        let all = Used::new(input.summed, input.events);
        let rated = rate(subscription, book, &all, input.grants, until)?.rated;
        lines.extend(usage_lines(input, &rated, n, until)?);
    }
    if let Some(moment) = due {
        let fees = fees::at(subscription, book, moment, input.trial_billed_until)?;
        lines.extend(fees.into_iter().map(fee_line));
    }
    lines.sort_by_key(|line| (line.category, line.period));
    let until = used.map(|(_, end)| end).or(due).unwrap_or(input.moment);
    vouchers(input.grants, until, &mut lines)?;

    let net = sum(lines.iter().map(|line| line.net))?;
    let taxes = vec![tax(input.treatment, net)?];
    let all_tax = sum(taxes.iter().map(|line| line.tax))?;
    let currency = input.books.values().next().map(|book| book.currency.clone()).unwrap_or_default();
    let gross = net.checked_add(all_tax).ok_or(Overflow)?;
    Ok(Statement { currency, reason: input.reason, lines, taxes, net, tax: all_tax, gross })
}

/// The lines of a period's use, and of what is different from what was billed for earlier ones.
fn usage_lines(
    input: &Input<'_>,
    rated: &[Rated],
    n: u32,
    until: i64,
) -> Result<Vec<StatementLine>, StatementError> {
    let mut lines = Vec::new();
    // What is billed for a period stays; what it should have been is compared with it.
    let mut open: BTreeMap<(u32, Metered), i64> = BTreeMap::new();
    for billed in input.billed {
        let sum = open.entry((billed.period, billed.metered)).or_default();
        *sum = sum.checked_sub(billed.net).ok_or(Overflow)?;
    }
    let is_billed = open.keys().any(|(period, _)| *period == n);
    for one in rated {
        if one.period == n && !is_billed {
            let start = input.subscription.period(n)?.start;
            lines.push(StatementLine {
                category: category(one.metered),
                what: LineText::Usage {
                    period: n,
                    metered: one.metered,
                    used: one.used,
                    granted: one.granted,
                },
                period: Period { start, end: until },
                quantity: one.used - one.granted,
                unit_price: Some(one.unit_price),
                net: one.net,
            });
        } else {
            let sum = open.entry((one.period, one.metered)).or_default();
            *sum = sum.checked_add(one.net).ok_or(Overflow)?;
        }
    }
    for ((period, metered), net) in open {
        if net != 0 && period <= n {
            lines.push(StatementLine {
                category: CostCategory::Adjustments,
                what: LineText::LateUsage { period, metered },
                period: input.subscription.period(period)?,
                quantity: 1,
                unit_price: None,
                net,
            });
        }
    }
    Ok(lines)
}

/// The line of a fee.
const fn fee_line(fee: FeeLine) -> StatementLine {
    StatementLine {
        category: match fee.fee {
            Fee::Plan(_) => CostCategory::Plan,
            Fee::Support(_) => CostCategory::Support,
            Fee::Committed(_) => CostCategory::Committed,
        },
        what: LineText::Fee { fee: fee.fee, cycle: fee.cycle, part: fee.part },
        period: fee.period,
        quantity: 1,
        unit_price: None,
        net: fee.net,
    }
}

/// Money off what is due, never more than that.
fn vouchers(grants: &[Grant], moment: i64, lines: &mut Vec<StatementLine>) -> Result<(), Overflow> {
    let mut open = sum(lines.iter().map(|line| line.net))?;
    let mut holding: Vec<&Grant> = grants.iter().filter(|grant| grant.holds_at(moment)).collect();
    holding.sort_by_key(|grant| grant.order());
    for grant in holding {
        let GrantAmount::Money { minor, spent } = grant.amount else { continue };
        let left = minor.checked_sub(spent).ok_or(Overflow)?;
        let taken = left.min(open);
        if taken > 0 {
            open -= taken;
            lines.push(StatementLine {
                category: CostCategory::Vouchers,
                what: LineText::Voucher { grant: grant.id, left: left - taken },
                period: Period { start: grant.from, end: grant.until },
                quantity: 1,
                unit_price: None,
                net: -taken,
            });
        }
    }
    Ok(())
}

impl Statement {
    /// What it asks for use: what the next one is told as billed.
    #[must_use]
    pub fn billed(&self) -> Vec<BilledUsage> {
        let usage = self.lines.iter().filter_map(|line| match line.what {
            LineText::Usage { period, metered, .. } | LineText::LateUsage { period, metered } => {
                Some(BilledUsage { period, metered, net: line.net })
            }
            LineText::Fee { .. } | LineText::Voucher { .. } => None,
        });
        usage.collect()
    }

    /// What it takes off each voucher, in minor units.
    #[must_use]
    pub fn vouchers(&self) -> Vec<(Uuid, i64)> {
        let taken = self.lines.iter().filter_map(|line| match line.what {
            LineText::Voucher { grant, .. } => Some((grant, -line.net)),
            _ => None,
        });
        taken.collect()
    }

    /// SHA-256 in hexadecimal digits of all that it says, by which who confirms a quote says which. Its form is JSON of these fields in
    /// their order, without spaces, behind a line with the form's version.
    ///
    /// # Errors
    /// Never: there is nothing in it that JSON cannot say.
    pub fn hash(&self) -> Result<String, serde_json::Error> {
        let mut hash = Sha256::new_with_prefix(b"hq statement 1\n");
        hash.update(serde_json::to_vec(self)?);
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}
