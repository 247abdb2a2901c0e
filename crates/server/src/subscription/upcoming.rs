//! `GET /organizations/{org}/invoices/upcoming`

use super::store::upcoming;
use crate::{
    access::{OrgAccess, ReadBilling},
    app::App,
    http::problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::invoices::UpcomingInvoice;

/// Serves [`GetUpcomingInvoice`](hq_contract::invoices::GetUpcomingInvoice).
pub async fn get_upcoming_invoice(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
) -> Result<Json<UpcomingInvoice>, Failure> {
    Ok(Json(upcoming::of(&app, app.db().read(), access.organization.id, app.now()).await?))
}
