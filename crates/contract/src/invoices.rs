//! Invoices and credit notes, what the next one says so far, and the budget.

mod endpoints;

pub use endpoints::{ExportInvoices, GetReceipt, GetUpcomingInvoice, ListInvoices, PutBudget};

use crate::{
    InvoiceId, Money, PageToken, Timestamp, by_name,
    card_payments::CardRefusal,
    endpoint::with_query,
    organizations::NamedOrganization,
    plans::{CostCategory, Meter},
    subscription::Period,
};
use serde::{Deserialize, Serialize};

/// Whether it asks for money or gives some back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    /// It asks for money (UNTDID 1001: 380).
    Invoice,
    /// It takes an invoice back, in whole or in part (381).
    CreditNote,
}

impl InvoiceKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Invoice, Self::CreditNote];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

by_name!(InvoiceKind);

/// Whether it is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    /// Nothing is open any more.
    Paid,
    /// Something is open, and not due yet.
    Open,
    /// Something is open that should have been paid.
    PastDue,
}

impl InvoiceState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Paid, Self::Open, Self::PastDue];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Open => "open",
            Self::PastDue => "past_due",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// An invoice or a credit note. It never changes; what was paid of it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invoice {
    /// Which one.
    pub id: InvoiceId,
    /// Its number.
    pub number: String,
    /// Whether it asks for money or gives some back.
    pub kind: InvoiceKind,
    /// For which organization, with its name of then.
    pub organization: NamedOrganization,
    /// Who pays, as it is addressed.
    pub payer: String,
    /// The day it was issued: `2026-11-26`.
    pub issued_on: String,
    /// The day by which it is to be paid.
    pub due_on: Option<String>,
    /// What it is about, in time.
    pub period: Option<Period>,
    /// Without VAT.
    pub net: Money,
    /// VAT.
    pub tax: Money,
    /// With VAT. Of a credit note what it gives back, as a positive amount.
    pub gross: Money,
    /// What is still to be paid.
    pub open: Money,
    /// Whether it is paid.
    pub state: InvoiceState,
    /// The number of the invoice that a credit note takes back.
    pub corrects: Option<String>,
    /// With which words it is to be paid by bank transfer (ISO 11649).
    pub reference: Option<String>,
    /// That its card was refused, of one that is open.
    pub card_refusal: Option<CardRefusal>,
}

/// One line of an invoice, a quote, or of what comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceLine {
    /// What it is counted under.
    pub category: CostCategory,
    /// What it is for.
    pub subject: LineSubject,
    /// Of what time.
    pub period: Option<Period>,
    /// Its amount without VAT; negative where something is given back.
    pub net: Money,
}

/// What a line is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum LineSubject {
    /// A plan for a whole period.
    Plan {
        /// Which plan.
        plan: crate::plan::Plan,
        /// How it is paid.
        cycle: crate::plan::Cycle,
        /// Whether only a part of a period is billed or given back.
        partial: bool,
    },
    /// Support.
    Support {
        /// Which level.
        level: crate::plan::SupportLevel,
        /// Whether only a part of a period is billed or given back.
        partial: bool,
    },
    /// Committed resources.
    Committed {
        /// How many FPU.
        fpu: u32,
        /// Whether only a part of a period is billed or given back.
        partial: bool,
    },
    /// Something that was metered.
    Usage {
        /// What.
        meter: Meter,
        /// How much of it: FPU × seconds, or GB × seconds (rounded down).
        seconds: u64,
        /// How much of that was included, or given.
        included_seconds: u64,
    },
    /// A voucher.
    Voucher {
        /// Its code.
        code: String,
    },
    /// Usage that was told of late, or corrected.
    Late {
        /// What.
        meter: Meter,
    },
    /// Something else, in the operator's words: of a credit note.
    Other {
        /// What.
        text: String,
    },
}

/// VAT of one rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceTax {
    /// Why this rate.
    pub treatment: TaxTreatment,
    /// In hundredths of a percent: 2000 is 20 %.
    pub rate_basis_points: u32,
    /// On how much.
    pub base: Money,
    /// How much.
    pub amount: Money,
}

/// How VAT is treated: the categories of EN 16931 that HQ's invoices have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaxTreatment {
    /// The seller's rate (S).
    Standard,
    /// The buyer accounts for it: reverse charge (AE).
    ReverseCharge,
    /// Outside the scope of the EU's VAT (O).
    OutsideScope,
}

impl TaxTreatment {
    /// Every treatment.
    pub const ALL: [Self; 3] = [Self::Standard, Self::ReverseCharge, Self::OutsideScope];

    /// The category's code in EN 16931 (UNTDID 5305).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ReverseCharge => "AE",
            Self::OutsideScope => "O",
        }
    }

    /// The treatment of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|treatment| treatment.code() == code)
    }

    /// Why there is no VAT, by the code list VATEX.
    #[must_use]
    pub const fn exemption(self) -> Option<&'static str> {
        match self {
            Self::Standard => None,
            Self::ReverseCharge => Some("VATEX-EU-AE"),
            Self::OutsideScope => Some("VATEX-EU-O"),
        }
    }
}

/// What the next invoice says so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpcomingInvoice {
    /// The period that it closes.
    pub period: Period,
    /// When it comes.
    pub comes_at: Timestamp,
    /// What it would say if it came now.
    pub lines: Vec<InvoiceLine>,
    /// What was used so far in this period, without VAT.
    pub used: Money,
    /// What it would come to if it came now, without VAT.
    pub net: Money,
    /// VAT.
    pub tax: Money,
    /// With VAT.
    pub gross: Money,
    /// What usage comes to by the end of the period at this rate, without VAT.
    pub forecast: Money,
    /// The days of the period so far, each with what usage cost by category.
    pub days: Vec<UsageDay>,
    /// The budget.
    pub budget: Option<Budget>,
}

/// What a day's usage cost, before anything included is taken off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsageDay {
    /// The day, in the subscription's zone: `2026-11-26`.
    pub day: String,
    /// FPU × seconds of dataplants and storage engines.
    pub fpu_seconds: u64,
    /// GB × seconds, rounded down.
    pub storage_gb_seconds: u64,
    /// What it cost, by category.
    pub costs: Vec<CategoryCost>,
}

/// What a category cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryCost {
    /// Which.
    pub category: CostCategory,
    /// How much, without VAT.
    pub net: Money,
}

/// What an organization wants to spend a period at most. It is told at 50, 80 and 100 %, and nothing is stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Budget {
    /// How much, without VAT.
    pub amount: Money,
    /// What was spent of it in this period, in percent.
    pub spent_percent: u32,
    /// The greatest threshold that was told of in this period.
    pub told_percent: Option<u32>,
}

/// Another budget; `null` for none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewBudget {
    /// How much a period, in minor units of the operator's currency.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100_000_000_000_i64))]
    pub minor: Option<i64>,
}

/// The path of a list of invoices with what narrows it.
pub(crate) fn with_filters(
    path: &str,
    year: Option<u16>,
    state: Option<InvoiceState>,
    page_token: Option<&PageToken>,
) -> String {
    with_query(
        path,
        &[
            ("year", year.map(|year| year.to_string()).as_deref()),
            ("state", state.map(InvoiceState::as_str)),
            ("page_token", page_token.map(|token| token.0.as_str())),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_named_as_on_the_wire() {
        for state in InvoiceState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
            assert_eq!(InvoiceState::from_name(state.as_str()), Some(state));
        }
    }
}
