//! `GET /me/deleted-organizations`

use crate::{access::Caller, app::App, organizations::store::deletion, problem::Failure};
use axum::{Json, extract::State};
use hq_contract::{Page, organizations::deletion::DeletedOrganization};

/// Organizations that I can restore, the last deleted one first
#[utoipa::path(
    get, path = "/me/deleted-organizations", tag = "me",
    responses((status = 200, description = "All of them, at most a hundred", body = Page<DeletedOrganization>))
)]
pub async fn list_deleted_organizations(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<Page<DeletedOrganization>>, Failure> {
    Ok(Json(deletion::of_admin(app.db().read(), caller.user, app.now()).await?))
}
