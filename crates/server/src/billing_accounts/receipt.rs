//! `GET /billing-accounts/{id}/invoices/{invoice}/receipt.pdf`

use super::store;
use crate::{
    access::{Caller, PathParameters},
    app::App,
    invoices::{self, store as issued},
    problem::Failure,
};
use axum::{extract::State, response::Response};
use hq_contract::{BillingAccountId, InvoiceId};
use serde::Deserialize;
use uuid::Uuid;

/// Which invoice of which account.
#[derive(Debug, Deserialize)]
pub struct Path {
    id: Uuid,
    invoice: Uuid,
}

/// Download an invoice of an account
///
/// The document as it was issued: a PDF (PDF/A-3) that bears the invoice as data (Factur-X).
#[utoipa::path(
    get, path = "/billing-accounts/{id}/invoices/{invoice}/receipt.pdf", tag = "billing_accounts",
    params(("id" = BillingAccountId, Path, description = "Of which account"),
        ("invoice" = InvoiceId, Path, description = "Which invoice")),
    responses((status = 200, description = "The document", body = Vec<u8>, content_type = "application/pdf"))
)]
pub async fn get_account_receipt(
    State(app): State<App>,
    caller: Caller,
    PathParameters(path): PathParameters<Path>,
) -> Result<Response, Failure> {
    let db = app.db().read();
    store::own(db, caller.user, path.id).await?;
    let row = issued::of_account(db, path.id, path.invoice).await?;
    Ok(invoices::receipt(&row, issued::document(db, row.id).await?))
}
