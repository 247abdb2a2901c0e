//! `POST /me/invitations/{id}/decline`

use super::{
    joining,
    store::{self, Linked},
};
use crate::{
    access::{Caller, Id, PathParameters, Posted},
    app::App,
    me,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{InvitationId, Nothing, ProblemCode};

/// Decline an invitation to me
///
/// One to another address does not exist for the caller.
#[utoipa::path(
    post, path = "/me/invitations/{id}/decline", tag = "invitations",
    params(("id" = InvitationId, Path, description = "Which invitation")),
    responses((status = 204, description = "Declined"))
)]
pub async fn decline_my_invitation(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let user = me::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let invitation = store::find_mine(operation.tx(), &user, id).await?.ok_or(ProblemCode::NotFound)?;
    let linked = Linked { invitation, newest: true, mailed: false };
    joining::decline(&operation, &linked, Some(user.id)).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await
}
