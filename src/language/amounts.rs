//! Amounts of money and of storage, in the language of the page.

use super::Language;
use crate::browser::intl;
use hq_contract::Money;
use leptos::prelude::*;

/// An amount of money; follows the language.
#[must_use]
pub fn money_text(language: Language, money: &Money) -> String {
    language.locale().with(|locale| intl::money(locale, money.minor, &money.currency))
}

/// How many minor units are one of a currency: 100 of `EUR`.
#[must_use]
pub fn minor_units(currency: &str) -> i64 {
    10_i64.saturating_pow(intl::currency_digits(currency))
}

/// So many bytes, in the largest unit of which there is one; follows the language. Units go by thousands, as disks do.
#[must_use]
pub fn bytes_text(language: Language, bytes: u64) -> String {
    let (n, unit) = scaled(bytes);
    language.locale().with(|locale| intl::measure(locale, n, unit))
}

/// What a country (ISO 3166-1 alpha-2) is called; follows the language.
#[must_use]
pub fn country_text(language: Language, code: &str) -> String {
    language.locale().with(|locale| intl::country(locale, code))
}

/// Every one of these countries by name and code, in the order of the language; follows the language.
#[must_use]
pub fn country_names(language: Language, codes: impl Iterator<Item = String>) -> Vec<(String, String)> {
    language.locale().with(|locale| intl::countries(locale, codes))
}

#[expect(clippy::cast_precision_loss, reason = "it is rounded anyway")]
fn scaled(bytes: u64) -> (f64, &'static str) {
    const UNITS: [(u64, &str); 4] = [
        (1_000_000_000_000, "terabyte"),
        (1_000_000_000, "gigabyte"),
        (1_000_000, "megabyte"),
        (1_000, "kilobyte"),
    ];
    let (size, unit) = UNITS.into_iter().find(|(size, _)| bytes >= *size).unwrap_or((1, "byte"));
    (bytes as f64 / size as f64, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_a_unit_that_fits() {
        assert_eq!(scaled(0), (0.0, "byte"));
        assert_eq!(scaled(1_500), (1.5, "kilobyte"));
        assert_eq!(scaled(20_000_000_000), (20.0, "gigabyte"));
        assert_eq!(scaled(2_000_000_000_000), (2.0, "terabyte"));
    }
}
