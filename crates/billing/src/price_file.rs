//! The operator's file: prices and seller, checked as a whole.

mod check;

use crate::{price_book::PriceBook, seller::Seller};
use check::Check;
use serde::Deserialize;
use std::fmt;
use toml::Spanned;

/// What is wrong with the file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which entry: `plans.standard.month`; empty where the file as a whole cannot be read.
    pub place: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong, in English.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)
    }
}

/// What the operator's file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceFile {
    /// The prices.
    pub prices: PriceBook,
    /// The seller.
    pub seller: Seller,
    /// Whether people can input vouchers.
    pub vouchers: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<u32>,
    currency: Spanned<String>,
    vouchers: bool,
    yearly_rebate_percent: Spanned<u32>,
    plans: Plans,
    support: Support,
    fpu_hour: FpuHour,
    committed: Committed,
    storage: Storage,
    seller: SellerTable,
    invoices: Invoices,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plans {
    standard: PlanTable,
    premium: PlanTable,
    enterprise: PlanTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanTable {
    month: Option<Spanned<String>>,
    included_fpu: u32,
    included_storage_gb: u32,
    dataplants: Option<u32>,
    seats: Option<Spanned<u32>>,
    trial_days: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Support {
    basic: Spanned<String>,
    advanced: Spanned<String>,
    business_critical: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FpuHour {
    dataplant: Spanned<String>,
    postgresql: Spanned<String>,
    snowflake: Spanned<String>,
    sandbox: Spanned<String>,
    other: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Committed {
    fpu_month: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Storage {
    gb_month: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SellerTable {
    name: Spanned<String>,
    legal_form: Spanned<String>,
    capital: Spanned<String>,
    register: Spanned<String>,
    siren: Spanned<String>,
    vat_id: Spanned<String>,
    email: Spanned<String>,
    address: AddressTable,
    bank: BankTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressTable {
    lines: Spanned<Vec<String>>,
    postcode: Spanned<String>,
    city: Spanned<String>,
    country: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BankTable {
    name: Spanned<String>,
    iban: Spanned<String>,
    bic: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invoices {
    series: Spanned<String>,
    credit_note_series: Spanned<String>,
    payment_days: Spanned<u32>,
    text_pmt: Spanned<String>,
    text_pmd: Spanned<String>,
    text_aab: Spanned<String>,
}

impl PriceFile {
    /// Reads the file, and says everything that is wrong with it. What is no TOML, or has an entry too many or too few, is said alone.
    ///
    /// # Errors
    /// The faults.
    pub fn check(text: &str) -> Result<Self, Vec<Fault>> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| check::line(text, span.start));
            vec![Fault { place: String::new(), line, message: error.message().to_owned() }]
        })?;
        let mut check = Check::new(text);
        let prices = check.prices(&file);
        let seller = check.seller(&file);
        match (seller, check.faults()) {
            (Some(seller), faults) if faults.is_empty() => {
                Ok(Self { prices, seller, vouchers: file.vouchers })
            }
            (_, faults) => Err(faults),
        }
    }
}
