//! Moments on the wire.

use serde::{Deserialize, Serialize};

/// A moment: RFC 3339 in UTC. The console hands it to `Intl` and never computes with it, so it stays text there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime, examples("2026-03-01T09:30:00Z")))]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// `2026-11-23T19:00:00Z`
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "server")]
impl From<time::OffsetDateTime> for Timestamp {
    fn from(moment: time::OffsetDateTime) -> Self {
        let utc = moment.to_offset(time::UtcOffset::UTC);
        Self(utc.format(&time::format_description::well_known::Rfc3339).unwrap_or_default())
    }
}
