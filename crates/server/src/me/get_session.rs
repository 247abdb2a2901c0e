//! `GET /me/sessions/{id}`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        extract::{Id, PathParameters},
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{ProblemCode, SessionId, me::MySession};

/// Serves [`GetMySession`](hq_contract::me::GetMySession).
pub async fn get_my_session(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<SessionId>>,
) -> Result<Json<MySession>, Failure> {
    let found = store::session(app.db().read(), caller.user, caller.session, id).await?;
    found.map(Json).ok_or_else(|| ProblemCode::NotFound.into())
}
