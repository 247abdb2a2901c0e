//! `GET /session`

use super::store;
use crate::{access::MaybeCaller, app::App, problem::Failure};
use axum::{Json, extract::State};
use hq_contract::session::Session;

/// Who is signed in
///
/// With the first page of their organizations: everything that a client needs at its start. `null` where nobody is
/// signed in, or no longer: to ask is not an error.
#[utoipa::path(
    get, path = "/session", tag = "session", security((), ("session" = [])),
    responses((status = 200, description = "The session of the cookie", body = Option<Session>))
)]
pub async fn get_session(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
) -> Result<Json<Option<Session>>, Failure> {
    let Some(caller) = caller else { return Ok(Json(None)) };
    Ok(Json(store::describe(app.db().page_key(), &app.db().quick(), caller.session, app.now()).await?))
}
