//! Plans: what an organization has subscribed to, and what that includes.

use serde::{Deserialize, Serialize};

/// An organization's plan; a greater one includes what a smaller one does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    }
}
