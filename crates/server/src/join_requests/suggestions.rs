//! `GET /me/suggestions`

use super::store;
use crate::{
    access::{Caller, List, Paging},
    app::App,
    me,
    page_token::Named,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{Page, ProblemCode, join_requests::Suggestion};

/// Organizations that I may ask to join
///
/// Those that allow it to the domain of the caller's verified address, by name, at most twenty; never more than the
/// name. Public mail services never match.
#[utoipa::path(
    get, path = "/me/suggestions", tag = "join-requests", params(Paging),
    responses((status = 200, description = "The organizations", body = Page<Suggestion>))
)]
pub async fn list_my_suggestions(
    State(app): State<App>,
    caller: Caller,
    list: List<Named>,
) -> Result<Json<Page<Suggestion>>, Failure> {
    let db = app.db().read();
    let user = me::store::find(db, caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    Ok(list.page_of(store::suggestions(db, &user, app.now()).await?, |suggestion| suggestion.organization_id))
}
