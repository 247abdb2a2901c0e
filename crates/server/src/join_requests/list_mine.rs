//! `GET /me/join-requests`

use super::store;
use crate::{
    access::{Caller, Query},
    app::App,
    page_token::{Paging, Place},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, join_requests::MyJoinRequest};

/// My requests that wait, newest first
#[utoipa::path(
    get, path = "/me/join-requests", tag = "join-requests", params(Paging),
    responses((status = 200, description = "A page of requests", body = Page<MyJoinRequest>))
)]
pub async fn list_my_join_requests(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<Paging>,
) -> Result<Json<Page<MyJoinRequest>>, Failure> {
    let (after, limit) = (page.after(Place::parse)?, page.limit()?);
    Ok(Json(store::of_person(app.db().read(), caller.user, app.now(), after, limit).await?))
}
