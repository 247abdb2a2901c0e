//! What people are told of their account by mail, and the link with which they say that it was not them.

use crate::{EmailAddress, Nothing, Password, Timestamp, by_name, endpoint::endpoint_at};
use serde::{Deserialize, Serialize};

/// How long a link works, in days: people may read their mail after a week away.
pub const DAYS: u32 = 7;
/// How long a link works, in hours, whose mail tells that two-step sign-in got stronger. It takes that back, and so it must
/// not be a way around two-step sign-in for who reads the mail later (docs/decisions/0030-account-alerts.md).
pub const HOURS_OF_STRONGER: u32 = 24;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// Somebody signed in with a browser that the account did not know.
    SignedIn,
    /// The password was changed in the account, by who knew the former one.
    PasswordChanged,
    /// The password was set with a link from a mail.
    PasswordReset,
    /// Multi-factor authentication was switched on.
    MfaEnabled,
    /// Multi-factor authentication was switched off.
    MfaDisabled,
    /// New recovery codes took the place of the former ones.
    RecoveryCodesRenewed,
    /// Another email address was asked for.
    EmailChangeAsked,
    /// The account has another email address; this goes to the former one.
    EmailChanged,
}

impl AlertKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::SignedIn,
        Self::PasswordChanged,
        Self::PasswordReset,
        Self::MfaEnabled,
        Self::MfaDisabled,
        Self::RecoveryCodesRenewed,
        Self::EmailChangeAsked,
        Self::EmailChanged,
    ];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::PasswordChanged => "password_changed",
            Self::PasswordReset => "password_reset",
            Self::MfaEnabled => "mfa_enabled",
            Self::MfaDisabled => "mfa_disabled",
            Self::RecoveryCodesRenewed => "recovery_codes_renewed",
            Self::EmailChangeAsked => "email_change_asked",
            Self::EmailChanged => "email_changed",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// How many hours its link works.
    #[must_use]
    pub const fn hours(self) -> u32 {
        if self.is_stronger() { HOURS_OF_STRONGER } else { DAYS * 24 }
    }

    /// Whether multi-factor authentication got stronger: taking that back makes it weaker.
    #[must_use]
    pub const fn is_stronger(self) -> bool {
        match self {
            Self::MfaEnabled | Self::RecoveryCodesRenewed => true,
            Self::SignedIn
            | Self::PasswordChanged
            | Self::PasswordReset
            | Self::MfaDisabled
            | Self::EmailChangeAsked
            | Self::EmailChanged => false,
        }
    }

    /// Whether it is a change of multi-factor authentication.
    #[must_use]
    pub const fn is_of_mfa(self) -> bool {
        matches!(self, Self::MfaEnabled | Self::MfaDisabled | Self::RecoveryCodesRenewed)
    }
}

by_name!(AlertKind);

/// What becomes of multi-factor authentication when the account is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SecuredMfa {
    /// It stays as it is.
    Unchanged,
    /// It is on again, with the former app and the former recovery codes.
    On,
    /// It is off again.
    Off,
    /// It stays on; the former app and the former recovery codes are good again in the place of those of now.
    FormerCodes,
}

/// What a link is about. Reading it changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountAlert {
    /// What happened.
    pub kind: AlertKind,
    /// When.
    pub happened_at: Timestamp,
    /// What the browser says it is.
    pub user_agent: String,
    /// From which address of the network.
    pub address: String,
    /// How long the link works.
    pub expires_at: Timestamp,
    /// What becomes of multi-factor authentication.
    pub mfa: SecuredMfa,
    /// The address that the account gets back; nothing where it keeps the one of now.
    pub email: Option<EmailAddress>,
}

/// Takes the account back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountSecuring {
    /// The password from now on.
    pub password: Password,
}

endpoint_at!(
    /// Read what a mail about an account tells
    ///
    /// For everybody who holds the link. Changes nothing, however often it is read: mail scanners follow links. 404
    /// `link_unknown`, 410 `link_expired`, `link_used`.
    GetAccountAlert {
        /// As it stands in the link.
        token: String,
    } Get "/account-alerts/{token}" -> AccountAlert,
    tag "account-alerts", for Everybody,
    200 "What happened, and what securing the account would do",
    refusals [LinkUnknown, LinkExpired, LinkUsed]
);
endpoint_at!(
    /// Take an account back
    ///
    /// Sets the password and ends every session, every link to choose a password, and every other link of this kind; the
    /// account forgets its browsers but this one, and every wrong try. Multi-factor
    /// authentication and the address are again as they were before the change that the link is of, and before those that came
    /// after; where that is too long ago, they stay as they are, and so does the address where another account has the former one.
    /// The address that the account loses is told.
    /// Links of mails to an address that the account had before stay good. Sign in with the new password.
    SecureAccount {
        /// As it stands in the link.
        token: String,
    } (AccountSecuring) Post "/account-alerts/{token}/secure" -> Nothing,
    tag "account-alerts", for Everybody,
    204 "The account is its owner's again",
    refusals [LinkUnknown, LinkExpired, LinkUsed, TooManyRequests]
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_their_names() {
        for kind in AlertKind::ALL {
            assert_eq!(AlertKind::from_name(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(AlertKind::from_name("?"), None);
    }

    #[test]
    fn what_weakens_two_step_sign_in_works_for_a_day() {
        let short: Vec<AlertKind> = AlertKind::ALL.into_iter().filter(|kind| kind.hours() == 24).collect();
        assert_eq!(short, [AlertKind::MfaEnabled, AlertKind::RecoveryCodesRenewed]);
    }
}
