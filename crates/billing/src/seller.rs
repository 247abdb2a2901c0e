//! Who sells: what has to stand on every invoice.

use crate::{
    price_book::DEMO,
    price_file::{Fault, PriceFile},
};
use hq_contract::{EmailAddress, Siren, VatId};
use serde::{Deserialize, Serialize};

/// Where the seller is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Street and number; a second line where there is more.
    pub lines: Vec<String>,
    /// The postal code.
    pub postcode: String,
    /// The town.
    pub city: String,
    /// ISO 3166-1 alpha-2; France, whose rules the invoices follow.
    pub country: String,
}

/// The account to which invoices are paid.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BankAccount {
    /// Whose it is.
    pub name: String,
    /// ISO 13616, without spaces.
    pub iban: String,
    /// ISO 9362.
    pub bic: String,
}

/// Who sells. The texts and the series are the operator's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seller {
    /// The company's name.
    pub name: String,
    /// Its legal form: `SAS`.
    pub legal_form: String,
    /// Its capital, as it is written: `10 000 €`.
    pub capital: String,
    /// The register and the town: `RCS Lyon`.
    pub register: String,
    /// Its number in the French register.
    pub siren: Siren,
    /// Its VAT id.
    pub vat_id: VatId,
    /// Where it is.
    pub address: Address,
    /// Where it is paid.
    pub bank: BankAccount,
    /// Where questions about invoices go.
    pub email: EmailAddress,
    /// What invoices' numbers begin with; `{year}` becomes the year of issue: `HQ-{year}-`.
    pub invoice_series: String,
    /// What credit notes' numbers begin with.
    pub credit_note_series: String,
    /// How many days after its issue an invoice is due.
    pub payment_days: u32,
    /// Note PMT: what is due for collection: 40 €.
    pub text_pmt: String,
    /// Note PMD: the penalties for paying late.
    pub text_pmd: String,
    /// Note AAB: what paying early takes off, or that it does not.
    pub text_aab: String,
}

impl Seller {
    /// The seller of the demo: a company that does not exist.
    ///
    /// # Errors
    /// Where `demo.toml` is wrong, which the tests hold that it is not.
    pub fn demo() -> Result<Self, Vec<Fault>> {
        PriceFile::check(DEMO).map(|file| file.seller)
    }

    /// What the numbers of a series begin with in a year: `HQ-{year}-` → `HQ-2026-`.
    #[must_use]
    pub fn prefix(series: &str, year: i16) -> String {
        series.replace("{year}", &year.to_string())
    }
}
