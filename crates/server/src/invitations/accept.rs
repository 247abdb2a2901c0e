//! `POST /invitations/{token}/accept`

use super::{joining, store};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
    users,
};
use axum::extract::State;
use hq_contract::{Nothing, ProblemCode, invitations::AcceptInvitation};

/// Serves [`AcceptInvitation`].
pub async fn accept_invitation(
    State(app): State<App>,
    caller: Caller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Done<AcceptInvitation>, Failure> {
    let operation = posted.begin_as(&app, &caller).await?;
    let linked = store::find_linked(operation.tx(), &token).await?;
    let user = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let joined = joining::accept(&operation, &linked, &user).await?;
    operation.finish_with(Done::new(&joined)?).await
}
