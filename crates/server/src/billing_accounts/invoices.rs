//! `GET /billing-accounts/{id}/invoices`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        extract::{Id, List, PathParameters, Query},
        page_token::Place,
        problem::Failure,
    },
    invoices::{Parameters, store::list as invoices},
};
use axum::{Json, extract::State};
use hq_contract::{BillingAccountId, Page, invoices::Invoice};

/// Serves [`ListAccountInvoices`](hq_contract::billing_accounts::ListAccountInvoices).
pub async fn list_account_invoices(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
    Query(asked): Query<Parameters>,
    list: List<Place>,
) -> Result<Json<Page<Invoice>>, Failure> {
    let db = app.db().read();
    store::own(db, caller.user, id).await?;
    let wanted = asked.wanted(invoices::Whose::Account(id), &list, caller.user.into());
    Ok(list.page(invoices::page(db, &wanted, app.now()).await?))
}
