//! A try to charge a card that was refused, as the provider tells of it.

use crate::stripe::{PaymentIntent, wants_person};
use hq_contract::card_payments::RefusalReason;

/// Whether a code says that no card is charged such an amount.
pub fn is_of_amount(code: &str) -> bool {
    ["amount_too_small", "amount_too_large"].contains(&code)
}

/// A try that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the provider calls the try; none where it made none of it.
    pub charge: Option<String>,
    /// Its word for why.
    pub code: String,
    /// Which card it was.
    pub card: Option<String>,
}

impl Refusal {
    /// The refusal that a payment as it is now ended with, if it did.
    #[must_use]
    pub fn of(payment: &PaymentIntent) -> Option<Self> {
        if payment.status != "requires_payment_method" {
            return None;
        }
        let error = payment.last_payment_error.as_ref()?;
        let code = match (&error.code, &error.decline_code) {
            // Of the two this one says what is to be done.
            (Some(code), _) if wants_person(code) => code,
            (_, Some(decline)) => decline,
            (Some(code), None) => code,
            (None, None) => "declined",
        };
        Some(Self {
            charge: error.charge.clone().or_else(|| payment.latest_charge.clone()),
            code: code.to_owned(),
            card: error.payment_method.as_ref().map(|card| card.id.clone()),
        })
    }

    /// Why, in the words of the API.
    #[must_use]
    pub fn reason(&self) -> RefusalReason {
        match self.code.as_str() {
            code if wants_person(code) => RefusalReason::Authentication,
            code if is_of_amount(code) => RefusalReason::NotSupported,
            "insufficient_funds" => RefusalReason::InsufficientFunds,
            "expired_card" | "invalid_expiry_month" | "invalid_expiry_year" => RefusalReason::Expired,
            "card_velocity_exceeded" | "withdrawal_count_limit_exceeded" => RefusalReason::Limit,
            "incorrect_number"
            | "invalid_number"
            | "incorrect_cvc"
            | "invalid_cvc"
            | "incorrect_zip"
            | "incorrect_address"
            | "invalid_account"
            | "new_account_information_available" => RefusalReason::Incorrect,
            "card_not_supported"
            | "currency_not_supported"
            | "transaction_not_allowed"
            | "not_permitted"
            | "service_not_allowed"
            | "invalid_amount" => RefusalReason::NotSupported,
            "processing_error" | "issuer_not_available" | "try_again_later" | "reenter_transaction" => {
                RefusalReason::Unavailable
            }
            _ => RefusalReason::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stripe::PaymentError;

    fn refused(code: Option<&str>, decline: Option<&str>) -> Option<Refusal> {
        let error = PaymentError {
            code: code.map(str::to_owned),
            decline_code: decline.map(str::to_owned),
            ..PaymentError::default()
        };
        Refusal::of(&PaymentIntent {
            status: "requires_payment_method".to_owned(),
            latest_charge: Some("ch_1".to_owned()),
            last_payment_error: Some(error),
            ..PaymentIntent::default()
        })
    }

    #[test]
    fn a_reason_is_found_in_the_words_of_banks() {
        for (code, decline, reason) in [
            ("card_declined", Some("insufficient_funds"), RefusalReason::InsufficientFunds),
            ("expired_card", None, RefusalReason::Expired),
            ("expired_card", Some("expired_card"), RefusalReason::Expired),
            ("card_declined", Some("authentication_required"), RefusalReason::Authentication),
            ("authentication_required", Some("generic_decline"), RefusalReason::Authentication),
            ("card_declined", Some("withdrawal_count_limit_exceeded"), RefusalReason::Limit),
            ("incorrect_cvc", None, RefusalReason::Incorrect),
            ("card_declined", Some("card_not_supported"), RefusalReason::NotSupported),
            ("card_declined", Some("try_again_later"), RefusalReason::Unavailable),
            ("processing_error", None, RefusalReason::Unavailable),
            // Nobody is told that a card was reported.
            ("card_declined", Some("stolen_card"), RefusalReason::Other),
            ("card_declined", Some("what_comes_next_year"), RefusalReason::Other),
        ] {
            let refusal = refused(Some(code), decline).unwrap();
            assert_eq!(refusal.reason(), reason, "{code} {decline:?}");
            assert_eq!(refusal.charge.as_deref(), Some("ch_1"));
        }
        assert_eq!(refused(None, None).unwrap().reason(), RefusalReason::Other);
    }

    #[test]
    fn what_was_not_tried_or_is_not_over_is_no_refusal() {
        let waits = "requires_payment_method".to_owned();
        assert_eq!(Refusal::of(&PaymentIntent { status: waits, ..PaymentIntent::default() }), None);
        for status in ["processing", "succeeded", "canceled", "requires_action", "requires_confirmation"] {
            let payment = PaymentIntent {
                status: status.to_owned(),
                last_payment_error: Some(PaymentError::default()),
                ..PaymentIntent::default()
            };
            assert_eq!(Refusal::of(&payment), None, "{status}");
        }
    }
}
