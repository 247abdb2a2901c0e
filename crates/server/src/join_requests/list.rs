//! `GET /organizations/{org}/join-requests`

use super::store;
use crate::{
    access::{AnswerJoinRequests, List, OrgAccess, Paging},
    app::App,
    page_token::Place,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, join_requests::JoinRequest};

/// Requests that wait, oldest first
#[utoipa::path(
    get, path = "/organizations/{org}/join-requests", tag = "join-requests",
    params(("org" = String, Path, description = "Id or slug"), Paging),
    responses((status = 200, description = "A page of requests", body = Page<JoinRequest>))
)]
pub async fn list_join_requests(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    list: List<Place>,
) -> Result<Json<Page<JoinRequest>>, Failure> {
    Ok(list.page(store::waiting(app.db().read(), access.organization.id, list.after, list.limit).await?))
}
