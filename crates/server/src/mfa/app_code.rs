//! The codes of an authenticator app (TOTP, RFC 6238) with what every app understands: SHA-1, six digits, 30 seconds.

use crate::{http::problem::Failure, platform::micros::Micros};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hq_contract::mfa::{MfaCode, MfaEnrolment};
use qrcode::{EcLevel, QrCode, render::svg};
use totp_rs::{Algorithm, Builder, Totp};

/// RFC 4226, 4: as long as SHA-1's own.
pub const SECRET_BYTES: usize = 20;
/// Codes of so many steps before and after are good too: clocks differ, and typing takes a while (RFC 6238, 5.2).
const SKEW: u16 = 1;
const STEP_SECONDS: u64 = 30;
/// Whose code it is, as the app shows it.
const ISSUER: &str = "HQ";

fn totp(secret: &[u8], account: &str) -> Result<Totp, Failure> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(MfaCode::DIGITS as u8)
        .with_skew(SKEW)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret)
        .with_issuer(Some(ISSUER))
        .with_account_name(account)
        .build()
        .map_err(|error| Failure::internal(&error))
}

/// The time step that a code is of, if it is one of now.
///
/// # Errors
/// 500 where the secret is none.
pub fn step_of(secret: &[u8], code: &MfaCode, now: Micros) -> Result<Option<i64>, Failure> {
    let seconds = u64::try_from(now.seconds()).unwrap_or(0);
    let step = totp(secret, "")?.check(code.as_str(), seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The time step so many seconds after now.
#[must_use]
pub const fn step_at(now: Micros, ahead: i64) -> i64 {
    (now.seconds() + ahead).div_euclid(STEP_SECONDS as i64)
}

/// How far the clock of an app may be off for that to be recognized, in steps: an hour.
const RECOGNIZED: i64 = 3600 / STEP_SECONDS as i64;

/// By how many seconds the clock behind a wrong code seems to be ahead of now, or behind (negative), where it is the code of
/// such a time.
///
/// # Errors
/// 500 where the secret is none.
pub fn clock_ahead(secret: &[u8], code: &MfaCode, now: Micros) -> Result<Option<i64>, Failure> {
    let totp = totp(secret, "")?;
    let step_seconds = STEP_SECONDS as i64;
    let seconds = now.seconds();
    let is_at = |ahead: i64| {
        let at = u64::try_from(seconds + ahead * step_seconds).ok();
        at.is_some_and(|at| totp.generate(at).to_string() == code.as_str())
    };
    let steps = (i64::from(SKEW) + 1..=RECOGNIZED).flat_map(|steps| [-steps, steps]);
    // All of them are looked at, whichever it is: the time of the answer tells nothing.
    let found = steps.filter(|ahead| is_at(*ahead)).min_by_key(|ahead| ahead.abs());
    Ok(found.map(|ahead| ahead * step_seconds))
}

/// What the app of an account has to know.
///
/// # Errors
/// 500 where the secret is none.
pub fn enrolment(secret: &[u8], account: &str) -> Result<MfaEnrolment, Failure> {
    // The colon stands between issuer and account.
    let totp = totp(secret, &account.replace(':', ""))?;
    let uri = totp.to_url().map_err(|error| Failure::internal(&error))?;
    let qr =
        QrCode::with_error_correction_level(&uri, EcLevel::M).map_err(|error| Failure::internal(&error))?;
    let image = qr.render::<svg::Color<'_>>().quiet_zone(true).build();
    let qr = format!("data:image/svg+xml;base64,{}", STANDARD.encode(image));
    Ok(MfaEnrolment { secret: totp.secret().to_base32(), uri, qr })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn step(code: &str, seconds: i64) -> Option<i64> {
        step_of(SECRET, &MfaCode::parse(code).unwrap(), Micros::new(seconds * 1_000_000)).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, the last six digits.
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(step(code, seconds), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn one_step_before_and_after_is_good_and_no_more() {
        for (seconds, good) in
            [(1_234_567_890 - 60, false), (1_234_567_890 - 30, true), (1_234_567_890 + 59, true)]
        {
            assert_eq!(step("005924", seconds).is_some(), good, "{seconds}");
        }
        assert_eq!(step("005924", 1_234_567_890 + 60), None);
    }

    #[test]
    fn a_clock_that_is_off_is_recognized() {
        let ahead = |code: &str, seconds: i64| {
            clock_ahead(SECRET, &MfaCode::parse(code).unwrap(), Micros::new(seconds * 1_000_000)).unwrap()
        };
        for (now, found) in [(120, Some(-120)), (-120, Some(120)), (3600, Some(-3600)), (-3600, Some(3600))] {
            assert_eq!(ahead("005924", 1_234_567_890 + now), found, "{now}");
        }
        assert_eq!(ahead("005924", 1_234_567_890 + 3630), None);
        assert_eq!(ahead("005924", 1_234_567_890), None, "it is right");
        assert_eq!(ahead("005924", 30), None);
    }

    #[test]
    fn an_app_is_told_all_it_has_to_know() {
        let told = enrolment(SECRET, "ada+x@example.org").unwrap();
        assert_eq!(told.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let parsed = Totp::from_url(&told.uri).unwrap();
        assert_eq!((parsed.account_name(), parsed.issuer()), ("ada+x@example.org", Some("HQ")));
        assert_eq!(parsed.secret().as_bytes(), SECRET);
        assert!(told.qr.starts_with("data:image/svg+xml;base64,"));
    }
}
