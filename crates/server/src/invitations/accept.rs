//! `POST /invitations/{token}/accept`

use super::{joining, store};
use crate::{
    access::{Caller, PathParameters, Posted},
    app::App,
    me,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Nothing, ProblemCode, me::MyOrganization};

/// Accept an invitation by its link
///
/// For the account of the invited address alone; any other gets 403 `wrong_account`.
#[utoipa::path(
    post, path = "/invitations/{token}/accept", tag = "invitations",
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 201, description = "The membership", body = MyOrganization))
)]
pub async fn accept_invitation(
    State(app): State<App>,
    caller: Caller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let linked = store::find_linked(operation.tx(), &token).await?;
    let user = me::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let joined = joining::accept(&operation, &linked, &user).await?;
    operation.finish(StatusCode::CREATED, &joined, None).await
}
