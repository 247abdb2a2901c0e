//! `GET /session`

use super::store;
use crate::{access::Caller, app::App, problem::Failure};
use axum::{Json, extract::State};
use hq_contract::{ProblemCode, session::Session};

/// Who is signed in
///
/// With the first page of their organizations: everything that a client needs at its start.
#[utoipa::path(
    get, path = "/session", tag = "session",
    responses((status = 200, description = "The session of the cookie", body = Session))
)]
pub async fn get_session(State(app): State<App>, caller: Caller) -> Result<Json<Session>, Failure> {
    let session = store::describe(app.db().read(), caller.session, app.now()).await?;
    session.map(Json).ok_or_else(|| ProblemCode::NotSignedIn.into())
}
