//! What was used: levels that resources have had, and how long.

use crate::{
    amount::{Overflow, seconds},
    period::Period,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What uses something. The wire tells what is metered, storage beside the FPU of each kind: `hq_contract::plans::ResourceKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// A dataplant.
    Dataplant,
    /// A storage engine that is PostgreSQL.
    Postgresql,
    /// A storage engine that is Snowflake.
    Snowflake,
    /// A storage engine to try things in.
    Sandbox,
    /// A storage engine of another kind.
    Other,
}

impl ResourceKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Dataplant, Self::Postgresql, Self::Snowflake, Self::Sandbox, Self::Other];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dataplant => "dataplant",
            Self::Postgresql => "postgresql",
            Self::Snowflake => "snowflake",
            Self::Sandbox => "sandbox",
            Self::Other => "other",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

hq_contract::by_name!(ResourceKind);

/// What a level is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// FPUs.
    Fpu,
    /// Bytes of storage; a GB is 10⁹ of them.
    StorageBytes,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 2] = [Self::Fpu, Self::StorageBytes];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fpu => "fpu",
            Self::StorageBytes => "storage_bytes",
        }
    }

    /// The dimension of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.as_str() == name)
    }
}

hq_contract::by_name!(Dimension);

/// What is added up by itself: a line of the invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Metered {
    /// FPUs or bytes.
    pub dimension: Dimension,
    /// Of what.
    #[serde(rename = "meter")]
    pub kind: ResourceKind,
}

/// From a moment on, a resource has a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UsageEvent {
    /// Since when, in Unix milliseconds; the second in which it is counts whole.
    pub at: i64,
    /// The resource.
    pub resource: Uuid,
    /// What it is; the same in all its events.
    #[serde(rename = "meter")]
    pub kind: ResourceKind,
    /// What the level is of.
    pub dimension: Dimension,
    /// How much; 0 where it is gone.
    pub level: u64,
    /// How often it counts: 2 with high availability, else 1.
    pub weight: u8,
}

/// How much was used, in level × seconds: FPU-seconds or byte-seconds.
pub type Sums = BTreeMap<Metered, i128>;

/// A time in which a resource had one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Since when.
    pub from: i64,
    /// Until when; for good where nothing has changed since.
    pub until: Option<i64>,
    /// What it adds to.
    pub metered: Metered,
    /// How much of it there is in each second: level × weight, never 0.
    pub rate: i128,
}

impl Interval {
    /// What it adds within a time.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn quantity(&self, within: Period) -> Result<i128, Overflow> {
        let from = self.from.max(within.start);
        let until = self.until.unwrap_or(within.end).min(within.end);
        if until <= from { Ok(0) } else { self.rate.checked_mul(seconds(from, until)).ok_or(Overflow) }
    }
}

/// The times with one level, from events in any order. Of several events of a resource at one moment the last one counts. An event
/// that repeats a level changes nothing.
#[must_use]
pub fn intervals(events: &[UsageEvent]) -> Vec<Interval> {
    let mut resources: BTreeMap<(Uuid, Dimension), Vec<&UsageEvent>> = BTreeMap::new();
    for event in events {
        resources.entry((event.resource, event.dimension)).or_default().push(event);
    }
    let mut intervals = Vec::new();
    for ((_, dimension), mut events) in resources {
        // Stable: of one moment, the one that was told last stays last.
        events.sort_by_key(|event| event.at);
        let next = events.iter().skip(1).map(|next| Some(next.at)).chain([None]);
        for (event, until) in events.iter().zip(next) {
            let rate = i128::from(event.level) * i128::from(event.weight);
            if rate > 0 && until != Some(event.at) {
                let metered = Metered { dimension, kind: event.kind };
                intervals.push(Interval { from: event.at, until, metered, rate });
            }
        }
    }
    intervals
}

/// What was used within a time, by what is added up. What is not used is not there.
///
/// # Errors
/// Where it is too much to count.
pub fn sums(intervals: &[Interval], within: Period) -> Result<Sums, Overflow> {
    let mut sums = Sums::new();
    for interval in intervals {
        let quantity = interval.quantity(within)?;
        if quantity > 0 {
            let sum = sums.entry(interval.metered).or_default();
            *sum = sum.checked_add(quantity).ok_or(Overflow)?;
        }
    }
    Ok(sums)
}
