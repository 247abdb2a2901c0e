//! Billing accounts: who pays, for one or more organizations. An account is its owner's alone: to everybody else, an admin of an
//! organization that it pays for among them, it does not exist.

mod accept_transfer;
mod cancel_transfer;
mod confirm_transfer;
mod create;
mod get;
mod get_transfer;
mod hand_over;
mod invoices;
mod list;
mod receipt;
mod stop;
pub mod store;
mod subscriptions;
mod transfer;
mod update;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_billing_accounts, create::create_billing_account))
        .routes(routes!(get::get_billing_account, update::update_billing_account))
        .routes(routes!(subscriptions::list_paid_subscriptions))
        .routes(routes!(stop::stop_paying))
        .routes(routes!(invoices::list_account_invoices))
        .routes(routes!(receipt::get_account_receipt))
        .routes(routes!(transfer::transfer_billing_account, cancel_transfer::cancel_transfer))
        .routes(routes!(get_transfer::get_transfer))
        .routes(routes!(confirm_transfer::confirm_transfer))
        .routes(routes!(accept_transfer::accept_transfer))
}
