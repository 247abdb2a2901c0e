//! Amounts of money on the wire.

use serde::{Deserialize, Serialize};

/// An amount of money: an integer of minor units, with its currency. Negative where it goes the other way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// In minor units: cents.
    pub minor: i64,
    /// ISO 4217: `EUR`.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{3}$"))]
    pub currency: String,
}

impl Money {
    /// So many times as much; none where that is too much to count.
    #[must_use]
    pub fn times(&self, times: u32) -> Option<Self> {
        Some(Self { minor: self.minor.checked_mul(times.into())?, currency: self.currency.clone() })
    }

    /// By how much it is more than another of the same currency.
    #[must_use]
    pub fn less(&self, other: &Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_sub(other.minor))
            .flatten()
            .map(|minor| Self { minor, currency: self.currency.clone() })
    }

    /// Together with another of the same currency.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self { minor, currency: self.currency.clone() })
    }
}
