//! `GET /me/deletion`

use super::store::deletion;
use crate::{access::Caller, app::App, problem::Failure};
use axum::{Json, extract::State};
use hq_contract::me::Deletion;

/// What deleting the account would do
#[utoipa::path(
    get, path = "/me/deletion", tag = "me",
    responses((status = 200, description = "What becomes of the organizations", body = Deletion))
)]
pub async fn get_deletion(State(app): State<App>, caller: Caller) -> Result<Json<Deletion>, Failure> {
    Ok(Json(deletion::effects(app.db().read(), caller.user).await?))
}
