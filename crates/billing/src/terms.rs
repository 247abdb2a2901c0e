//! How often a fee is due, and which support comes with it.

use serde::{Deserialize, Serialize};

/// How often fees are due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say all there is
pub enum Cycle {
    #[default]
    Monthly,
    Yearly,
}

impl Cycle {
    /// Every cycle, the shorter first.
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

/// A level of support; a greater one includes what a smaller one does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
