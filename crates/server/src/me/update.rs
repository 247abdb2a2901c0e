//! `PATCH /me`

use super::store;
use crate::{
    access::{Body, Caller, IfMatch},
    app::App,
    operation::{Operation, Origin},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    ProblemCode,
    me::{Me, MePatch},
};

/// Change the account
#[utoipa::path(
    patch, path = "/me", tag = "me", request_body = MePatch,
    params(("If-Match" = String, Header, description = "The version that was read")),
    responses((status = 200, description = "The account as it is now", body = Me, headers(("etag" = String, description = "Its version"))))
)]
pub async fn update_me(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<MePatch>,
) -> Result<Response, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    let before = store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    version.check(&store::etag(&before))?;
    let after = match store::update(&operation, &before, &patch).await? {
        None => before,
        Some(after) => {
            operation.audit_own(caller.user, "me.update").await?;
            after
        }
    };
    let etag = store::etag(&after);
    operation.finish(StatusCode::OK, &store::present(after)?, Some(etag)).await
}
