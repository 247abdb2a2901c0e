//! Plans: what an organization has subscribed to, and what that includes.

use crate::by_name;
use serde::{Deserialize, Serialize};

/// An organization's plan; a greater one includes what a smaller one does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say all there is
pub enum Plan {
    #[default]
    Standard,
    Premium,
    Enterprise,
}

/// Something that not every plan includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feature {
    /// To let nobody ask to join (product.md, Settings, Authentication).
    CloseJoinRequests,
}

impl Feature {
    /// The smallest plan that includes it: the table.
    #[must_use]
    pub const fn needs(self) -> Plan {
        match self {
            Self::CloseJoinRequests => Plan::Premium,
        }
    }
}

impl Plan {
    /// Every plan, the smallest first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Premium, Self::Enterprise];

    /// Whether it includes a feature.
    #[must_use]
    pub fn includes(self, feature: Feature) -> bool {
        self >= feature.needs()
    }

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Premium => "premium",
            Self::Enterprise => "enterprise",
        }
    }

    /// The plan of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plan| plan.as_str() == name)
    }
}

by_name!(Plan);

/// How often a plan is paid; the shorter first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Each month.
    #[default]
    Monthly,
    /// Twelve months at once, for less (product.md, plan: −10 %).
    Yearly,
}

impl Cycle {
    /// Every cycle.
    pub const ALL: [Self; 2] = [Self::Monthly, Self::Yearly];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Yearly => "yearly",
        }
    }

    /// The cycle of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cycle| cycle.as_str() == name)
    }
}

by_name!(Cycle);

/// How soon the operator helps; a greater one includes what a smaller one does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say all there is
pub enum SupportLevel {
    #[default]
    Basic,
    Advanced,
    BusinessCritical,
}

impl SupportLevel {
    /// Every level, the smallest first.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Advanced, Self::BusinessCritical];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Advanced => "advanced",
            Self::BusinessCritical => "business_critical",
        }
    }

    /// The level of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

by_name!(SupportLevel);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_to_join_are_closed_on_premium_and_above() {
        let with: Vec<Plan> =
            Plan::ALL.into_iter().filter(|plan| plan.includes(Feature::CloseJoinRequests)).collect();
        assert_eq!(with, [Plan::Premium, Plan::Enterprise]);
    }

    #[test]
    fn names_are_those_of_the_wire() {
        for plan in Plan::ALL {
            assert_eq!(serde_json::to_value(plan).unwrap(), plan.as_str());
            assert_eq!(Plan::from_name(plan.as_str()), Some(plan));
        }
        assert_eq!(Plan::from_name("free"), None);
        for cycle in Cycle::ALL {
            assert_eq!(serde_json::to_value(cycle).unwrap(), cycle.as_str());
            assert_eq!(Cycle::from_name(cycle.as_str()), Some(cycle));
        }
        for level in SupportLevel::ALL {
            assert_eq!(serde_json::to_value(level).unwrap(), level.as_str());
            assert_eq!(SupportLevel::from_name(level.as_str()), Some(level));
        }
    }
}
