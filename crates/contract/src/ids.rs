//! Identifiers: UUIDv7, one type for each kind of thing.

use uuid::Uuid;

/// A UUID as it is written everywhere (RFC 9562, 4): the one form that the API has. The parser of `uuid` knows three more,
/// and its errors: in the console's first screen that is two kilobytes.
pub(crate) fn parse(text: &str) -> Option<Uuid> {
    let mut bytes = [0; 16];
    let mut digits = 0_usize;
    for (place, byte) in text.bytes().enumerate() {
        if matches!(place, 8 | 13 | 18 | 23) {
            if byte != b'-' {
                return None;
            }
            continue;
        }
        let digit = char::from(byte).to_digit(16)?;
        let half = bytes.get_mut(digits / 2)?;
        *half = *half << 4 | u8::try_from(digit).ok()?;
        digits += 1;
    }
    (digits == 32).then(|| Uuid::from_bytes(bytes))
}

/// What a UUID that is an identifier can do, whosever it is: the contract's, and the server's of rows that the API does not know.
#[macro_export]
macro_rules! uuid_parts {
    ($name:ident) => {
        impl $name {
            /// That of nothing.
            #[must_use]
            pub const fn nil() -> Self {
                Self(::uuid::Uuid::nil())
            }

            /// Its sixteen bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl From<::uuid::Uuid> for $name {
            fn from(id: ::uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for ::uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

/// What a primary key is asked for besides a column: what becomes of a number that a database counted up. No key of ours is one.
#[cfg(feature = "columns")]
#[macro_export]
macro_rules! primary_key {
    ($name:ident) => {
        impl ::sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, ::sea_orm::DbErr> {
                Err(::sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}

/// An identifier. Those that several features share stand here; a feature's own stands in the feature's file.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub ::uuid::Uuid);

        $crate::uuid_parts!($name);
        #[cfg(feature = "columns")]
        $crate::primary_key!($name);

        impl ::std::str::FromStr for $name {
            type Err = $crate::FieldCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::ids::parse(text).map(Self).ok_or($crate::FieldCode::WrongType)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use id;

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
    /// A line of the audit log.
    AuditEntryId
);
id!(
    /// A storage engine.
    StorageEngineId
);
id!(
    /// Credentials of a storage engine; no secret.
    CredentialId
);
id!(
    /// A dataplant.
    DataplantId
);
id!(
    /// Something that HQ has a broker do.
    OperationId
);
id!(
    /// Who pays: a billing account.
    BillingAccountId
);
id!(
    /// How a billing account pays: a card or a direct debit that the payment provider keeps.
    PaymentMethodId
);
id!(
    /// An invoice or a credit note.
    InvoiceId
);
id!(
    /// An API key; not its secret.
    ApiKeyId
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldCode;

    #[test]
    fn ids_are_read_as_they_are_written() {
        let text = "01890a5d-ac96-774b-bcce-b302099a8057";
        let id: UserId = text.parse().unwrap();
        assert_eq!((id.to_string().as_str(), id.0), (text, Uuid::parse_str(text).unwrap()));
        assert_eq!(text.to_uppercase().parse(), Ok(id));
        assert_eq!(serde_json::from_value::<UserId>(text.into()).unwrap(), id);
        assert_eq!(serde_json::to_value(id).unwrap(), text);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "01890a5d",
            "01890a5dac96774bbcceb302099a8057",
            "{01890a5d-ac96-774b-bcce-b302099a8057}",
            "01890a5d-ac96-774b-bcce-b302099a805",
            "01890a5d-ac96-774b-bcce-b302099a80577",
            "01890a5d-ac96-774b-bcce_b302099a8057",
            "01890a5d-ac96-774b-bcce-b302099a805g",
            "01890a5d-ac96-774b-bcce-b302099a80é7",
        ] {
            assert_eq!(text.parse::<UserId>(), Err(FieldCode::WrongType), "{text}");
        }
    }
}
