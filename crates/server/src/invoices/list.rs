//! `GET /organizations/{org}/invoices`

use super::store::list::{self, Wanted, Whose};
use crate::{
    access::{OrgAccess, Query, ReadBilling},
    app::App,
    page_token::{Place, limit},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{
    Page, PageToken,
    invoices::{Invoice, InvoiceState},
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those issued in this year.
    year: Option<u16>,
    /// Only those in this state.
    #[param(inline)]
    state: Option<InvoiceState>,
    /// How many items, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_page` of the page before.
    #[param(value_type = Option<String>)]
    page_token: Option<PageToken>,
}

impl Parameters {
    /// What is asked for.
    ///
    /// # Errors
    /// 400 where a parameter is none of this list.
    pub fn wanted(&self, whose: Whose, viewer: Uuid) -> Result<Wanted, Failure> {
        Ok(Wanted {
            whose,
            year: self.year,
            state: self.state,
            limit: limit(self.limit)?,
            after: self.page_token.as_ref().map(Place::parse).transpose()?,
            viewer: Some(viewer),
        })
    }
}

/// The invoices of an organization
///
/// With credit notes, the newest first. Whether one is paid follows from what was booked; nothing of it is ever changed.
#[utoipa::path(
    get, path = "/organizations/{org}/invoices", tag = "invoices",
    params(("org" = String, Path, description = "Id or slug"), Parameters),
    responses((status = 200, description = "A page of invoices", body = Page<Invoice>))
)]
pub async fn list_invoices(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
    Query(page): Query<Parameters>,
) -> Result<Json<Page<Invoice>>, Failure> {
    let wanted = page.wanted(Whose::Organization(access.organization.id), access.caller.user)?;
    Ok(Json(list::page(app.db().read(), &wanted, app.now()).await?))
}
