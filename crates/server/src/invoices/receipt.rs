//! `GET /organizations/{org}/invoices/{id}/receipt.pdf`

use super::store;
use crate::{
    access::{OrgAccess, ReadBilling},
    app::App,
    db::entity::invoice,
    http::{
        endpoint::Media,
        extract::{Id, PathParameters},
        problem::Failure,
    },
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use hq_contract::{InvoiceId, invoices::GetReceipt};

/// Serves [`GetReceipt`].
pub async fn get_receipt(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
    PathParameters(Id { id }): PathParameters<Id<InvoiceId>>,
) -> Result<Media<GetReceipt>, Failure> {
    let db = app.db().read();
    let row = store::of_organization(db, access.organization.id, id).await?;
    Ok(Media::new(answer(&row, store::document(db, row.id).await?)))
}

/// The document of an invoice, to be kept under its number. What browsers may do with it is in `headers.rs`.
#[must_use]
pub fn answer(row: &invoice::Model, pdf: Vec<u8>) -> Response {
    // Letters, digits and hyphens: the operator's file allows no others.
    let name: String = row.number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.pdf\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, pdf).into_response()
}
