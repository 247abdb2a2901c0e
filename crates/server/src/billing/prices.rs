//! Prices as people see them: what is shown of something that can be ordered is what will be billed for it.

use super::Billing;
use crate::usage;
use hq_billing::{
    UnitPrice,
    price_book::{GB_MONTH, PriceBook},
    share,
    usage::{Dimension, Metered, ResourceKind},
};
use hq_contract::{
    Money,
    plans::{Meter, UsagePrice},
    providers::Offer,
};

/// The seconds of a month of 30.4375 days, the mean of four years.
const MONTH: i128 = 2_629_800;

/// What an FPU of an offer is metered as.
#[must_use]
pub const fn metered(offer: &Offer) -> Metered {
    Metered { dimension: Dimension::Fpu, kind: usage::kind_of(offer) }
}

/// What an FPU costs for a month by these prices, as far as months are alike; none where it costs nothing.
#[must_use]
pub fn fpu_month(book: &PriceBook, offer: &Offer) -> Option<Money> {
    let price = book.unit_price(metered(offer));
    let minor = price.of(MONTH).ok().filter(|_| price.micro > 0)?;
    Some(Money { minor, currency: book.currency.clone() })
}

/// An offer at these prices, whatever its broker says of prices.
#[must_use]
pub fn priced(book: &PriceBook, offer: Offer) -> Offer {
    let fpu_month = fpu_month(book, &offer);
    Offer { free: fpu_month.is_none(), fpu_month, ..offer }
}

/// What a plan of that price for a month costs for a year, in minor units.
#[must_use]
pub fn plan_year(book: &PriceBook, month: i64) -> Option<i64> {
    share(month.checked_mul(12)?, 100 - i128::from(book.yearly_rebate_percent.min(100)), 100).ok()
}

/// What is used beyond what plans include: everything that is metered, each with its price.
#[must_use]
pub fn beyond(billing: &Billing) -> Vec<UsagePrice> {
    let book = billing.book();
    let fpu = ResourceKind::ALL.map(|kind| Metered { dimension: Dimension::Fpu, kind });
    let storage = Metered { dimension: Dimension::StorageBytes, kind: ResourceKind::Postgresql };
    fpu.into_iter().chain([storage]).map(|metered| usage_price(billing, book, metered)).collect()
}

fn usage_price(billing: &Billing, book: &PriceBook, metered: Metered) -> UsagePrice {
    let price = book.unit_price(metered);
    let meter = super::wire::meter(metered);
    UsagePrice {
        category: meter.category(),
        meter,
        price_micro: price.micro,
        currency: book.currency.clone(),
        per_seconds: per_seconds(meter, price),
        month: billing.money(month(meter, price)),
    }
}

/// For how many FPU-seconds or GB-seconds a price is.
fn per_seconds(meter: Meter, price: UnitPrice) -> i64 {
    match meter {
        Meter::Storage => price.base_quantity / 1_000_000_000,
        _ => price.base_quantity,
    }
}

/// What one of it costs for a month, in minor units.
#[must_use]
pub fn month(meter: Meter, price: UnitPrice) -> i64 {
    let quantity = match meter {
        Meter::Storage => i128::from(GB_MONTH),
        _ => MONTH,
    };
    price.of(quantity).unwrap_or(i64::MAX)
}
