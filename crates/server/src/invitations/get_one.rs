//! `GET /organizations/{org}/invitations/{id}`

use super::store;
use crate::{
    access::{InviteMembers, OrgAccess},
    app::App,
    http::{
        extract::{Id, PathParameters},
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{InvitationId, ProblemCode, invitations::Invitation};

/// Serves [`GetOpenInvitation`](hq_contract::invitations::GetOpenInvitation).
pub async fn get_open_invitation(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    PathParameters(Id { id }): PathParameters<Id<InvitationId>>,
) -> Result<Json<Invitation>, Failure> {
    let found = store::open_one(app.db().read(), &access.organization, id, app.now()).await?;
    found.map(Json).ok_or_else(|| ProblemCode::NotFound.into())
}
