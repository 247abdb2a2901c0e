//! Which VAT is due, and how much.

use crate::amount::{Overflow, share};
use hq_contract::{VatId, tax_ids::EU_MEMBERS};
use serde::{Deserialize, Serialize};

/// The French rate, in basis points (Code général des impôts, article 278).
pub const FRENCH_RATE: u32 = 2000;

/// How VAT is dealt with: the categories of EN 16931 (UNTDID 5305) that HQ's invoices have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// S: the French rate.
    Standard,
    /// AE: the buyer owes it where they are (Directive 2006/112/EC, articles 44 and 196).
    ReverseCharge,
    /// O: supplied outside of the Union (article 44, or 59 for persons).
    Outside,
}

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
    pub treatment: Treatment,
    /// In basis points: 2000 are 20 %.
    pub rate: u32,
    /// On how much, in minor units.
    pub base: i64,
    /// How much.
    pub tax: i64,
}

impl Treatment {
    /// Every treatment.
    pub const ALL: [Self; 3] = [Self::Standard, Self::ReverseCharge, Self::Outside];

    /// How a French seller's services to a buyer are dealt with.
    ///
    /// Monaco is France for VAT (article 7). Northern Ireland is in the Union for goods only: these are services. French
    /// departments overseas are outside of its territory (article 6); rates of their own are not known here.
    #[must_use]
    pub fn of(buyer: &Buyer<'_>) -> Self {
        let country = buyer.country;
        if country == "FR" || country == "MC" {
            Self::Standard
        } else if !EU_MEMBERS.contains(&country) {
            Self::Outside
        } else if buyer.is_company && buyer.valid_vat_id.is_some_and(|id| id.country() == country) {
            Self::ReverseCharge
        } else {
            Self::Standard
        }
    }

    /// The category's code in EN 16931.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ReverseCharge => "AE",
            Self::Outside => "O",
        }
    }

    /// Why there is no VAT, by the code list VATEX.
    #[must_use]
    pub const fn exemption(self) -> Option<&'static str> {
        match self {
            Self::Standard => None,
            Self::ReverseCharge => Some("VATEX-EU-AE"),
            Self::Outside => Some("VATEX-EU-O"),
        }
    }

    /// The rate, in basis points.
    #[must_use]
    pub const fn rate(self) -> u32 {
        match self {
            Self::Standard => FRENCH_RATE,
            Self::ReverseCharge | Self::Outside => 0,
        }
    }

    /// The VAT on a sum in minor units, rounded once.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn tax(self, base: i64) -> Result<TaxLine, Overflow> {
        let tax = share(base, self.rate().into(), 10_000)?;
        Ok(TaxLine { treatment: self, rate: self.rate(), base, tax })
    }
}
