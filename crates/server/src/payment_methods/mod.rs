//! Cards that billing accounts pay with. The payment provider keeps them; HQ knows their brand and last four digits.
//!
//! The card that was saved last is paid with, until another is chosen; without one, invoices are paid by bank transfer.

mod add;
mod audit;
mod delete;
mod get;
mod ids;
mod list;
mod saved;
mod set_default;
mod store;
mod unset_default;

pub use saved::{given_up, saved};

use crate::{app::App, http::endpoint::serve};
use hq_contract::payment_methods::{
    AddPaymentMethod, DeletePaymentMethod, GetPaymentMethod, ListPaymentMethods, SetDefaultPaymentMethod,
    UnsetDefaultPaymentMethod,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListPaymentMethods, _>(list::list_payment_methods))
        .routes(serve::<AddPaymentMethod, _>(add::add_payment_method))
        .routes(serve::<SetDefaultPaymentMethod, _>(set_default::set_default_payment_method))
        .routes(serve::<UnsetDefaultPaymentMethod, _>(unset_default::unset_default_payment_method))
        .routes(serve::<GetPaymentMethod, _>(get::get_payment_method))
        .routes(serve::<DeletePaymentMethod, _>(delete::delete_payment_method))
}
