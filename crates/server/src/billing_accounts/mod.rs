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
pub mod jobs;
mod list;
mod receipt;
mod stop;
pub mod store;
mod subscriptions;
mod transfer;
mod update;

use crate::{app::App, http::endpoint::serve};
use hq_contract::billing_accounts::{
    AcceptTransfer, CancelTransfer, ConfirmTransfer, CreateBillingAccount, GetAccountReceipt,
    GetBillingAccount, GetTransfer, ListAccountInvoices, ListBillingAccounts, ListPaidSubscriptions,
    StopPaying, TransferBillingAccount, UpdateBillingAccount,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListBillingAccounts, _>(list::list_billing_accounts))
        .routes(serve::<CreateBillingAccount, _>(create::create_billing_account))
        .routes(serve::<GetBillingAccount, _>(get::get_billing_account))
        .routes(serve::<UpdateBillingAccount, _>(update::update_billing_account))
        .routes(serve::<ListPaidSubscriptions, _>(subscriptions::list_paid_subscriptions))
        .routes(serve::<StopPaying, _>(stop::stop_paying))
        .routes(serve::<ListAccountInvoices, _>(invoices::list_account_invoices))
        .routes(serve::<GetAccountReceipt, _>(receipt::get_account_receipt))
        .routes(serve::<TransferBillingAccount, _>(transfer::transfer_billing_account))
        .routes(serve::<CancelTransfer, _>(cancel_transfer::cancel_transfer))
        .routes(serve::<GetTransfer, _>(get_transfer::get_transfer))
        .routes(serve::<ConfirmTransfer, _>(confirm_transfer::confirm_transfer))
        .routes(serve::<AcceptTransfer, _>(accept_transfer::accept_transfer))
}
