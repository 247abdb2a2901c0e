//! Identifiers: UUIDv7, one type for each kind of thing.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A person's account.
    UserId
);
id!(
    /// An organization.
    OrganizationId
);
id!(
    /// A signed-in browser; not the secret in its cookie.
    SessionId
);
id!(
    /// An invitation; not the secret in its link.
    InvitationId
);
id!(
    /// A request to join.
    JoinRequestId
);
id!(
    /// A change of a member's rules: its line of the audit log.
    RulesChangeId
);
id!(
    /// A domain name of an organization.
    DomainId
);
id!(
    /// A TLS certificate.
    CertificateId
);
id!(
    /// A line of the audit log.
    AuditEntryId
);
