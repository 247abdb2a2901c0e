//! How a broker refuses.

use serde::{Deserialize, Serialize};

/// The body of a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A word for programs, where there is one; see [`ErrorCode`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// A sentence for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The words that the specification has for 422.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// Only asynchronously.
    AsyncRequired,
    /// Another operation is under way: later.
    ConcurrencyError,
    /// Only for an app.
    RequiresApp,
    /// The plan's version is another: the catalog is old.
    MaintenanceInfoConflict,
}

impl ErrorCode {
    const ALL: [Self; 4] =
        [Self::AsyncRequired, Self::ConcurrencyError, Self::RequiresApp, Self::MaintenanceInfoConflict];

    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AsyncRequired => "AsyncRequired",
            Self::ConcurrencyError => "ConcurrencyError",
            Self::RequiresApp => "RequiresApp",
            Self::MaintenanceInfoConflict => "MaintenanceInfoConflict",
        }
    }

    /// The code of that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == name)
    }
}
