//! `GET /billing-accounts/{id}/subscriptions`

use super::store::{self, paid};
use crate::{
    access::Caller,
    app::App,
    http::{
        extract::{Id, List, PathParameters},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{BillingAccountId, Page, billing_accounts::PaidSubscription};

/// Serves [`ListPaidSubscriptions`](hq_contract::billing_accounts::ListPaidSubscriptions).
pub async fn list_paid_subscriptions(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
    list: List<Named>,
) -> Result<Json<Page<PaidSubscription>>, Failure> {
    let db = app.db().read();
    let row = store::own(db, caller.user, id).await?;
    let items = paid::list(db, &row, caller.user, app.now()).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |paid| paid.organization.id))
}
