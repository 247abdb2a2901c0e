//! Plans in words.

use crate::{
    api::Error,
    language::{self, Language, day_text_in, money_text, number_text},
    ui::Tone,
};
use hq_contract::{
    Money, ProblemCode, Timestamp,
    plan::{Cycle, Plan, SupportLevel},
    plans::PaymentKind,
    quotas::{QuotaKind, QuotaRequestState},
    subscription::{Subscription, SubscriptionState},
    vouchers::VoucherGift,
};
use hq_text::{Key, Texts, plan, quotas, vouchers};
use leptos::prelude::*;

/// What a plan is called.
pub(super) const fn plan_key(plan: Plan) -> Key {
    match plan {
        Plan::Standard => plan::STANDARD,
        Plan::Premium => plan::PREMIUM,
        Plan::Enterprise => plan::ENTERPRISE,
    }
}

/// For whom a plan is.
pub(super) const fn plan_text_key(plan: Plan) -> Key {
    match plan {
        Plan::Standard => plan::STANDARD_TEXT,
        Plan::Premium => plan::PREMIUM_TEXT,
        Plan::Enterprise => plan::ENTERPRISE_TEXT,
    }
}

/// How often it is paid.
pub(super) const fn cycle_key(cycle: Cycle) -> Key {
    match cycle {
        Cycle::Monthly => plan::MONTHLY,
        Cycle::Yearly => plan::YEARLY,
    }
}

/// What a support level is called.
pub(super) const fn support_key(level: SupportLevel) -> Key {
    match level {
        SupportLevel::Basic => plan::BASIC,
        SupportLevel::Advanced => plan::ADVANCED,
        SupportLevel::BusinessCritical => plan::BUSINESS_CRITICAL,
    }
}

/// What a support level means.
pub(super) const fn support_text_key(level: SupportLevel) -> Key {
    match level {
        SupportLevel::Basic => plan::BASIC_TEXT,
        SupportLevel::Advanced => plan::ADVANCED_TEXT,
        SupportLevel::BusinessCritical => plan::BUSINESS_CRITICAL_TEXT,
    }
}

/// How it is paid.
pub(super) const fn payment_key(payment: PaymentKind) -> Key {
    match payment {
        PaymentKind::BankTransfer => plan::BANK_TRANSFER,
        PaymentKind::Card => plan::CARD,
    }
}

/// What a quota is of.
pub(super) const fn quota_key(kind: QuotaKind) -> Key {
    match kind {
        QuotaKind::Dataplants => quotas::DATAPLANTS,
        QuotaKind::StorageEngines => quotas::STORAGE_ENGINES,
        QuotaKind::Fpu => quotas::FPU,
        QuotaKind::Members => quotas::MEMBERS,
    }
}

/// Where a request for a greater quota is.
pub(super) const fn request_state(state: QuotaRequestState) -> (Key, Tone) {
    match state {
        QuotaRequestState::Pending => (quotas::PENDING, Tone::Info),
        QuotaRequestState::Granted => (quotas::GRANTED, Tone::Success),
        QuotaRequestState::Refused => (quotas::REFUSED, Tone::Warning),
    }
}

/// Where a subscription is in its life, with the day that matters.
pub(super) fn state_text(language: Language, subscription: &Subscription) -> (String, Tone) {
    let day = |at: &Option<Timestamp>| {
        at.as_ref().map(|at| day_text_in(language, at, &subscription.zone)).unwrap_or_default()
    };
    language.texts().with(|texts| match subscription.state {
        SubscriptionState::Trial => (plan::trial_until(texts, &day(&subscription.trial_until)), Tone::Info),
        SubscriptionState::Active => (texts.get(plan::ACTIVE).into_owned(), Tone::Success),
        SubscriptionState::Cancelled => {
            (plan::cancelled_until(texts, &day(&subscription.ends_at)), Tone::Warning)
        }
        SubscriptionState::Ended => (plan::ended_on(texts, &day(&subscription.ends_at)), Tone::Danger),
    })
}

/// An amount a month, without VAT.
pub(super) fn month_text(language: Language, month: &Money) -> String {
    let amount = money_text(language, month);
    language.texts().with(|texts| plan::month(texts, &amount))
}

/// What a voucher gives.
pub(super) fn gift_text(language: Language, gift: &VoucherGift) -> String {
    language.texts().with(|texts| match gift {
        VoucherGift::Credit { amount } => vouchers::gives_credit(texts, &money_text(language, amount)),
        VoucherGift::Fpu { fpu, days } => {
            let (days, fpu) = (number_text(language, (*days).into()), number_text(language, (*fpu).into()));
            vouchers::gives_fpu(texts, &days, &fpu)
        }
        VoucherGift::Trial { plan, days } => {
            let days = number_text(language, (*days).into());
            vouchers::gives_trial(texts, &days, &texts.get(plan_key(*plan)))
        }
    })
}

/// Why something about a plan was refused, in words of its own.
#[must_use]
pub(super) fn error_text(language: Language, error: &Error) -> String {
    let own = match error.code() {
        Some(ProblemCode::PlanNeeded) => plan::PLAN_NEEDED,
        Some(ProblemCode::QuotaReached) => plan::QUOTA_REACHED,
        Some(ProblemCode::QuoteChanged) => plan::QUOTE_CHANGED,
        Some(ProblemCode::AskForOffer) => plan::ASK_FOR_OFFER,
        Some(ProblemCode::NoSubscription) => plan::NO_SUBSCRIPTION,
        Some(ProblemCode::PayerStopped) => plan::PAYER_STOPPED,
        Some(ProblemCode::BillingOff) => plan::BILLING_OFF,
        Some(ProblemCode::BillingIncomplete) => plan::BILLING_INCOMPLETE,
        Some(ProblemCode::TransferPending) => plan::TRANSFER_PENDING,
        Some(ProblemCode::NoPaymentProvider) => plan::NO_PAYMENT_PROVIDER,
        Some(ProblemCode::VoucherUsed) => vouchers::USED,
        Some(ProblemCode::VoucherExpired) => vouchers::EXPIRED,
        Some(ProblemCode::VoucherRedeemed) => vouchers::REDEEMED,
        _ => return language::error_text(language, error),
    };
    language.texts().with(|texts| texts.get(own).into_owned())
}

/// The same, as long as there is a failure.
#[must_use]
pub(super) fn error_message(
    error: impl Fn() -> Option<Error> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    language::error_message_in(error_text, error)
}

/// The name of a plan in a text about it.
pub(super) fn named(texts: &Texts, plan: Plan, write: fn(&Texts, &str) -> String) -> String {
    write(texts, &texts.get(plan_key(plan)))
}
