//! `GET /me`

use super::store;
use crate::{access::Caller, app::App, operation::answer, problem::Failure};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{ProblemCode, me::Me};

/// The signed-in person
#[utoipa::path(
    get, path = "/me", tag = "me",
    responses((status = 200, description = "The account", body = Me, headers(("etag" = String, description = "Its version"))))
)]
pub async fn get_me(State(app): State<App>, caller: Caller) -> Result<Response, Failure> {
    let user = store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let etag = store::etag(&user);
    let body = serde_json::to_string(&store::present(user)?).map_err(|error| Failure::internal(&error))?;
    Ok(answer(StatusCode::OK, Some(body), Some(etag)))
}
