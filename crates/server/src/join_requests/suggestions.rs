//! `GET /me/suggestions`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{extract::List, page_token::Named, problem::Failure},
    users,
};
use axum::{Json, extract::State};
use hq_contract::{Page, ProblemCode, join_requests::Suggestion};

/// Serves [`ListMySuggestions`](hq_contract::join_requests::ListMySuggestions).
pub async fn list_my_suggestions(
    State(app): State<App>,
    caller: Caller,
    list: List<Named>,
) -> Result<Json<Page<Suggestion>>, Failure> {
    let db = app.db().read();
    let user = users::store::find(db, caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    Ok(list.page_of(store::suggestions(db, &user, app.now()).await?, |suggestion| suggestion.organization.id))
}
