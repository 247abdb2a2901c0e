//! `GET /me`

use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, problem::Failure},
    users,
};
use axum::extract::State;
use hq_contract::{ProblemCode, me::GetMe};

/// Serves [`GetMe`].
pub async fn get_me(State(app): State<App>, caller: Caller) -> Result<Done<GetMe>, Failure> {
    let user = users::store::find(app.db().read(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let etag = users::store::etag(&user);
    let body = users::store::present(user)?;
    Done::versioned(&body, etag)
}
