//! Which VAT is due, and how much.

use crate::amount::{Overflow, share};
use hq_contract::{VatId, tax_ids::EU_MEMBERS};
use serde::{Deserialize, Serialize};

pub use hq_contract::invoices::TaxTreatment;

/// The French rate, in basis points (Code général des impôts, article 278).
pub const FRENCH_RATE: u32 = 2000;

/// Who buys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buyer<'a> {
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// A company, not a person.
    pub is_company: bool,
    /// Its VAT id, where it is known to be in use; one that was only typed is none.
    pub valid_vat_id: Option<&'a VatId>,
}

/// VAT of one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaxLine {
    /// How.
    pub treatment: TaxTreatment,
    /// In basis points: 2000 are 20 %.
    pub rate: u32,
    /// On how much, in minor units.
    pub base: i64,
    /// How much.
    pub tax: i64,
}

/// How a French seller's services to a buyer are dealt with: the French rate (S); reverse charge, where the buyer owes it where they are
/// (Directive 2006/112/EC, articles 44 and 196); outside of the Union (article 44, or 59 for persons).
///
/// Monaco is France for VAT (article 7). Northern Ireland is in the Union for goods only: these are services. French
/// departments overseas are outside of its territory (article 6); rates of their own are not known here.
#[must_use]
pub fn treatment(buyer: &Buyer<'_>) -> TaxTreatment {
    let country = buyer.country;
    if country == "FR" || country == "MC" {
        TaxTreatment::Standard
    } else if !EU_MEMBERS.contains(&country) {
        TaxTreatment::OutsideScope
    } else if buyer.is_company && buyer.valid_vat_id.is_some_and(|id| id.country() == country) {
        TaxTreatment::ReverseCharge
    } else {
        TaxTreatment::Standard
    }
}

/// The rate, in basis points.
#[must_use]
pub const fn rate(treatment: TaxTreatment) -> u32 {
    match treatment {
        TaxTreatment::Standard => FRENCH_RATE,
        TaxTreatment::ReverseCharge | TaxTreatment::OutsideScope => 0,
    }
}

/// The VAT on a sum in minor units, rounded once.
///
/// # Errors
/// Where it is too much to count.
pub fn tax(treatment: TaxTreatment, base: i64) -> Result<TaxLine, Overflow> {
    let rate = rate(treatment);
    let tax = share(base, rate.into(), 10_000)?;
    Ok(TaxLine { treatment, rate, base, tax })
}
