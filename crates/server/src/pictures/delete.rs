//! `DELETE /me/picture`

use super::store;
use crate::{
    access::Caller,
    app::App,
    me,
    operation::{Operation, Origin},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{ProblemCode, me::Me};

/// Take one's picture away
///
/// Where there is none, nothing happens.
#[utoipa::path(
    delete, path = "/me/picture", tag = "me",
    responses((status = 200, description = "The account as it is now", body = Me, headers(("etag" = String, description = "Its version"))))
)]
pub async fn delete_picture(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
) -> Result<Response, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    me::store::lock(&operation, caller.user).await?;
    let before = me::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let after = if before.picture.is_some() {
        operation.audit_own(caller.user, "me.delete_picture").await?;
        store::delete(&operation, caller.user).await?
    } else {
        before
    };
    let etag = me::store::etag(&after);
    operation.finish(StatusCode::OK, &me::store::present(after)?, Some(etag)).await
}
