//! `POST /invitations/{token}/report`

use super::{joining, store};
use crate::{
    access::{MaybeCaller, PathParameters, Posted},
    app::App,
    metrics,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::Nothing;

/// Report an invitation by its link
///
/// For who does not know the inviter: the invitation is declined, whatever its newest link is, and the organization cannot
/// invite this address again until the operator allows it. The organization sees that it was declined, and no more. A
/// mailed link is enough; one that was passed on takes the account of the invited address.
#[utoipa::path(
    post, path = "/invitations/{token}/report", tag = "invitations", security((), ("session" = [])),
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 204, description = "Reported"))
)]
pub async fn report_invitation(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let operation = posted.begin_for(&app, caller.as_ref()).await?;
    let linked = store::find_linked(operation.tx(), &token).await?;
    let by = joining::refuser(&operation, &linked, caller.map(|caller| caller.user)).await?;
    let new = joining::report(&operation, &linked, by).await?;
    let answer = operation.finish_empty(StatusCode::NO_CONTENT).await?;
    if new {
        let row = linked.invitation;
        metrics::invitation_reported();
        tracing::warn!(
            invitation = %row.id, organization = %row.organization_id, inviter = %row.inviter_id,
            "an invitation was reported"
        );
    }
    Ok(answer)
}
