//! Moments, as the database keeps them.

use sea_orm::DeriveValueType;
use std::ops::{Add, Sub};

/// A moment: microseconds since 1970-01-01T00:00:00Z, the form in which the database keeps it. It is no span: what stands between two
/// is a number of microseconds, and two cannot be added. That of now is the clock's ([`App::now`](crate::app::App::now)).
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    DeriveValueType,
)]
#[serde(transparent)]
pub struct Micros(i64);

impl Micros {
    /// Before every other: "from the beginning".
    pub const MIN: Self = Self(i64::MIN);
    /// After every other: "never", of what is waited for.
    pub const MAX: Self = Self(i64::MAX);

    /// The moment that is so many microseconds after the beginning of 1970.
    #[must_use]
    pub const fn new(micros: i64) -> Self {
        Self(micros)
    }

    /// How many microseconds after the beginning of 1970 it is.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// How many whole seconds after the beginning of 1970 it is.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0 / 1_000_000
    }
}

/// So many microseconds later.
impl Add<i64> for Micros {
    type Output = Self;

    fn add(self, span: i64) -> Self {
        Self(self.0 + span)
    }
}

/// So many microseconds earlier.
impl Sub<i64> for Micros {
    type Output = Self;

    fn sub(self, span: i64) -> Self {
        Self(self.0 - span)
    }
}

/// How many microseconds lie between two.
impl Sub for Micros {
    type Output = i64;

    fn sub(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_lies_between_two_moments() {
        let (moment, span) = (Micros::new(1_700_000_000_123_456), 60_000_000);
        assert_eq!((moment + span) - moment, span);
        assert_eq!(moment + span - span, moment);
        assert_eq!(moment.seconds(), 1_700_000_000);
        assert!(Micros::MIN < moment && moment < Micros::MAX);
    }
}
