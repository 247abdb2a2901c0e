//! Rounding, the one place where an exact number becomes cents.

use serde::{Deserialize, Serialize};

/// A number too large to count, or a moment that no calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number is too large to count")]
pub struct Overflow;

/// How many micro-units (10⁻⁶ of the currency's unit) are one minor unit, of a currency with two decimals.
pub const MICRO_PER_MINOR: i64 = 10_000;

/// The price of so much of something: 0.12 € for 3,600 FPU-seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitPrice {
    /// In 10⁻⁶ of the currency's unit; never negative.
    pub micro: i64,
    /// For how much of it, at least 1.
    pub base_quantity: i64,
}

impl UnitPrice {
    /// What a quantity costs in minor units, rounded once: half a cent goes away from zero, so that a credit undoes its charge.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn of(self, quantity: i128) -> Result<i64, Overflow> {
        let exact = quantity.checked_mul(self.micro.into()).ok_or(Overflow)?;
        let per_minor = i128::from(self.base_quantity) * i128::from(MICRO_PER_MINOR);
        i64::try_from(divide(exact, per_minor)?).map_err(|_| Overflow)
    }
}

/// The share `part` of `whole` of an amount, rounded half away from zero.
///
/// # Errors
/// Where it is too much to count, or the whole is nothing.
pub fn share(minor: i64, part: i128, whole: i128) -> Result<i64, Overflow> {
    let exact = i128::from(minor).checked_mul(part).ok_or(Overflow)?;
    i64::try_from(divide(exact, whole)?).map_err(|_| Overflow)
}

/// A quotient rounded half away from zero; of a positive divisor.
pub fn divide(dividend: i128, divisor: i128) -> Result<i128, Overflow> {
    if divisor <= 0 {
        return Err(Overflow);
    }
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    // rest ≥ divisor − rest, and not 2 × rest ≥ divisor, which may be too much to count.
    let up = rest.unsigned_abs() >= divisor.unsigned_abs() - rest.unsigned_abs();
    Ok(if up { quotient + dividend.signum() } else { quotient })
}

/// The seconds from one moment to a later one, both in Unix milliseconds. A second counts where it begins, so that parts of a time
/// always make up the whole.
#[must_use]
pub fn seconds(from: i64, until: i64) -> i128 {
    i128::from(until.div_euclid(1000)) - i128::from(from.div_euclid(1000))
}

/// A sum that is counted.
pub fn sum(mut amounts: impl Iterator<Item = i64>) -> Result<i64, Overflow> {
    amounts.try_fold(0_i64, i64::checked_add).ok_or(Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_cent_goes_away_from_zero() {
        for (dividend, divisor, rounded) in [
            (5, 10, 1),
            (-5, 10, -1),
            (4, 10, 0),
            (-4, 10, 0),
            (15, 10, 2),
            (1, 3, 0),
            (2, 3, 1),
            (-2, 3, -1),
            (0, 7, 0),
            (1, 1, 1),
        ] {
            assert_eq!(divide(dividend, divisor), Ok(rounded), "{dividend} / {divisor}");
        }
        assert_eq!(divide(i128::MAX, i128::MAX - 1), Ok(1));
        assert_eq!(divide(1, 0), Err(Overflow));
        assert_eq!(divide(1, -2), Err(Overflow));
    }

    #[test]
    fn examples_that_can_be_checked_by_hand() {
        let hour = UnitPrice { micro: 120_000, base_quantity: 3600 };
        let gb_month = UnitPrice { micro: 100_000, base_quantity: 2_629_800_000_000_000 };
        let examples = [
            (hour, 1_234_567, 4115), // 342.935… h × 0.12 € = 41.152… €
            (hour, 3600, 12),        // an hour
            (hour, 150, 1),          // 0.5 cents
            (hour, 149, 0),          // 0.4966… cents
            (hour, -150, -1),
            (hour, 24 * 3600 * 30 * 8, 69_120),
            (gb_month, 50_000_000_000 * 2_629_800, 500), // 50 GB for a mean month
            (gb_month, 1_000_000_000 * 2_629_800, 10),
            (gb_month, 1_000_000_000 * 2_678_400, 10), // 31 days: 10.18 cents
            (gb_month, 10_000_000_000 * 2_678_400, 102),
        ];
        for (price, quantity, minor) in examples {
            assert_eq!(price.of(quantity), Ok(minor), "{price:?} {quantity}");
        }
        assert_eq!(hour.of(i128::MAX), Err(Overflow));
        assert_eq!(hour.of(i128::from(i64::MAX) * 3600), Err(Overflow), "more cents than there is room for");
    }
}
