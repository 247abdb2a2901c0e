//! `POST /invitations/{token}/decline`

use super::{joining, store};
use crate::{
    access::{Caller, PathParameters, Posted},
    app::App,
    me,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Nothing, ProblemCode};

/// Decline an invitation by its link
///
/// For the account of the invited address alone. The inviter sees it in the list, and may send another.
#[utoipa::path(
    post, path = "/invitations/{token}/decline", tag = "invitations",
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 204, description = "Declined"))
)]
pub async fn decline_invitation(
    State(app): State<App>,
    caller: Caller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let linked = store::find_linked(operation.tx(), &token).await?;
    let user = me::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    joining::decline(&operation, &linked, &user).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
