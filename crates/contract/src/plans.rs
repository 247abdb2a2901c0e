//! What the operator sells: plans, support, committed resources, and how it is paid.

use crate::{
    EmailAddress, Money, by_name,
    endpoint::endpoint,
    plan::{Plan, SupportLevel},
};
use serde::{Deserialize, Serialize};

/// What the operator sells. Where nothing is sold, `plans` is empty: an organization may then use everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Plans {
    /// The plans, the smallest first.
    pub plans: Vec<PlanOffer>,
    /// The support levels, the smallest first.
    pub support: Vec<SupportOffer>,
    /// What one committed FPU costs a month; none where none can be committed.
    pub committed_fpu_month: Option<Money>,
    /// The most FPU that can be committed.
    pub committed_fpu_most: u32,
    /// By how much the plan is cheaper when it is paid by the year, in percent. Support and committed resources are not.
    pub yearly_rebate_percent: u32,
    /// What is used beyond what a plan includes.
    pub beyond: Vec<UsagePrice>,
    /// Where to ask for an offer.
    pub sales_email: Option<EmailAddress>,
    /// Who sells, by name.
    pub seller: Option<String>,
    /// How it can be paid, the usual way first.
    pub payment: Vec<PaymentKind>,
}

/// A plan as it is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanOffer {
    /// Which plan.
    pub plan: Plan,
    /// What it costs a month, paid by the month, without VAT. None where the operator makes an offer.
    pub month: Option<Money>,
    /// What it costs a year, paid by the year, without VAT.
    pub year: Option<Money>,
    /// How many FPU run without costing more.
    pub included_fpu: u32,
    /// How many GB are held without costing more.
    pub included_storage_gb: u32,
    /// The most dataplants; none where there is no such limit.
    pub dataplants: Option<u32>,
    /// The most members; none where there is no such limit.
    pub members: Option<u32>,
    /// For how many days it costs nothing at first; 0 for none.
    pub trial_days: u32,
}

/// A support level as it is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportOffer {
    /// Which level.
    pub level: SupportLevel,
    /// What it costs a month, without VAT.
    pub month: Money,
}

/// What costs are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum CostCategory {
    /// The plan's fee.
    Plan,
    /// Support.
    Support,
    /// Committed resources.
    Committed,
    /// FPU of dataplants.
    Dataplants,
    /// FPU of storage engines.
    StorageEngines,
    /// What storage engines hold.
    Storage,
    /// Vouchers; never more than 0.
    Vouchers,
    /// Corrections of what was billed before.
    Adjustments,
}

impl CostCategory {
    /// Every category, in the order of invoices.
    pub const ALL: [Self; 8] = [
        Self::Plan,
        Self::Support,
        Self::Committed,
        Self::Dataplants,
        Self::StorageEngines,
        Self::Storage,
        Self::Vouchers,
        Self::Adjustments,
    ];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Support => "support",
            Self::Committed => "committed",
            Self::Dataplants => "dataplants",
            Self::StorageEngines => "storage_engines",
            Self::Storage => "storage",
            Self::Vouchers => "vouchers",
            Self::Adjustments => "adjustments",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == name)
    }
}

by_name!(CostCategory);

/// What something that is metered costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsagePrice {
    /// What it is counted under.
    pub category: CostCategory,
    /// What of it: `dataplant`, `postgresql`, `snowflake`, `sandbox`, `storage`.
    pub meter: Meter,
    /// What so much of it costs, in 10⁻⁶ of the currency's unit.
    pub price_micro: i64,
    /// The currency (ISO 4217).
    pub currency: String,
    /// How much that price is for: FPU × seconds, or GB × seconds.
    pub per_seconds: i64,
    /// About what one of it costs for a whole month, without VAT.
    pub month: Money,
}

/// What is metered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Meter {
    /// FPU of dataplants.
    Dataplant,
    /// FPU of PostgreSQL engines; with high availability they count twice.
    Postgresql,
    /// FPU of Snowflake engines.
    Snowflake,
    /// FPU of Sandbox engines.
    Sandbox,
    /// FPU of other engines.
    Other,
    /// What engines hold.
    Storage,
}

impl Meter {
    /// Every meter.
    pub const ALL: [Self; 6] =
        [Self::Dataplant, Self::Postgresql, Self::Snowflake, Self::Sandbox, Self::Other, Self::Storage];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dataplant => "dataplant",
            Self::Postgresql => "postgresql",
            Self::Snowflake => "snowflake",
            Self::Sandbox => "sandbox",
            Self::Other => "other",
            Self::Storage => "storage",
        }
    }

    /// The meter of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meter| meter.as_str() == name)
    }

    /// What it is counted under.
    #[must_use]
    pub const fn category(self) -> CostCategory {
        match self {
            Self::Dataplant => CostCategory::Dataplants,
            Self::Postgresql | Self::Snowflake | Self::Sandbox | Self::Other => CostCategory::StorageEngines,
            Self::Storage => CostCategory::Storage,
        }
    }
}

/// How invoices are paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// By bank transfer, with the invoice's reference.
    BankTransfer,
    /// By a card that the payment provider keeps.
    Card,
}

endpoint!(
    /// Read what the operator sells
    ///
    /// Plans, support levels and committed resources with their prices, without VAT, and what is used beyond them. Empty lists where
    /// nothing is sold: everything can be used then.
    GetPlans Get "/plans" -> Plans,
    tag "plans", for SignedIn,
    200 "What is sold"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire() {
        for category in CostCategory::ALL {
            assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
            assert_eq!(CostCategory::from_name(category.as_str()), Some(category));
        }
        for meter in Meter::ALL {
            assert_eq!(serde_json::to_value(meter).unwrap(), meter.as_str());
            assert_eq!(Meter::from_name(meter.as_str()), Some(meter));
        }
    }
}
