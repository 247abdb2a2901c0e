//! `GET /me/mfa`

use super::store;
use crate::{access::Caller, app::App, problem::Failure};
use axum::{Json, extract::State};
use hq_contract::mfa::Mfa;

/// Whether I have multi-factor authentication
#[utoipa::path(
    get, path = "/me/mfa", tag = "mfa",
    responses((status = 200, description = "Since when, and how many recovery codes are left", body = Mfa))
)]
pub async fn get_mfa(State(app): State<App>, caller: Caller) -> Result<Json<Mfa>, Failure> {
    Ok(Json(store::state(app.db().read(), caller.user).await?))
}
