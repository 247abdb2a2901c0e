//! Multi-factor authentication: a code of an authenticator app beside the password (TOTP, RFC 6238), and recovery codes
//! for the day when the app is not at hand.

use crate::{
    FieldCode, Timestamp,
    endpoint::{endpoint, endpoint_with_body},
    field::checked_text,
    typed_digits,
};
use serde::{Deserialize, Serialize};

/// How many recovery codes there are at first.
pub const RECOVERY_CODES: usize = 10;

checked_text! {
    /// What is typed beside the password: the app's six digits or a recovery code, in the digits of any script, without the
    /// spaces and hyphens of any kind that make either readable. Whether it is the right one only the server knows.
    MfaCode { min_length = 6 }
}

impl MfaCode {
    /// How many digits an authenticator app shows.
    pub const DIGITS: usize = 6;
    /// How many letters and digits a recovery code has: 140 bits, of the 128 that OWASP ASVS 5.0 asks for (V11.5.1).
    pub const RECOVERY: usize = 28;
    /// How many those have that HQ made before, which stay good.
    pub const FORMER_RECOVERY: usize = 16;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `not_a_code`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let code: String = typed_digits::plain(text).take(Self::RECOVERY + 1).collect();
        let digits = code.len() == Self::DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
        let recovery = matches!(code.len(), Self::RECOVERY | Self::FORMER_RECOVERY)
            && code.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
        match (digits || recovery, code.is_empty()) {
            (true, _) => Ok(Self(code)),
            (_, true) => Err(FieldCode::Required),
            _ => Err(FieldCode::NotACode),
        }
    }

    /// Whether it is a recovery code rather than the app's.
    #[must_use]
    pub fn is_recovery(&self) -> bool {
        self.0.len() != Self::DIGITS
    }
}

/// A secret or a code with something between each four characters: easier to read and to type.
#[must_use]
pub fn in_groups(code: &str, between: char) -> String {
    let mut grouped = String::with_capacity(code.len() * 5 / 4);
    for (index, c) in code.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push(between);
        }
        grouped.push(c);
    }
    grouped
}

/// Whether the signed-in person has multi-factor authentication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mfa {
    /// Since when; `null` where it is off.
    pub enabled_at: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
}

/// The password again, for what is worth asking.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MfaPassword {
    /// The account's password.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: String,
}

impl std::fmt::Debug for MfaPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MfaPassword(…)")
    }
}

/// The password and a code again, for what makes the account easier to get into.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MfaProof {
    /// The account's password.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: String,
    /// A code of the authenticator app, or a recovery code; used up by it.
    pub code: MfaCode,
}

impl std::fmt::Debug for MfaProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MfaProof(…)")
    }
}

/// What an authenticator app has to know; shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MfaEnrolment {
    /// The secret in base32, to type in.
    pub secret: String,
    /// The same as an `otpauth:` URI, to open on the device.
    pub uri: String,
    /// The URI as a QR code, to photograph: an image as a `data:` URI.
    pub qr: String,
}

impl std::fmt::Debug for MfaEnrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MfaEnrolment(…)")
    }
}

/// Proof that the app knows the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MfaConfirmation {
    /// The app's code right now.
    pub code: MfaCode,
}

/// The recovery codes, each good for one sign-in; shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MfaRecoveryCodes {
    /// As they are to be written down.
    pub codes: Vec<String>,
}

impl std::fmt::Debug for MfaRecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MfaRecoveryCodes(…)")
    }
}

endpoint!(
    /// Whether I have multi-factor authentication
    GetMfa Get "/me/mfa" -> Mfa,
    tag "mfa", for SignedIn,
    200 "Since when, and how many recovery codes are left"
);
endpoint_with_body!(
    /// Begin to set up multi-factor authentication
    ///
    /// A secret for an authenticator app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds). Nothing is asked at sign-in until a
    /// code confirms it, within an hour. Asking again in the same session meanwhile shows the same secret, and the hour begins
    /// anew; from another session, another secret takes its place. 409 `mfa_on` where it is on,
    /// `no_secrets_key` where the server has no key to encrypt the secret with.
    BeginMfa(MfaPassword) Post "/me/mfa" -> MfaEnrolment,
    tag "mfa", for SignedIn,
    201 "What the app has to know",
    refusals [NoSecretsKey, MfaOn, TooManyRequests]
);
endpoint_with_body!(
    /// Switch multi-factor authentication on
    ///
    /// By the app's first code. Every other session of the account ends: from now on each has shown a code. The recovery codes
    /// are shown this once. A mail tells so, with a link that switches it off for who did not do it. 409 `mfa_off` where nothing was begun within the last hour, `mfa_replaced` where another session
    /// has begun it since. A code that is right at another time is refused with `clock_ahead`.
    ConfirmMfa(MfaConfirmation) Post "/me/mfa/confirm" -> MfaRecoveryCodes,
    tag "mfa", for SignedIn,
    201 "On; the recovery codes",
    refusals [WrongCode, MfaOn, MfaOff, MfaReplaced, TooManyRequests]
);
endpoint_with_body!(
    /// Make new recovery codes
    ///
    /// Takes the password and a code: the app's, or a recovery code. The former ones end. Shown this once: asking again, with the
    /// same `Idempotency-Key` or not, makes others. A mail tells so, with a link that makes the former ones good again. 409
    /// `mfa_off` where there is nothing to recover.
    RenewRecoveryCodes(MfaProof) Post "/me/mfa/recovery-codes" -> MfaRecoveryCodes,
    tag "mfa", for SignedIn,
    201 "The recovery codes",
    refusals [WrongCode, MfaOff, TooManyRequests]
);
endpoint_with_body!(
    /// Switch multi-factor authentication off
    ///
    /// Takes the password and a code: the app's, or a recovery code, which is used up. The secret and the recovery codes are
    /// deleted. A mail tells so, with a link that switches it on again as it was. Organizations that force it answer 403
    /// `mfa_missing` from then on. 409 `mfa_off` where it is off.
    DisableMfa(MfaProof) Post "/me/mfa/disable" -> Mfa,
    tag "mfa", for SignedIn,
    200 "Off",
    refusals [WrongCode, MfaOff, TooManyRequests]
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        let parse = |text| MfaCode::parse(text).map(|code| (code.as_str().to_owned(), code.is_recovery()));
        assert_eq!(parse(" 123 456"), Ok(("123456".to_owned(), false)));
        assert_eq!(parse("１２３４５６"), Ok(("123456".to_owned(), false)));
        assert_eq!(parse("٠١٢ – ٣٤٥"), Ok(("012345".to_owned(), false)));
        assert_eq!(parse("ABCD-efgh ijkl-2345\n"), Ok(("abcdefghijkl2345".to_owned(), true)));
        assert_eq!(parse("ＡＢＣＤー efgh—ijkl‑２３４５"), Ok(("abcdefghijkl2345".to_owned(), true)));
        assert_eq!(parse("\u{200e}123\u{2060}456\u{200b}"), Ok(("123456".to_owned(), false)));
        assert_eq!(parse(" - "), Err(FieldCode::Required));
        let long = "ABCD-efgh ijkl-2345 mnop-qrst-UVWX";
        assert_eq!(parse(long), Ok(("abcdefghijkl2345mnopqrstuvwx".to_owned(), true)));
        assert_eq!(parse(&long[..30]), Err(FieldCode::NotACode), "cut short");
        for wrong in ["12345", "１２３４５", "1234567", "12345a", "abcd-efgh-ijkl-2348", "abcdefghijkl23456"]
        {
            assert_eq!(parse(wrong), Err(FieldCode::NotACode), "{wrong}");
        }
        assert_eq!(parse(&" 1".repeat(100)), Err(FieldCode::NotACode));
    }

    #[test]
    fn codes_are_written_in_groups_of_four() {
        assert_eq!(in_groups("abcdefghijkl2345", '-'), "abcd-efgh-ijkl-2345");
        assert_eq!(in_groups("ABCDEF", ' '), "ABCD EF");
        assert_eq!(in_groups("", ' '), "");
    }

    #[test]
    fn secrets_are_never_printed() {
        let enrolment = MfaEnrolment { secret: "s".into(), uri: "u".into(), qr: "q".into() };
        assert_eq!(format!("{enrolment:?}"), "MfaEnrolment(…)");
    }
}
