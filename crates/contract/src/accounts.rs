//! Signing up: an account begins when its address is verified.

use crate::{
    EmailAddress, LanguageTag, LocalPath, Password, PersonName, endpoint::endpoint_with_body,
    session::Session,
};
use serde::{Deserialize, Serialize};

/// Somebody who signs up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// The person's name.
    pub full_name: PersonName,
    /// The work address to verify.
    pub email: EmailAddress,
    /// The password to sign in with.
    pub password: Password,
    /// The language of mails; the `Accept-Language` of this request where absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<LanguageTag>,
    /// Where to go once verified.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub return_to: Option<LocalPath>,
}

/// The answer to everybody who signs up, known or not: look into your mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckYourMail {
    /// Where the mail goes.
    pub email: EmailAddress,
}

/// The token from a mail's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// As it stands in the link.
    pub token: String,
}

endpoint_with_body!(
    /// Sign up. Answers 202 and sends a mail, whether the address has an account or not.
    SignUp(NewAccount) Post "/accounts" -> CheckYourMail
);
endpoint_with_body!(
    /// Verify the address: the account begins, and its session with it.
    Verify(Verification) Post "/accounts/verify" -> Session
);
