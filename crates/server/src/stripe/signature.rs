//! Whether a webhook comes from Stripe: <https://docs.stripe.com/webhooks#verify-manually>.

use ring::hmac;

/// How many seconds a webhook may be from now, either way.
const TOLERANCE: i64 = 300;
/// So many signatures are looked at: while a secret is replaced there are two.
const MOST: usize = 8;

/// Why a webhook is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The header is not one of Stripe's.
    #[error("the signature is missing or not understood")]
    Malformed,
    /// It was signed too long ago, or in the future.
    #[error("the signature is not of now")]
    NotOfNow,
    /// It was signed with another secret, or for another body.
    #[error("the signature is another's")]
    Wrong,
}

/// Checks the header `Stripe-Signature` of a body as it came. `now`: seconds since 1970.
///
/// # Errors
/// See [`SignatureError`].
pub fn verify(secret: &str, header: &str, body: &[u8], now: i64) -> Result<(), SignatureError> {
    let mut at = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", time)) if at.is_none() => at = Some(time),
            Some(("v1", signature)) if signatures.len() < MOST => signatures.push(signature),
            _ => {}
        }
    }
    let at = at.ok_or(SignatureError::Malformed)?;
    let signed_at: i64 = at.parse().map_err(|_| SignatureError::Malformed)?;
    if signatures.is_empty() {
        return Err(SignatureError::Malformed);
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let mut signed = Vec::with_capacity(at.len() + 1 + body.len());
    signed.extend_from_slice(at.as_bytes());
    signed.push(b'.');
    signed.extend_from_slice(body);
    let right = signatures
        .into_iter()
        .filter_map(|signature| hex::decode(signature).ok())
        // In a time that does not tell how much of it is right.
        .any(|signature| hmac::verify(&key, &signed, &signature).is_ok());
    if !right {
        return Err(SignatureError::Wrong);
    }
    if now.abs_diff(signed_at) <= TOLERANCE.unsigned_abs() { Ok(()) } else { Err(SignatureError::NotOfNow) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_test";
    const BODY: &[u8] = br#"{"id":"evt_1"}"#;
    const NOW: i64 = 1_772_355_600;

    fn sign(secret: &str, at: &str, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        hex::encode(hmac::sign(&key, &[at.as_bytes(), b".", body].concat()).as_ref())
    }

    fn header(at: i64) -> String {
        format!("t={at},v1={}", sign(SECRET, &at.to_string(), BODY))
    }

    #[test]
    fn what_stripe_signed_now_is_believed() {
        for at in [NOW, NOW - 300, NOW + 300] {
            assert_eq!(verify(SECRET, &header(at), BODY, NOW), Ok(()), "{at}");
        }
        let other = sign("whsec_other", &NOW.to_string(), BODY);
        let right = sign(SECRET, &NOW.to_string(), BODY);
        for header in [
            format!("t={NOW},v1={other},v1={right}"),
            format!("t={NOW},v1={right},v1={other},v0=abc"),
            format!("v1={right}, t={NOW}"),
        ] {
            assert_eq!(verify(SECRET, &header, BODY, NOW), Ok(()), "{header}");
        }
    }

    #[test]
    fn all_else_is_not() {
        let right = sign(SECRET, &NOW.to_string(), BODY);
        for (header, why) in [
            (String::new(), SignatureError::Malformed),
            (format!("v1={right}"), SignatureError::Malformed),
            (format!("t={NOW}"), SignatureError::Malformed),
            (format!("t=now,v1={right}"), SignatureError::Malformed),
            (format!("t={NOW},v0={right}"), SignatureError::Malformed),
            (header(NOW - 301), SignatureError::NotOfNow),
            (header(NOW + 301), SignatureError::NotOfNow),
            (format!("t={},v1={right}", NOW + 1), SignatureError::Wrong),
            (format!("t={NOW},t={NOW},v1=zz"), SignatureError::Wrong),
            (format!("t={NOW},v1={}", &right[1..]), SignatureError::Wrong),
            (format!("t={NOW},v1={}", &right[..62]), SignatureError::Wrong),
            (format!("t={NOW},v1={}", sign("whsec_other", &NOW.to_string(), BODY)), SignatureError::Wrong),
            (format!("t={NOW},v1={}", "0".repeat(64)), SignatureError::Wrong),
        ] {
            assert_eq!(verify(SECRET, &header, BODY, NOW), Err(why), "{header}");
        }
        assert_eq!(verify(SECRET, &header(NOW), br#"{"id":"evt_2"}"#, NOW), Err(SignatureError::Wrong));
        assert_eq!(verify(SECRET, &header(i64::MIN), BODY, NOW), Err(SignatureError::NotOfNow));
    }
}
