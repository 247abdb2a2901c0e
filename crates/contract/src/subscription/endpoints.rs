//! Endpoints about a subscription.

use super::{Cancellation, CurrentSubscription, PlanStanding, Quote, QuoteRequest, SubscriptionOrder};
use crate::{
    Endpoint, Method, Nothing, OrganizationId,
    endpoint::{described, endpoint_at, fill},
};

/// What refuses whatever comes to an order of a plan.
#[cfg(feature = "openapi")]
const ORDER: &[crate::ProblemCode] = crate::described::refusals!([
    QuoteChanged,
    AskForOffer,
    NoSubscription,
    PayerStopped,
    BillingOff,
    BillingIncomplete,
    TransferPending,
    NoPaymentProvider,
]);

endpoint_at!(
    /// Read the subscription
    ///
    /// What is subscribed to, what that includes and how much of it is used in this period, who pays, and what vouchers still give. With
    /// `billing` false where the operator sells no plans.
    GetSubscription {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/subscription" -> CurrentSubscription,
    tag "subscription", for ReadBilling,
    200 "The subscription, if there is one"
);
endpoint_at!(
    /// [`GetSubscription`], of which no more is read than whether there is a plan.
    GetPlanStanding {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/subscription" -> PlanStanding
);
endpoint_at!(
    /// Ask what a subscription would cost
    ///
    /// Changes nothing. The same that today's invoice will say, to the cent, if it is confirmed within 15 minutes with its `hash`. 409
    /// `ask_for_offer` for a plan that the operator makes an offer of, `billing_off` where nothing is sold.
    QuoteSubscription {
        /// Of which organization.
        org: OrganizationId
    } (QuoteRequest) Post "/organizations/{org}/subscription/quote" -> Quote,
    tag "subscription", for UpdateBilling,
    200 "What it would cost",
    refusals ORDER
);
endpoint_at!(
    /// Subscribe, or change the subscription
    ///
    /// Confirms a quote: 409 `quote_changed` where it is older than 15 minutes or would say something else now. What is more holds at
    /// once, and is billed today in proportion; what is less holds at the end of what is paid. Whoever orders takes a cancellation back.
    /// The account has to be the caller's own, or the one that pays now.
    PutSubscription {
        /// Of which organization.
        org: OrganizationId
    } (SubscriptionOrder) Put "/organizations/{org}/subscription" -> CurrentSubscription,
    tag "subscription", for UpdateBilling,
    200 "The subscription as it is now",
    refusals ORDER
);
endpoint_at!(
    /// Cancel the subscription
    ///
    /// It runs to the end of what is paid, and can be reactivated until then. What exists stays after it, and goes on to cost what is
    /// used, without what the plan included; nothing more that costs can be ordered. A change that was to come no longer is. 409
    /// `no_subscription` where there is none.
    CancelSubscription {
        /// Of which organization.
        org: OrganizationId
    } (Cancellation) Post "/organizations/{org}/subscription/cancel" -> CurrentSubscription,
    tag "subscription", for UpdateBilling,
    200 "The subscription as it is now",
    refusals [NoSubscription, BillingOff]
);

described!(
    /// Reactivate the subscription
    ///
    /// Takes a cancellation back, or a change that was to come at the end of the period. 409 `no_subscription` where there is neither:
    /// one that has ended is ordered again. 409 `payer_stopped` where who pays has cancelled, for everybody but them: another billing
    /// account is ordered with.
    #[derive(Clone, Copy, Debug)]
    pub struct ReactivateSubscription {
        /// Of which organization.
        pub org: OrganizationId,
    }
    tag "subscription", for UpdateBilling,
    200 "The subscription as it is now",
    refusals ORDER
);

impl Endpoint for ReactivateSubscription {
    type Body = Nothing;
    type Answer = CurrentSubscription;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/organizations/{org}/subscription/reactivate";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string())])
    }
}
