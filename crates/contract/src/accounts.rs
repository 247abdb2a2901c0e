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

/// The token from a mail's link. In the browser that signed up it is enough; in any other, whoever opens the link chooses
/// name and password here, and those of the sign-up are forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// As it stands in the link.
    pub token: String,
    /// The account's name, in the place of the sign-up's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub full_name: Option<PersonName>,
    /// The account's password, in the place of the sign-up's. Needs `full_name` beside it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub password: Option<Password>,
}

impl Verification {
    /// The token alone.
    #[must_use]
    pub const fn of(token: String) -> Self {
        Self { token, full_name: None, password: None }
    }
}

/// What a sign-up said, for whoever holds its link and has to choose a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUpBegun {
    /// The address that the link was mailed to.
    pub email: EmailAddress,
    /// The name that was typed, perhaps by somebody else.
    pub full_name: PersonName,
}

endpoint_with_body!(
    /// Sign up
    ///
    /// Sends a mail and answers the same, in the same time, whether the address has an account or not. The account begins
    /// when the link in the mail is confirmed. A cookie tells this browser from others: in it the link is enough, in any other
    /// the password has to be chosen anew.
    SignUp(NewAccount) Post "/accounts" -> CheckYourMail,
    tag "accounts", for Everybody,
    202 "A mail is on its way",
    refusals [TooManyRequests]
);
endpoint_with_body!(
    /// Verify the address
    ///
    /// The account begins, and this browser is signed in. In the browser that signed up, the token is enough. In any other it is
    /// answered with 409 `password_wanted`, which uses nothing up: the sign-up may have been somebody else's. Send the token
    /// again with a name and a password, which become the account's. Every other sign-up of the address ends.
    Verify(Verification) Post "/accounts/verify" -> Session,
    tag "accounts", for Everybody,
    201 "The account has begun; the cookie is set",
    refusals [LinkUnknown, PasswordWanted, LinkExpired, LinkUsed, TooManyRequests]
);
