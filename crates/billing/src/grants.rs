//! What was given, and is used before anything is paid.

use crate::{
    amount::Overflow,
    period::Period,
    price_book::PriceBook,
    subscription::Subscription,
    usage::{Dimension, Metered, Sums},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantKind {
    /// To try it.
    Trial,
    /// The plan includes it.
    Included,
    /// It is paid as committed.
    Committed,
    /// For a voucher.
    Voucher,
}

impl GrantKind {
    /// Every kind, in the order in which they are used: what ends soonest first.
    pub const ALL: [Self; 4] = [Self::Trial, Self::Included, Self::Committed, Self::Voucher];

    /// The priority of a grant of this kind, unless somebody decides otherwise: a smaller one is used first.
    #[must_use]
    pub const fn priority(self) -> u32 {
        match self {
            Self::Trial => 0,
            Self::Included => 10,
            Self::Committed => 20,
            Self::Voucher => 30,
        }
    }

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Included => "included",
            Self::Committed => "committed",
            Self::Voucher => "voucher",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// How much was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantAmount {
    /// So much use.
    Usage {
        /// Of FPUs or of bytes.
        dimension: Dimension,
        /// × seconds.
        quantity: i128,
    },
    /// So much money off, before VAT.
    Money {
        /// In minor units, at first.
        minor: i64,
        /// How much of it earlier invoices have taken.
        spent: i64,
    },
}

/// Something that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// Its id.
    pub id: Uuid,
    /// Why.
    pub kind: GrantKind,
    /// How much.
    pub amount: GrantAmount,
    /// Smaller ones are used first; of the same priority the one that ends first, then the one with the smaller id.
    pub priority: u32,
    /// Since when, in Unix milliseconds.
    pub from: i64,
    /// Until when.
    pub until: i64,
}

impl Grant {
    /// The order in which grants are used.
    #[must_use]
    pub const fn order(&self) -> (u32, i64, Uuid) {
        (self.priority, self.until, self.id)
    }

    /// Whether it can be used at a moment.
    #[must_use]
    pub const fn holds_at(&self, moment: i64) -> bool {
        self.from <= moment && moment < self.until
    }
}

/// A grant of use, and how much of it is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The grant.
    pub grant: Grant,
    /// Of what.
    pub dimension: Dimension,
    /// How much, × seconds.
    pub left: i128,
}

impl Left {
    /// The grants of use in the order in which they are used, all unused.
    #[must_use]
    pub fn of(grants: &[Grant]) -> Vec<Self> {
        let mut all: Vec<Self> = grants
            .iter()
            .filter_map(|grant| match grant.amount {
                GrantAmount::Usage { dimension, quantity } => {
                    Some(Self { grant: *grant, dimension, left: quantity.max(0) })
                }
                GrantAmount::Money { .. } => None,
            })
            .collect();
        all.sort_by_key(|left| left.grant.order());
        all
    }
}

/// Uses grants for what was used within a time that none of their borders cuts, and says how much of it they pay. `dear` orders what
/// was used: the dearest first, so that a grant is worth most.
///
/// # Errors
/// Where it is too much to count.
pub fn apply(grants: &mut [Left], used: &Sums, within: Period, dear: &[Metered]) -> Result<Sums, Overflow> {
    let mut granted = Sums::new();
    let holding = grants.iter_mut().filter(|left| left.grant.holds_at(within.start));
    for left in holding {
        for metered in dear.iter().filter(|metered| metered.dimension == left.dimension) {
            let paid = granted.entry(*metered).or_default();
            let open = used.get(metered).copied().unwrap_or(0) - *paid;
            let taken = open.min(left.left);
            *paid = paid.checked_add(taken).ok_or(Overflow)?;
            left.left -= taken;
        }
    }
    Ok(granted)
}

/// What the plan and the commitment of a subscription give in a period: so many FPUs, and so many bytes, × the seconds in which they
/// hold. What is not used when they end is gone. The plan includes the same in the trial; what is committed begins after it.
///
/// # Errors
/// Where it is too much to count, or the calendar ends.
pub fn of_plan<'a>(
    subscription: &Subscription,
    book: impl Fn(u32) -> Option<&'a PriceBook>,
    n: u32,
) -> Result<Vec<Grant>, Overflow> {
    let period = subscription.period(n)?;
    let ends = subscription.cancel_at.unwrap_or(i64::MAX).min(period.end);
    let holding = subscription.holding();
    let mut grants: Vec<(Grant, u64)> = Vec::new();
    for (index, phase) in holding.iter().enumerate() {
        let until = holding.get(index + 1).map_or(ends, |next| next.from.min(ends));
        let part = Period { start: phase.from.max(period.start), end: until };
        let Some(plan) = book(phase.price_version).map(|book| book.plan(phase.terms.plan)) else { continue };
        let committed = if subscription.is_trial(n) { 0 } else { phase.terms.committed_fpu };
        let storage = u64::from(plan.included_storage_gb) * 1_000_000_000;
        for (kind, dimension, level) in [
            (GrantKind::Included, Dimension::Fpu, plan.included_fpu.into()),
            (GrantKind::Included, Dimension::StorageBytes, storage),
            (GrantKind::Committed, Dimension::Fpu, committed.into()),
        ] {
            if part.end <= part.start || level == 0 {
                continue;
            }
            // A phase with as much of it as the one before goes on with its grant: that something else has changed takes nothing away.
            let same = grants.iter_mut().find(|(grant, before)| {
                grant.kind == kind
                    && *before == level
                    && grant.until == part.start
                    && matches!(grant.amount, GrantAmount::Usage { dimension: of, .. } if of == dimension)
            });
            let from = same.as_ref().map_or(part.start, |(grant, _)| grant.from);
            let whole = Period { start: from, end: part.end };
            let quantity = i128::from(level).checked_mul(whole.seconds()).ok_or(Overflow)?;
            let amount = GrantAmount::Usage { dimension, quantity };
            let grant =
                Grant { id: Uuid::nil(), kind, amount, priority: kind.priority(), from, until: part.end };
            match same {
                Some(before) => before.0 = grant,
                None => grants.push((grant, level)),
            }
        }
    }
    Ok(grants.into_iter().map(|(grant, _)| grant).collect())
}
