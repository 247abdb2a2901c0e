//! Who did something in an organization, as answers tell it.

use crate::{ApiKeyId, FieldCode, PersonName, ResourceName, UserId};
use serde::{Deserialize, Serialize};

/// Who did something in an organization: somebody, or a script with one of its API keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind", try_from = "Wire")]
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

/// The same as it is read: one object for all kinds. What serde makes of a `tag` keeps each value in between, and that is several
/// kilobytes of the console's first screen.
#[derive(Deserialize)]
struct Wire {
    kind: Kind,
    id: String,
    name: String,
}

/// Who can do something.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Person,
    ApiKey,
}

impl TryFrom<Wire> for Actor {
    type Error = FieldCode;

    fn try_from(Wire { kind, id, name }: Wire) -> Result<Self, FieldCode> {
        Ok(match kind {
            Kind::Person => Self::Person { id: id.parse()?, name: PersonName::parse(&name)? },
            Kind::ApiKey => Self::ApiKey { id: id.parse()?, name: ResourceName::parse(&name)? },
        })
    }
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
