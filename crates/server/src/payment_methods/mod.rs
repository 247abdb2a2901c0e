//! Cards that billing accounts pay with. The payment provider keeps them; HQ knows their brand and last four digits.
//!
//! The card that was saved last is paid with, until another is chosen; without one, invoices are paid by bank transfer.

mod add;
mod audit;
mod delete;
mod get;
mod list;
mod saved;
mod set_default;
mod store;
mod unset_default;

pub use saved::{given_up, saved};

use crate::app::App;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_payment_methods, add::add_payment_method))
        .routes(routes!(set_default::set_default_payment_method))
        .routes(routes!(unset_default::unset_default_payment_method))
        .routes(routes!(get::get_payment_method, delete::delete_payment_method))
}

/// Which card of which account.
#[derive(Debug, Deserialize)]
struct Ids {
    id: Uuid,
    method: Uuid,
}
