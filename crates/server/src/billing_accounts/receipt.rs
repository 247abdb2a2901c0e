//! `GET /billing-accounts/{id}/invoices/{invoice}/receipt.pdf`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Media,
        extract::{InPath, PathParameters},
        problem::Failure,
    },
    invoices::{self, store as issued},
};
use axum::extract::State;
use hq_contract::{BillingAccountId, InvoiceId, billing_accounts::GetAccountReceipt};
use serde::Deserialize;

/// Which invoice of which account.
#[derive(Debug, Deserialize)]
pub struct Path {
    id: BillingAccountId,
    invoice: InvoiceId,
}

impl InPath for Path {
    type Id = BillingAccountId;
}

/// Serves [`GetAccountReceipt`].
pub async fn get_account_receipt(
    State(app): State<App>,
    caller: Caller,
    PathParameters(path): PathParameters<Path>,
) -> Result<Media<GetAccountReceipt>, Failure> {
    let db = app.db().read();
    store::own(db, caller.user, path.id).await?;
    let row = issued::of_account(db, path.id, path.invoice).await?;
    Ok(Media::new(invoices::receipt(&row, issued::document(db, row.id).await?)))
}
