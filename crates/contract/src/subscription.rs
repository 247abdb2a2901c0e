//! An organization's subscription: its plan, what that includes and costs, and changing, cancelling and reactivating it.

mod endpoints;

pub use endpoints::{
    CancelSubscription, GetPlanStanding, GetSubscription, PutSubscription, QuoteSubscription,
    ReactivateSubscription,
};

use crate::{
    BillingAccountId, Money, Note, Timestamp,
    card_payments::RefusedInvoice,
    invoices::{InvoiceLine, InvoiceTax},
    plan::{Cycle, Plan, SupportLevel},
    plans::PaymentKind,
};
use serde::{Deserialize, Serialize};

/// The most FPU that can be committed.
pub const MAX_COMMITTED_FPU: u32 = 10_000;

/// What is subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The plan.
    pub plan: Plan,
    /// How often it is paid.
    pub cycle: Cycle,
    /// How soon the operator helps.
    pub support: SupportLevel,
    /// How many FPU are committed, besides what the plan includes.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(maximum = 10_000))]
    pub committed_fpu: u32,
}

/// Where a subscription is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionState {
    /// It costs nothing yet.
    Trial,
    /// It runs.
    Active,
    /// It runs to the end of its period and ends then; it can be reactivated.
    Cancelled,
    /// It has ended. What exists stays, and nothing that costs can be ordered; it can be reactivated.
    Ended,
}

/// An organization's subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subscription {
    /// What is subscribed to.
    pub terms: Terms,
    /// Where it is in its life.
    pub state: SubscriptionState,
    /// Until when it costs nothing.
    pub trial_until: Option<Timestamp>,
    /// When the current period of usage began, and when it ends: the next invoice comes then.
    pub period: Option<Period>,
    /// When it ends, of one that is cancelled or has ended.
    pub ends_at: Option<Timestamp>,
    /// What it becomes at the end of the period.
    pub next: Option<NextTerms>,
    /// Who pays.
    pub payer: Payer,
    /// What it costs a month without what is used beyond it, without VAT.
    pub month: Money,
    /// What it includes, and how much of that is used.
    pub allowances: Vec<Allowance>,
    /// The time zone in which periods begin (IANA): whatever begins or ends with one does so on a day of this zone.
    pub zone: String,
}

/// A time from and to which something holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Period {
    /// Its first moment.
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
    /// The time zone of its days (IANA): the subscription's.
    pub zone: String,
}

/// What a subscription becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextTerms {
    /// What.
    pub terms: Terms,
    /// When.
    pub at: Timestamp,
}

/// Who pays for an organization, as its people see it. The account's own pages are its owner's alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payer {
    /// The billing account.
    pub id: BillingAccountId,
    /// What its invoices are addressed to.
    pub name: String,
    /// Whether it is the caller's own.
    pub mine: bool,
    /// How it pays.
    pub payment: PaymentKind,
    /// Whether its owner stops paying: the subscription ends, unless another account pays from then on. Only the owner can take that
    /// back.
    #[serde(default)]
    pub stops: bool,
}

/// Something that the plan includes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Allowance {
    /// Of what.
    pub kind: AllowanceKind,
    /// How much, in the kind's unit; none for as much as one wants.
    pub included: Option<u64>,
    /// How much was used in this period, in the kind's unit.
    pub used: u64,
    /// What one more costs a month, about, without VAT; none where there cannot be more.
    pub beyond_month: Option<Money>,
}

/// What a plan includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AllowanceKind {
    /// FPU × seconds of the period.
    FpuSeconds,
    /// GB × seconds of the period.
    StorageGbSeconds,
    /// Dataplants.
    Dataplants,
    /// Members.
    Members,
}

/// What an organization has, and could have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CurrentSubscription {
    /// Whether plans are sold here at all.
    pub billing: bool,
    /// The subscription; none where there never was one.
    pub subscription: Option<Subscription>,
    /// Whether a plan could still begin with a trial.
    pub trial_left: bool,
    /// What vouchers still give.
    pub vouchers: Vec<crate::vouchers::ActiveVoucher>,
    /// Invoices that are past due, if any: what comes next and when.
    pub overdue: Option<Overdue>,
    /// The open invoice whose card was refused last, if any.
    pub card_refused: Option<RefusedInvoice>,
}

/// What of [`CurrentSubscription`] says whether there is a plan: for who needs no more, and reads no more.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PlanStanding {
    /// Whether plans are sold here at all.
    pub billing: bool,
    /// The subscription; none where there never was one.
    pub subscription: Option<SubscriptionStanding>,
}

/// Where a subscription is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct SubscriptionStanding {
    /// Where.
    pub state: SubscriptionState,
}

impl From<&CurrentSubscription> for PlanStanding {
    fn from(current: &CurrentSubscription) -> Self {
        let subscription = current.subscription.as_ref();
        Self {
            billing: current.billing,
            subscription: subscription.map(|own| SubscriptionStanding { state: own.state }),
        }
    }
}

/// That an invoice is past due. Access is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overdue {
    /// How much is past due.
    pub amount: Money,
    /// Since when.
    pub since: Timestamp,
    /// When the next reminder goes out; none after the last.
    pub next_reminder: Option<Timestamp>,
    /// The time zone of these days (IANA): the subscription's.
    pub zone: String,
}

/// A question: what would it cost?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuoteRequest {
    /// What is to be subscribed to.
    pub terms: Terms,
    /// Who would pay: an account of the caller's; none for the one that pays now, or where there is none yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub billing_account: Option<BillingAccountId>,
    /// The time zone in which periods would begin (IANA); the operator's where absent. Only heard where a subscription would begin.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub zone: Option<String>,
}

/// When a change holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "when")]
pub enum TakesEffect {
    /// At once: what is more is billed today, in proportion.
    Now,
    /// At the end of the period that is paid.
    PeriodEnd {
        /// When that is.
        at: Timestamp,
    },
    /// Nothing changes.
    Unchanged,
}

/// What it would cost: the same as the invoice will say, to the cent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// Names this quote: an order with it is confirmed at these amounts or refused (`quote_changed`).
    pub hash: String,
    /// What is quoted.
    pub terms: Terms,
    /// When it would hold.
    pub takes_effect: TakesEffect,
    /// Until when it would cost nothing.
    pub trial_until: Option<Timestamp>,
    /// What today's invoice would say, line by line; empty where nothing is billed today.
    pub lines: Vec<InvoiceLine>,
    /// Today's sum without VAT.
    pub net: Money,
    /// VAT, by rate.
    pub taxes: Vec<InvoiceTax>,
    /// Amount billed today.
    pub gross: Money,
    /// What the plan, support and committed resources cost a month from then on, without VAT. A year's fee counts as its
    /// twelfth.
    pub month: Money,
    /// What the plan alone costs, by cycle, without VAT: a month, a year.
    pub plan_fees: PlanFees,
    /// When the next invoice comes.
    pub next_invoice: Option<Timestamp>,
    /// The time zone of these days (IANA): the subscription's, or the one in which it would begin.
    pub zone: String,
    /// Whether VAT is certain: without a billing account it is what the seller's country asks for.
    pub tax_certain: bool,
}

/// What a plan, its support and its committed resources cost by cycle, without VAT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[allow(missing_docs)] // the names say all there is
pub struct PlanFees {
    pub plan_month: Money,
    pub plan_year: Money,
    pub support_month: Money,
    pub support_year: Money,
    pub committed_month: Money,
    pub committed_year: Money,
}

/// An order: confirms a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubscriptionOrder {
    /// What is subscribed to.
    pub terms: Terms,
    /// Who pays: an account of the caller's, or the one that pays now.
    pub billing_account: BillingAccountId,
    /// The [`Quote::hash`] that was shown.
    pub quote: String,
    /// The time zone in which periods begin (IANA), as the quote says it; the operator's where absent. Only heard where a
    /// subscription begins.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub zone: Option<String>,
}

/// To cancel at the end of the period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// Why, for the operator.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<Note>,
}
