//! Who did something, as the audit log tells it.

use super::{AuditActor, AuditStanding};
use crate::{ApiKeyId, EmailAddress, FieldCode, PersonName, ResourceName, UserId, actor::Kind};
use serde::{Deserialize, Serialize};

/// Who did something, as the audit log tells it: an actor as everywhere, with what they are to the organization now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind", try_from = "Wire")]
pub enum LoggedActor {
    /// Somebody, whose account may have been deleted since.
    Person {
        /// Whose account.
        id: UserId,
        /// What they are called now; [`DELETED_NAME`](super::DELETED_NAME) where the account was deleted.
        name: PersonName,
        /// Which picture is theirs, of a member who has one; [`crate::pictures::member_picture_path`] says where it is.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        #[cfg_attr(feature = "openapi", schema(nullable = false))]
        picture: Option<String>,
        /// Their address, where people are listed for who may see it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        #[cfg_attr(feature = "openapi", schema(nullable = false))]
        email: Option<EmailAddress>,
        /// What they are to the organization now.
        standing: AuditStanding,
    },
    /// An API key.
    ApiKey {
        /// Which one.
        id: ApiKeyId,
        /// What it is called now, or was when it was revoked.
        name: ResourceName,
        /// Whether it was revoked.
        revoked: bool,
    },
}

/// The same as it is read, as [`Actor`](crate::Actor) is and for the same reason.
#[derive(Deserialize)]
struct Wire {
    kind: Kind,
    id: String,
    name: String,
    picture: Option<String>,
    email: Option<EmailAddress>,
    standing: Option<AuditStanding>,
    revoked: Option<bool>,
}

impl TryFrom<Wire> for LoggedActor {
    type Error = FieldCode;

    fn try_from(wire: Wire) -> Result<Self, FieldCode> {
        let Wire { kind, id, name, picture, email, standing, revoked } = wire;
        Ok(match kind {
            Kind::Person => Self::Person {
                id: id.parse()?,
                name: PersonName::parse(&name)?,
                picture,
                email,
                standing: standing.ok_or(FieldCode::Required)?,
            },
            Kind::ApiKey => Self::ApiKey {
                id: id.parse()?,
                name: ResourceName::parse(&name)?,
                revoked: revoked.ok_or(FieldCode::Required)?,
            },
        })
    }
}

impl LoggedActor {
    /// What they are called.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Person { name, .. } => name.as_str(),
            Self::ApiKey { name, .. } => name.as_str(),
        }
    }

    /// What finds the lines of what they did.
    #[must_use]
    pub const fn as_filter(&self) -> AuditActor {
        match self {
            Self::Person { id, .. } => AuditActor::Person(*id),
            Self::ApiKey { id, .. } => AuditActor::ApiKey(*id),
        }
    }
}
