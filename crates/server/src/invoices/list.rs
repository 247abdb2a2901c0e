//! `GET /organizations/{org}/invoices`

use super::store::{
    self,
    list::{Wanted, Whose},
};
use crate::{
    access::{ActorId, OrgAccess, ReadBilling},
    app::App,
    http::{
        extract::{List, Query},
        page_token::Place,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{
    Page,
    invoices::{Invoice, InvoiceState},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those issued in this year.
    year: Option<u16>,
    /// Only those in this state.
    #[param(inline)]
    state: Option<InvoiceState>,
}

impl Parameters {
    /// What is asked for.
    pub const fn wanted(&self, whose: Whose, list: &List<Place>, viewer: ActorId) -> Wanted {
        let (limit, after) = (list.limit, list.after);
        Wanted { whose, year: self.year, state: self.state, limit, after, viewer: Some(viewer) }
    }
}

/// Serves [`ListInvoices`](hq_contract::invoices::ListInvoices).
pub async fn list_invoices(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
    Query(asked): Query<Parameters>,
    list: List<Place>,
) -> Result<Json<Page<Invoice>>, Failure> {
    let wanted = asked.wanted(Whose::Organization(access.organization.id), &list, access.caller.id());
    Ok(list.page(store::list::page(app.db().read(), &wanted, app.now()).await?))
}
