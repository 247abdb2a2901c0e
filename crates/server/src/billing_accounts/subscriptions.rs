//! `GET /billing-accounts/{id}/subscriptions`

use super::store::{self, paid};
use crate::{
    access::{Caller, Id, List, Paging, PathParameters},
    app::App,
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{BillingAccountId, Page, billing_accounts::PaidSubscription};

/// The organizations that an account pays for
///
/// All of them, by name; of those that the caller is no member of there is no slug.
#[utoipa::path(
    get, path = "/billing-accounts/{id}/subscriptions", tag = "billing_accounts",
    params(("id" = BillingAccountId, Path, description = "Which account"), Paging),
    responses((status = 200, description = "The organizations", body = Page<PaidSubscription>))
)]
pub async fn list_paid_subscriptions(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id>,
    list: List<Named>,
) -> Result<Json<Page<PaidSubscription>>, Failure> {
    let db = app.db().read();
    let row = store::own(db, caller.user, id).await?;
    let items = paid::list(db, &row, caller.user, app.now()).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |paid| paid.organization))
}
