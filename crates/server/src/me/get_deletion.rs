//! `GET /me/deletion`

use super::store::deletion;
use crate::{access::Caller, app::App, http::problem::Failure};
use axum::{Json, extract::State};
use hq_contract::me::Deletion;

/// Serves [`GetDeletion`](hq_contract::me::GetDeletion).
pub async fn get_deletion(State(app): State<App>, caller: Caller) -> Result<Json<Deletion>, Failure> {
    Ok(Json(deletion::effects(app.db().read(), caller.user).await?))
}
