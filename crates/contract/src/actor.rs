//! Who did something in an organization, as answers tell it.

use crate::{ApiKeyId, PersonName, ResourceName, UserId};
use serde::{Deserialize, Serialize};

/// Who did something in an organization: somebody, or a script with one of its API keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Actor {
    /// Somebody who has an account still.
    Person {
        /// Whose account.
        id: UserId,
        /// What they are called now.
        name: PersonName,
    },
    /// An API key, which may have been revoked since.
    ApiKey {
        /// Which one.
        id: ApiKeyId,
        /// What it is called now, or was when it was revoked.
        name: ResourceName,
    },
}

impl Actor {
    /// What they are called.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Person { name, .. } => name.as_str(),
            Self::ApiKey { name, .. } => name.as_str(),
        }
    }
}
