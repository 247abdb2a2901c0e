//! `GET /email-changes/{token}`

use super::store;
use crate::{
    access::{Caller, PathParameters},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::email_changes::EmailChange;

/// Read what the link of a mail would change
///
/// For the account that asked; any other gets 403 `wrong_account`. Changes nothing, however often it is read: mail scanners follow
/// links.
#[utoipa::path(
    get, path = "/email-changes/{token}", tag = "email-changes",
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "The new address", body = EmailChange))
)]
pub async fn get_email_change(
    State(app): State<App>,
    caller: Caller,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<EmailChange>, Failure> {
    let row = store::find(app.db().read(), &token, caller.user, app.now()).await?;
    Ok(Json(store::present(&row)?))
}
