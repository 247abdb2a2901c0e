//! `GET /me/deleted-organizations`

use crate::{
    access::Caller,
    app::App,
    http::{extract::List, page_token::Named, problem::Failure},
    organizations::store::deletion,
};
use axum::{Json, extract::State};
use hq_contract::{Page, organizations::deletion::DeletedOrganization};

/// Serves [`ListDeletedOrganizations`](hq_contract::organizations::deletion::ListDeletedOrganizations).
pub async fn list_deleted_organizations(
    State(app): State<App>,
    caller: Caller,
    list: List<Named>,
) -> Result<Json<Page<DeletedOrganization>>, Failure> {
    Ok(list.page_of(deletion::of_admin(app.db().read(), caller.user, app.now()).await?, |deleted| deleted.id))
}
