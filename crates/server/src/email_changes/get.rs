//! `GET /email-changes/{token}`

use super::store;
use crate::{
    access::MaybeCaller,
    app::App,
    http::{extract::PathParameters, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::email_changes::EmailChange;

/// Serves [`GetEmailChange`](hq_contract::email_changes::GetEmailChange).
pub async fn get_email_change(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<EmailChange>, Failure> {
    let row = store::find(app.db().read(), &token, caller.map(|caller| caller.user), app.now()).await?;
    Ok(Json(store::present(&row)?))
}
