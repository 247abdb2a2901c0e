//! `GET /session`

use super::store;
use crate::{access::MaybeCaller, app::App, http::problem::Failure};
use axum::{Json, extract::State};
use hq_contract::session::Session;

/// Serves [`GetSession`](hq_contract::session::GetSession).
pub async fn get_session(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
) -> Result<Json<Option<Session>>, Failure> {
    let Some(caller) = caller else { return Ok(Json(None)) };
    Ok(Json(store::describe(app.db().page_key(), &app.db().quick(), caller.session, app.now()).await?))
}
