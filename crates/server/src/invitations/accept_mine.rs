//! `POST /me/invitations/{id}/accept`

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
use hq_contract::{InvitationId, Nothing, ProblemCode, me::MyOrganization};

/// Accept an invitation to me
///
/// One to another address does not exist for the caller.
#[utoipa::path(
    post, path = "/me/invitations/{id}/accept", tag = "invitations",
    params(("id" = InvitationId, Path, description = "Which invitation")),
    responses((status = 201, description = "The membership", body = MyOrganization))
)]
pub async fn accept_my_invitation(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let user = me::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let invitation = store::find_mine(operation.tx(), &user, id).await?.ok_or(ProblemCode::NotFound)?;
    let linked = Linked { invitation, newest: true, mailed: false };
    let joined = joining::accept(&operation, &linked, &user).await?;
    operation.finish(StatusCode::CREATED, &joined, None).await
}
