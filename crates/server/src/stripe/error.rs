//! What Stripe answers where it does not do what it was asked.

use serde::Deserialize;

/// Why Stripe did not do it, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StripeError {
    /// Nobody knows whether it was done: no answer, a fault of Stripe's, too many requests. It is asked again, in a way that does it
    /// once.
    #[error("Stripe did not say: {0}")]
    Later(String),
    /// The card was not charged.
    #[error("the card was not charged: {code}")]
    Card {
        /// Stripe's word for why.
        code: String,
        /// Whether the bank wants to hear from its customer.
        wants_person: bool,
    },
    /// There is no such thing.
    #[error("Stripe knows no such thing")]
    Gone,
    /// Asking again would not help.
    #[error("Stripe refused with {status}: {code}")]
    Refused {
        /// The status.
        status: u16,
        /// Stripe's word for why.
        code: String,
    },
}

#[derive(Debug, Default, Deserialize)]
struct Body {
    #[serde(default)]
    error: Said,
}

#[derive(Debug, Default, Deserialize)]
struct Said {
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    decline_code: Option<String>,
}

/// Stripe's words for a bank that wants to hear from its customer.
const WANTS_PERSON: [&str; 2] = ["authentication_required", "authentication_not_handled"];

/// Whether a code says that the bank wants to hear from its customer.
pub fn wants_person(code: &str) -> bool {
    WANTS_PERSON.contains(&code)
}

/// What an answer from 400 on means. Its message is left out: it may say more than a log should hold.
pub fn of(status: u16, body: &[u8]) -> StripeError {
    let Said { kind, code, decline_code } = serde_json::from_slice::<Body>(body).unwrap_or_default().error;
    let named = code.clone().unwrap_or_else(|| kind.clone());
    match status {
        402 => {
            let code = decline_code.or(code).unwrap_or(kind);
            StripeError::Card { wants_person: wants_person(&code) || wants_person(&named), code }
        }
        404 => StripeError::Gone,
        409 | 429 | 500.. => StripeError::Later(format!("{status} {named}")),
        // Another request changed it meanwhile: what it is now shows when it is read.
        400 if named == "payment_intent_unexpected_state" => StripeError::Later(named),
        _ => StripeError::Refused { status, code: named },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart_by_whether_asking_again_helps() {
        let error = |status, code: &str, decline: &str| {
            let body =
                serde_json::json!({"error": {"type": "card_error", "code": code, "decline_code": decline}});
            of(status, body.to_string().as_bytes())
        };
        assert_eq!(
            error(402, "card_declined", "insufficient_funds"),
            StripeError::Card { code: "insufficient_funds".to_owned(), wants_person: false }
        );
        for (code, decline) in [
            ("authentication_required", "authentication_required"),
            ("card_declined", "authentication_required"),
        ] {
            assert!(matches!(error(402, code, decline), StripeError::Card { wants_person: true, .. }));
        }
        for status in [409, 429, 500, 503] {
            assert!(matches!(of(status, b"<html>"), StripeError::Later(_)), "{status}");
        }
        assert!(matches!(error(400, "payment_intent_unexpected_state", ""), StripeError::Later(_)));
        assert_eq!(of(401, b""), StripeError::Refused { status: 401, code: String::new() });
        assert_eq!(error(404, "resource_missing", ""), StripeError::Gone);
    }
}
