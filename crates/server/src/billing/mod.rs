//! What the operator sells, as the server works with it. Without a file of the operator's there is no billing: nothing is sold, and
//! everything can be used.

pub mod agreed;
pub mod payer;
pub mod prices;
pub mod store;
pub mod wire;

pub use crate::payments::amount::shown;
pub use store::OpenError;

use crate::{db::Db, platform::micros::Micros};
use hq_billing::{PriceFile, price_book::PriceBook, seller::Seller};
use hq_contract::Money;

/// What is sold, at which prices, and who sells it.
#[derive(Clone, Debug)]
pub struct Billing(PriceFile);

impl Billing {
    /// What is sold by a file, whose prices are kept: what somebody subscribes to names their version.
    ///
    /// # Errors
    /// Where prices of this version were others before, or the database fails.
    pub async fn open(db: &Db, now: Micros, file: PriceFile) -> Result<Self, OpenError> {
        store::keep(db, now, &file.prices).await?;
        Ok(Self(file))
    }

    /// The prices at which is sold now.
    #[must_use]
    pub const fn book(&self) -> &PriceBook {
        &self.0.prices
    }

    /// Their version.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.0.prices.version
    }

    /// Who sells.
    #[must_use]
    pub const fn seller(&self) -> &Seller {
        &self.0.seller
    }

    /// Whether people can redeem vouchers.
    #[must_use]
    pub const fn takes_vouchers(&self) -> bool {
        self.0.vouchers
    }

    /// So much money, in the currency of the prices.
    #[must_use]
    pub fn money(&self, minor: i64) -> Money {
        Money { minor, currency: self.0.prices.currency.clone() }
    }
}

/// How many microseconds a millisecond has: the database keeps the former, billing counts the latter.
const MICROS: i64 = 1000;

/// A moment of the database for billing: milliseconds.
#[must_use]
pub const fn millis(micros: Micros) -> i64 {
    micros.get().div_euclid(MICROS)
}

/// A moment of billing for the database: microseconds; the greatest number for what is too far away to count.
#[must_use]
pub const fn micros(millis: i64) -> Micros {
    Micros::new(millis.saturating_mul(MICROS))
}

/// "Never", of moments that are waited for.
pub const NEVER: Micros = Micros::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_go_there_and_back() {
        assert_eq!(micros(millis(Micros::new(1_700_000_000_123_456))), Micros::new(1_700_000_000_123_000));
        assert_eq!(micros(i64::MAX), NEVER);
    }
}
