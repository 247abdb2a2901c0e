//! Why one field of a request was refused.

pub(crate) mod number;

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why one value was refused; a closed list that the console translates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// Missing, empty, or only spaces.
    Required,
    /// Fewer characters than the least.
    TooShort,
    /// More characters than the most.
    TooLong,
    /// A character that may not stand there.
    BadCharacter,
    /// A character that shows nothing, such as U+200B, inside of the text; at its ends they are taken off.
    InvisibleCharacter,
    /// No email address.
    NotAnAddress,
    /// An email address with letters beyond ASCII before the `@`, to which HQ's mail server cannot write (RFC 6531).
    UnsupportedAddress,
    /// No slug: lower-case letters, digits and single hyphens between them.
    NotASlug,
    /// A word that HQ keeps for itself.
    Reserved,
    /// Belongs to somebody else.
    Taken,
    /// A password that is guessed too soon.
    TooWeak,
    /// The password given is not the current one.
    WrongPassword,
    /// Neither six digits nor a recovery code.
    NotACode,
    /// The address that the account has already.
    SameAddress,
    /// A code that is not the current one, or was used before.
    WrongCode,
    /// A field, or a parameter, that this request does not have.
    UnknownField,
    /// Of another type, or not one of the values allowed.
    WrongType,
    /// A number below the least of its field, or above the most.
    OutOfRange,
    /// The organization is called otherwise.
    NotTheName,
    /// No domain name.
    NotADomain,
    /// A domain name that the organization has not verified.
    NotVerified,
    /// None of those that there are.
    NotOffered,
    /// A dataplant there could not reach the storage engines that it would take.
    EnginesOutOfReach,
    /// A file or text that cannot be used; the problem's `faults` say why.
    Unusable,
    /// No number of a company in the French register (SIREN).
    NotASiren,
    /// No VAT id as its country writes them.
    NotAVatId,
    /// No voucher has this code.
    NotAVoucher,
    /// No country (ISO 3166-1 alpha-2).
    NotACountry,
    /// A number of another country than the address.
    OtherCountry,
    /// A number of another company than the one beside it.
    OtherCompany,
}

/// A field of a merge patch that is there, even as `null`.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// A field of a merge patch that cannot be cleared: `null` is none of its values.
pub(crate) fn uncleared<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    let value = Option::deserialize(deserializer)?;
    value.map(Some).ok_or_else(|| serde::de::Error::custom(FieldCode::WrongType))
}

/// The mark by which a value's code is told from other messages of a deserializer.
const MARK: &str = "field code ";

impl FieldCode {
    /// The code as on the wire: `too_long`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::BadCharacter => "bad_character",
            Self::InvisibleCharacter => "invisible_character",
            Self::NotAnAddress => "not_an_address",
            Self::UnsupportedAddress => "unsupported_address",
            Self::NotASlug => "not_a_slug",
            Self::Reserved => "reserved",
            Self::Taken => "taken",
            Self::TooWeak => "too_weak",
            Self::WrongPassword => "wrong_password",
            Self::NotACode => "not_a_code",
            Self::SameAddress => "same_address",
            Self::WrongCode => "wrong_code",
            Self::UnknownField => "unknown_field",
            Self::WrongType => "wrong_type",
            Self::OutOfRange => "out_of_range",
            Self::NotTheName => "not_the_name",
            Self::NotADomain => "not_a_domain",
            Self::NotVerified => "not_verified",
            Self::NotOffered => "not_offered",
            Self::EnginesOutOfReach => "engines_out_of_reach",
            Self::Unusable => "unusable",
            Self::NotASiren => "not_a_siren",
            Self::NotAVatId => "not_a_vat_id",
            Self::NotAVoucher => "not_a_voucher",
            Self::NotACountry => "not_a_country",
            Self::OtherCountry => "other_country",
            Self::OtherCompany => "other_company",
        }
    }

    /// Every code.
    pub const ALL: [Self; 30] = [
        Self::Required,
        Self::TooShort,
        Self::TooLong,
        Self::BadCharacter,
        Self::InvisibleCharacter,
        Self::NotAnAddress,
        Self::UnsupportedAddress,
        Self::NotASlug,
        Self::Reserved,
        Self::Taken,
        Self::TooWeak,
        Self::WrongPassword,
        Self::NotACode,
        Self::SameAddress,
        Self::WrongCode,
        Self::UnknownField,
        Self::WrongType,
        Self::OutOfRange,
        Self::NotTheName,
        Self::NotADomain,
        Self::NotVerified,
        Self::NotOffered,
        Self::EnginesOutOfReach,
        Self::Unusable,
        Self::NotASiren,
        Self::NotAVatId,
        Self::NotAVoucher,
        Self::NotACountry,
        Self::OtherCountry,
        Self::OtherCompany,
    ];

    /// The code inside a deserializer's message, where one of this crate's types made it.
    #[must_use]
    pub fn from_message(message: &str) -> Option<Self> {
        let (_, rest) = message.split_once(MARK)?;
        Self::ALL
            .into_iter()
            .filter(|code| rest.starts_with(code.as_str()))
            .max_by_key(|code| code.as_str().len())
    }
}

impl fmt::Display for FieldCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}{}", self.as_str())
    }
}

impl std::error::Error for FieldCode {}

/// A refused field: where (RFC 6901 pointer into the request's body) and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// `/name`
    pub pointer: String,
    /// Why.
    pub code: FieldCode,
}

/// A type that wraps checked text: `parse`, `as_str`, and serde by the same check. In braces what a JSON schema can
/// say of the check.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident { $($schema:tt)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, $($schema)*))]
        #[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text as it is kept.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::FieldCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        #[cfg(feature = "columns")]
        $crate::primary_key!($name);

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use checked_text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_again_in_a_message() {
        for code in FieldCode::ALL {
            assert_eq!(FieldCode::from_message(&format!("{code} at line 1 column 5")), Some(code));
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
        assert_eq!(FieldCode::from_message("missing field `name`"), None);
    }
}
