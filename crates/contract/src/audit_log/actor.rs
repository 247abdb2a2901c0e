//! Who did something, to look for.

use crate::{ApiKeyId, FieldCode, UserId};
use serde::Deserialize;
use std::{fmt, str::FromStr};

/// Who did something, to look for: on the wire the id of a person, `api_key:` and the id of a key, `server` or `link`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuditActor {
    /// Somebody signed in.
    Person(UserId),
    /// A script, with this key.
    ApiKey(ApiKeyId),
    /// The server itself.
    Server,
    /// Whoever had the link of a mail, without a session.
    Link,
}

/// What stands before the id of a key.
const API_KEY: &str = "api_key:";

impl fmt::Display for AuditActor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => id.fmt(f),
            Self::ApiKey(id) => write!(f, "{API_KEY}{id}"),
            Self::Server => f.write_str("server"),
            Self::Link => f.write_str("link"),
        }
    }
}

impl FromStr for AuditActor {
    type Err = FieldCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "server" => Ok(Self::Server),
            "link" => Ok(Self::Link),
            other => match other.strip_prefix(API_KEY) {
                Some(id) => id.parse().map(Self::ApiKey),
                None => other.parse().map(Self::Person),
            },
        }
    }
}

impl<'de> Deserialize<'de> for AuditActor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
