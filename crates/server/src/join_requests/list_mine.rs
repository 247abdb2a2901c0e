//! `GET /me/join-requests`

use super::store;
use crate::{
    access::{Caller, List, Paging},
    app::App,
    page_token::Place,
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
    list: List<Place>,
) -> Result<Json<Page<MyJoinRequest>>, Failure> {
    Ok(list.page(store::of_person(app.db().read(), caller.user, app.now(), list.after, list.limit).await?))
}
