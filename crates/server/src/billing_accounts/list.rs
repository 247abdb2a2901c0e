//! `GET /billing-accounts`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{extract::List, page_token::Named, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, billing_accounts::BillingAccountSummary};

/// Serves [`ListBillingAccounts`](hq_contract::billing_accounts::ListBillingAccounts).
pub async fn list_billing_accounts(
    State(app): State<App>,
    caller: Caller,
    list: List<Named>,
) -> Result<Json<Page<BillingAccountSummary>>, Failure> {
    let items = store::summaries(app.db().read(), caller.user).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |account| account.id))
}
