//! `POST /me/invitations/{id}/accept`

use super::{
    joining,
    store::{self, Linked},
};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    users,
};
use axum::extract::State;
use hq_contract::{InvitationId, Nothing, ProblemCode, invitations::AcceptMyInvitation};

/// Serves [`AcceptMyInvitation`].
pub async fn accept_my_invitation(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<InvitationId>>,
    posted: Posted<Nothing>,
) -> Result<Done<AcceptMyInvitation>, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let user = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let invitation = store::find_mine(operation.tx(), &user, id).await?.ok_or(ProblemCode::NotFound)?;
    let linked = Linked { invitation, newest: true, mailed: false };
    let joined = joining::accept(&operation, &linked, &user).await?;
    operation.finish_with(Done::new(&joined)?).await
}
