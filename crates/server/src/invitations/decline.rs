//! `POST /invitations/{token}/decline`

use super::{joining, store};
use crate::{
    access::{MaybeCaller, PathParameters, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::Nothing;

/// Decline an invitation by its link
///
/// A mailed link is enough; one that was passed on takes the account of the invited address. The inviter sees it in the
/// list, and may send another.
#[utoipa::path(
    post, path = "/invitations/{token}/decline", tag = "invitations", security((), ("session" = [])),
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 204, description = "Declined"))
)]
pub async fn decline_invitation(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let operation = posted.begin_for(&app, caller.as_ref()).await?;
    let linked = store::find_linked(operation.tx(), &token).await?;
    let by = joining::refuser(&operation, &linked, caller.map(|caller| caller.user)).await?;
    joining::decline(&operation, &linked, by).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
