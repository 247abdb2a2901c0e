//! `GET /me/sessions`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{extract::List, page_token::Place, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, me::MySession};

/// Serves [`ListMySessions`](hq_contract::me::ListMySessions).
pub async fn list_my_sessions(
    State(app): State<App>,
    caller: Caller,
    list: List<Place>,
) -> Result<Json<Page<MySession>>, Failure> {
    let (db, Caller { user, session }) = (app.db().read(), caller);
    Ok(list.page(store::sessions(db, user, session, list.after, list.limit).await?))
}
