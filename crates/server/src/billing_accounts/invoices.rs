//! `GET /billing-accounts/{id}/invoices`

use super::store;
use crate::{
    access::{Caller, Id, List, Paging, PathParameters, Query},
    app::App,
    invoices::{Parameters, store::list as invoices},
    page_token::Place,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{BillingAccountId, Page, invoices::Invoice};

/// The invoices of an account
///
/// For all organizations that it pays for or has paid for, the newest first, with credit notes.
#[utoipa::path(
    get, path = "/billing-accounts/{id}/invoices", tag = "billing_accounts",
    params(("id" = BillingAccountId, Path, description = "Of which account"), Parameters, Paging),
    responses((status = 200, description = "A page of invoices", body = Page<Invoice>))
)]
pub async fn list_account_invoices(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id>,
    Query(asked): Query<Parameters>,
    list: List<Place>,
) -> Result<Json<Page<Invoice>>, Failure> {
    let db = app.db().read();
    store::own(db, caller.user, id).await?;
    let wanted = asked.wanted(invoices::Whose::Account(id), &list, caller.user);
    Ok(list.page(invoices::page(db, &wanted, app.now()).await?))
}
