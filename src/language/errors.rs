//! What a person reads when something fails: one text for each code of the contract.

use super::{Language, use_language};
use crate::{api::Error, browser::intl};
use hq_contract::{FieldCode, ProblemCode};
use hq_text::{Key, Texts, errors};
use leptos::prelude::*;

/// What happened, what was kept and what to do.
#[must_use]
pub fn error_text(language: Language, error: &Error) -> String {
    language.texts().with(|texts| {
        language.locale().with(|locale| match error {
            Error::Unreachable => texts.get(errors::LOST).into_owned(),
            Error::Unreadable => texts.get(errors::UNREADABLE).into_owned(),
            Error::Problem { problem, retry_after } => {
                problem_text(texts, locale, problem.code, *retry_after)
            }
        })
    })
}

/// A failure in the language of the page, as long as there is one.
#[must_use]
pub fn error_message(error: impl Fn() -> Option<Error> + Send + Sync + 'static) -> Signal<Option<String>> {
    error_message_in(error_text, error)
}

/// The same, in words of a feature's own.
pub fn error_message_in(
    words: fn(Language, &Error) -> String,
    error: impl Fn() -> Option<Error> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    let language = use_language();
    Signal::derive(move || error().map(|error| words(language, &error)))
}

/// The text of a refusal.
#[must_use]
pub fn problem_text(texts: &Texts, locale: &str, code: ProblemCode, retry_after: Option<u32>) -> String {
    let when = retry_after.map(|seconds| intl::relative(locale, f64::from(seconds)));
    match (code, when) {
        (ProblemCode::TooManyRequests, Some(when)) => errors::too_many_requests_until(texts, &when),
        (ProblemCode::Unavailable, Some(when)) => errors::unavailable_until(texts, &when),
        _ => texts.get(problem_key(code)).into_owned(),
    }
}

const fn problem_key(code: ProblemCode) -> Key {
    match code {
        ProblemCode::BadRequest
        | ProblemCode::MethodNotAllowed
        | ProblemCode::UnsupportedMediaType
        | ProblemCode::HeaderTooLarge
        | ProblemCode::IdempotencyKeyReused
        | ProblemCode::PreconditionRequired => errors::NOT_UNDERSTOOD,
        ProblemCode::NotSignedIn | ProblemCode::InvalidToken => errors::NOT_SIGNED_IN,
        ProblemCode::WrongCredentials => errors::WRONG_CREDENTIALS,
        ProblemCode::MfaRequired => errors::MFA_REQUIRED,
        ProblemCode::WrongCode => errors::WRONG_CODE,
        ProblemCode::MfaMissing => errors::MFA_MISSING,
        ProblemCode::MfaOn => errors::MFA_ON,
        ProblemCode::MfaOff => errors::MFA_OFF,
        ProblemCode::Forbidden => errors::FORBIDDEN,
        ProblemCode::PeopleOnly => errors::PEOPLE_ONLY,
        ProblemCode::ForeignOrigin => errors::FOREIGN_ORIGIN,
        ProblemCode::NotFound => errors::NOT_FOUND,
        ProblemCode::LinkUnknown => errors::LINK_UNKNOWN,
        ProblemCode::RequestTimeout => errors::LOST,
        ProblemCode::SlugTaken => errors::SLUG_TAKEN,
        ProblemCode::LinkExpired => errors::LINK_EXPIRED,
        ProblemCode::LinkUsed => errors::LINK_USED,
        ProblemCode::LinkCancelled => errors::LINK_CANCELLED,
        ProblemCode::WrongAccount => errors::WRONG_ACCOUNT,
        ProblemCode::AccountExists => errors::ACCOUNT_EXISTS,
        ProblemCode::AlreadyMember => errors::ALREADY_MEMBER,
        ProblemCode::LastAdmin => errors::LAST_ADMIN,
        ProblemCode::InviterLostRight => errors::INVITER_LOST_RIGHT,
        ProblemCode::SeatsFull => errors::SEATS_FULL,
        ProblemCode::TooManyOrganizations => errors::TOO_MANY_ORGANIZATIONS,
        ProblemCode::OrganizationInUse => errors::ORGANIZATION_IN_USE,
        ProblemCode::BillingAccountInUse => errors::BILLING_ACCOUNT_IN_USE,
        ProblemCode::AlreadyAnswered => errors::ALREADY_ANSWERED,
        ProblemCode::InvitationRevoked => errors::INVITATION_REVOKED,
        ProblemCode::InvitationDeclined => errors::INVITATION_DECLINED,
        ProblemCode::InvitationReplaced => errors::INVITATION_REPLACED,
        ProblemCode::OrganizationDeleted => errors::ORGANIZATION_DELETED,
        ProblemCode::Stale => errors::STALE,
        // Only pages that come later meet these, and say them in their own words: here they would weigh in the main file.
        ProblemCode::PasswordWanted
        | ProblemCode::MfaReplaced
        | ProblemCode::PlanLacksIt
        | ProblemCode::PlanNeeded
        | ProblemCode::QuotaReached
        | ProblemCode::QuoteChanged
        | ProblemCode::AskForOffer
        | ProblemCode::NoSubscription
        | ProblemCode::PayerStopped
        | ProblemCode::BillingOff
        | ProblemCode::BillingIncomplete
        | ProblemCode::VoucherUsed
        | ProblemCode::VoucherExpired
        | ProblemCode::VoucherRedeemed
        | ProblemCode::TransferPending
        | ProblemCode::NoPaymentProvider
        | ProblemCode::LimitReached
        | ProblemCode::CertificateExists
        | ProblemCode::EngineInUse
        | ProblemCode::BuiltIn
        | ProblemCode::NotReady
        | ProblemCode::OfferUnavailable
        | ProblemCode::AlreadyShown
        | ProblemCode::NoSecretsKey
        | ProblemCode::ImageUnreadable
        | ProblemCode::ImageTooLarge => errors::INVALID,
        ProblemCode::TooLarge => errors::TOO_LARGE,
        ProblemCode::Invalid => errors::INVALID,
        ProblemCode::TooManyRequests => errors::TOO_MANY_REQUESTS,
        ProblemCode::Internal => errors::INTERNAL,
        ProblemCode::Unavailable => errors::UNAVAILABLE,
    }
}

/// The text beside a refused field.
#[must_use]
pub const fn field_key(code: FieldCode) -> Key {
    match code {
        FieldCode::Required => errors::FIELD_REQUIRED,
        FieldCode::TooShort => errors::FIELD_TOO_SHORT,
        FieldCode::TooLong => errors::FIELD_TOO_LONG,
        FieldCode::BadCharacter => errors::FIELD_BAD_CHARACTER,
        FieldCode::InvisibleCharacter => errors::FIELD_INVISIBLE,
        FieldCode::NotAnAddress => errors::FIELD_NOT_AN_ADDRESS,
        FieldCode::UnsupportedAddress => errors::FIELD_UNSUPPORTED_ADDRESS,
        FieldCode::NotASlug => errors::FIELD_NOT_A_SLUG,
        FieldCode::Reserved => errors::FIELD_RESERVED,
        FieldCode::Taken => errors::FIELD_TAKEN,
        FieldCode::SameAddress => errors::FIELD_SAME_ADDRESS,
        FieldCode::TooWeak => errors::FIELD_TOO_WEAK,
        FieldCode::NotTheName => errors::FIELD_NOT_THE_NAME,
        FieldCode::WrongPassword => errors::FIELD_WRONG_PASSWORD,
        FieldCode::NotACode => errors::FIELD_NOT_A_CODE,
        FieldCode::WrongCode => errors::FIELD_WRONG_CODE,
        FieldCode::OutOfRange => errors::FIELD_OUT_OF_RANGE,
        FieldCode::NotASiren => errors::FIELD_NOT_A_SIREN,
        FieldCode::NotAVatId => errors::FIELD_NOT_A_VAT_ID,
        // All but the first two have words of their own on the pages that meet them.
        FieldCode::UnknownField
        | FieldCode::WrongType
        | FieldCode::NotADomain
        | FieldCode::NotVerified
        | FieldCode::NotOffered
        | FieldCode::EnginesOutOfReach
        | FieldCode::Unusable
        | FieldCode::NotAVoucher
        | FieldCode::NotACountry => errors::FIELD_WRONG,
        FieldCode::OtherCountry => errors::FIELD_OTHER_COUNTRY,
        FieldCode::OtherCompany => errors::FIELD_OTHER_COMPANY,
    }
}
