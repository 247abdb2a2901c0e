//! `GET /organizations/{org}/join-requests`

use super::store;
use crate::{
    access::{AnswerJoinRequests, OrgAccess, Query},
    app::App,
    page_token::{Paging, Place},
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
    Query(page): Query<Paging>,
) -> Result<Json<Page<JoinRequest>>, Failure> {
    let (after, limit) = (page.after(Place::parse)?, page.limit()?);
    Ok(Json(store::waiting(app.db().read(), access.organization.id, after, limit).await?))
}
