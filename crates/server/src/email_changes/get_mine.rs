//! `GET /me/email-change`

use super::store;
use crate::{access::Caller, app::App, http::problem::Failure};
use axum::{Json, extract::State};
use hq_contract::email_changes::MyEmailChange;

/// Serves [`GetMyEmailChange`](hq_contract::email_changes::GetMyEmailChange).
pub async fn get_my_email_change(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<MyEmailChange>, Failure> {
    let row = store::pending(app.db().read(), caller.user, app.now()).await?;
    Ok(Json(MyEmailChange { pending: row.as_ref().map(store::present).transpose()? }))
}
