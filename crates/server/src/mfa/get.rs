//! `GET /me/mfa`

use super::store;
use crate::{access::Caller, app::App, http::problem::Failure};
use axum::{Json, extract::State};
use hq_contract::mfa::Mfa;

/// Serves [`GetMfa`](hq_contract::mfa::GetMfa).
pub async fn get_mfa(State(app): State<App>, caller: Caller) -> Result<Json<Mfa>, Failure> {
    Ok(Json(store::state(app.db().read(), caller.user).await?))
}
