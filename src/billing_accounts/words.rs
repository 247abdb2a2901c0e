//! What is wrong with a billing account, in words.

use crate::{
    api::Error,
    language::{self, Language, field_key},
};
use hq_contract::{FieldCode, ProblemCode, payment_methods::PaymentMethod, plans::PaymentKind};
use hq_text::{Key, Texts, billing_accounts, billing_form};
use leptos::prelude::*;

/// Why a billing account was refused as a whole.
pub(super) fn account_error(language: Language, error: &Error) -> String {
    let own = match error.code() {
        Some(ProblemCode::LimitReached) => billing_form::TOO_MANY,
        Some(ProblemCode::BillingIncomplete) => billing_form::INCOMPLETE,
        Some(ProblemCode::NoPaymentProvider) => billing_accounts::PROVIDER_LACKS,
        _ => return language::error_text(language, error),
    };
    language.texts().with(|texts| texts.get(own).into_owned())
}

/// The same, as long as there is a failure.
pub fn account_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    language::error_message_in(account_error, error)
}

/// How it pays.
pub(super) const fn payment_key(payment: PaymentKind) -> Key {
    match payment {
        PaymentKind::BankTransfer => billing_accounts::BANK_TRANSFER,
        PaymentKind::Card => billing_accounts::CARD,
    }
}

/// What a card is called: its brand as people write it, and its last digits.
#[must_use]
pub fn card_text(texts: &Texts, card: &PaymentMethod) -> String {
    let brand = match card.brand.as_str() {
        "amex" => "American Express".to_owned(),
        "cartes_bancaires" => "Cartes Bancaires".to_owned(),
        other => capitalized(other),
    };
    billing_accounts::card_named(texts, &brand, &card.last4)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The text beside a field.
pub(super) const fn field_text(code: FieldCode) -> Key {
    match code {
        FieldCode::NotACountry => billing_form::CHOOSE_COUNTRY,
        other => field_key(other),
    }
}
