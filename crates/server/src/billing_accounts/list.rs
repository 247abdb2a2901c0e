//! `GET /billing-accounts`

use super::store;
use crate::{
    access::{Caller, List, Paging},
    app::App,
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, billing_accounts::BillingAccountSummary};

/// The caller's billing accounts
///
/// All of them, by name.
#[utoipa::path(
    get, path = "/billing-accounts", tag = "billing_accounts", params(Paging),
    responses((status = 200, description = "The accounts", body = Page<BillingAccountSummary>))
)]
pub async fn list_billing_accounts(
    State(app): State<App>,
    caller: Caller,
    list: List<Named>,
) -> Result<Json<Page<BillingAccountSummary>>, Failure> {
    let items = store::summaries(app.db().read(), caller.user).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |account| account.id))
}
