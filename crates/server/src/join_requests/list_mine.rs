//! `GET /me/join-requests`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{extract::List, page_token::Place, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, join_requests::MyJoinRequest};

/// Serves [`ListMyJoinRequests`](hq_contract::join_requests::ListMyJoinRequests).
pub async fn list_my_join_requests(
    State(app): State<App>,
    caller: Caller,
    list: List<Place>,
) -> Result<Json<Page<MyJoinRequest>>, Failure> {
    Ok(list.page(store::of_person(app.db().read(), caller.user, app.now(), list.after, list.limit).await?))
}
