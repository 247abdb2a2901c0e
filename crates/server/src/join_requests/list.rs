//! `GET /organizations/{org}/join-requests`

use super::store;
use crate::{
    access::{AnswerJoinRequests, OrgAccess},
    app::App,
    http::{extract::List, page_token::Place, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, join_requests::JoinRequest};

/// Serves [`ListJoinRequests`](hq_contract::join_requests::ListJoinRequests).
pub async fn list_join_requests(
    State(app): State<App>,
    access: OrgAccess<AnswerJoinRequests>,
    list: List<Place>,
) -> Result<Json<Page<JoinRequest>>, Failure> {
    Ok(list.page(store::waiting(app.db().read(), access.organization.id, list.after, list.limit).await?))
}
