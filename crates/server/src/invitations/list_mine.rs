//! `GET /me/invitations`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{extract::List, page_token::Place, problem::Failure},
    users,
};
use axum::{Json, extract::State};
use hq_contract::{Page, ProblemCode, invitations::MyInvitation};

/// Serves [`ListMyInvitations`](hq_contract::invitations::ListMyInvitations).
pub async fn list_my_invitations(
    State(app): State<App>,
    caller: Caller,
    list: List<Place>,
) -> Result<Json<Page<MyInvitation>>, Failure> {
    let db = app.db().read();
    let user = users::store::find(db, caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    Ok(list.page(store::of_person(db, &user.email_canonical, app.now(), list.after, list.limit).await?))
}
