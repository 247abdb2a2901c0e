//! An organization's subscription: what it has subscribed to, what that includes and costs, and changing it.

mod bill;
mod budget;
mod cancel;
mod get;
mod put;
mod quote;
mod reactivate;
pub mod store;
mod upcoming;
pub mod watch;

pub use bill::bill_now;
pub use put::{Order, order};
pub use store::{due, statement};

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get_subscription, put::put_subscription))
        .routes(routes!(quote::quote_subscription))
        .routes(routes!(cancel::cancel_subscription))
        .routes(routes!(reactivate::reactivate_subscription))
        .routes(routes!(upcoming::get_upcoming_invoice))
        .routes(routes!(budget::put_budget))
}
