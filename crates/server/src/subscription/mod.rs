//! An organization's subscription: what it has subscribed to, what that includes and costs, and changing it.

mod bill;
mod budget;
mod cancel;
mod demo;
mod get;
pub mod jobs;
mod put;
mod quote;
mod reactivate;
pub mod store;
mod upcoming;
pub mod watch;

pub use bill::bill_now;
pub use put::{Order, order};
pub use store::{due, statement};

use crate::{app::App, http::endpoint::serve};
use hq_contract::{
    invoices::{GetUpcomingInvoice, PutBudget},
    subscription::{
        CancelSubscription, GetSubscription, PutSubscription, QuoteSubscription, ReactivateSubscription,
    },
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetSubscription, _>(get::get_subscription))
        .routes(serve::<PutSubscription, _>(put::put_subscription))
        .routes(serve::<QuoteSubscription, _>(quote::quote_subscription))
        .routes(serve::<CancelSubscription, _>(cancel::cancel_subscription))
        .routes(serve::<ReactivateSubscription, _>(reactivate::reactivate_subscription))
        .routes(serve::<GetUpcomingInvoice, _>(upcoming::get_upcoming_invoice))
        .routes(serve::<PutBudget, _>(budget::put_budget))
}
