//! `GET /organizations/{org}/invoices/upcoming`

use super::store::upcoming;
use crate::{
    access::{OrgAccess, ReadBilling},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::invoices::UpcomingInvoice;

/// Read what the next invoice says so far
///
/// As it would be if it came now, by the same computation, with the days of the period and what usage comes to at this rate. 409
/// `no_subscription` where there is nothing to bill.
#[utoipa::path(
    get, path = "/organizations/{org}/invoices/upcoming", tag = "invoices",
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The next invoice, so far", body = UpcomingInvoice))
)]
pub async fn get_upcoming_invoice(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
) -> Result<Json<UpcomingInvoice>, Failure> {
    Ok(Json(upcoming::of(&app, app.db().read(), access.organization.id, app.now()).await?))
}
