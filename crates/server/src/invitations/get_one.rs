//! `GET /organizations/{org}/invitations/{id}`

use super::store;
use crate::{
    access::{Id, InviteMembers, OrgAccess, PathParameters},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{InvitationId, ProblemCode, invitations::Invitation};

/// Read an open invitation
///
/// Pending, expired or declined, with what became of the newest mail.
#[utoipa::path(
    get, path = "/organizations/{org}/invitations/{id}", tag = "invitations",
    params(("org" = String, Path, description = "Id or slug"), ("id" = InvitationId, Path, description = "Which invitation")),
    responses((status = 200, description = "The invitation", body = Invitation))
)]
pub async fn get_open_invitation(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    PathParameters(Id { id }): PathParameters<Id>,
) -> Result<Json<Invitation>, Failure> {
    let found = store::open_one(app.db().read(), &access.organization, id, app.now()).await?;
    found.map(Json).ok_or_else(|| ProblemCode::NotFound.into())
}
