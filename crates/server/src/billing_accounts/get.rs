//! `GET /billing-accounts/{id}`

use super::store::{self, transfers};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{BillingAccountId, billing_accounts::GetBillingAccount};

/// Serves [`GetBillingAccount`].
pub async fn get_billing_account(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
) -> Result<Done<GetBillingAccount>, Failure> {
    let db = app.db().read();
    let row = store::own(db, caller.user, id).await?;
    let transfer = transfers::open(db, id, app.now()).await?;
    let body = store::present(&row, transfer.as_ref())?;
    Done::versioned(&body, version_tag(row.version))
}
