//! `GET /organizations/{org}/invitations`

use super::store::{self, Wanted};
use crate::{
    access::{InviteMembers, OrgAccess},
    app::App,
    http::{
        extract::{List, Query},
        page_token::Place,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{Page, invitations::Invitation};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose address contains this, without case and accents.
    q: Option<String>,
}

/// Serves [`ListInvitations`](hq_contract::invitations::ListInvitations).
pub async fn list_invitations(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    Query(asked): Query<Parameters>,
    list: List<Place>,
) -> Result<Json<Page<Invitation>>, Failure> {
    let wanted = Wanted { q: asked.q, limit: list.limit, after: list.after };
    Ok(list.page(store::open(app.db().read(), &access.organization, app.now(), &wanted).await?))
}
