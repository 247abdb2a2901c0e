//! `GET /me/sessions/{id}`

use super::store;
use crate::{
    access::{Caller, PathParameters},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{ProblemCode, SessionId, me::MySession};

/// Read one of my sessions
#[utoipa::path(
    get, path = "/me/sessions/{id}", tag = "me", params(("id" = SessionId, Path, description = "Which session")),
    responses((status = 200, description = "The session", body = MySession))
)]
pub async fn get_my_session(
    State(app): State<App>,
    caller: Caller,
    PathParameters(id): PathParameters<SessionId>,
) -> Result<Json<MySession>, Failure> {
    let found = store::session(app.db().read(), caller.user, caller.session, id.0).await?;
    found.map(Json).ok_or_else(|| ProblemCode::NotFound.into())
}
