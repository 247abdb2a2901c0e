//! `GET /email-changes/{token}`

use super::store;
use crate::{
    access::{MaybeCaller, PathParameters},
    app::App,
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::email_changes::EmailChange;

/// Read what the link of a mail would change
///
/// For everybody who holds the link; who is signed in as somebody else than who asked gets 403 `wrong_account`. Changes nothing,
/// however often it is read: mail scanners follow links. Whose account it is, it does not say.
#[utoipa::path(
    get, path = "/email-changes/{token}", tag = "email-changes", security(()),
    params(("token" = String, Path, description = "As it stands in the link")),
    responses((status = 200, description = "The new address", body = EmailChange))
)]
pub async fn get_email_change(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<EmailChange>, Failure> {
    let row = store::find(app.db().read(), &token, caller.map(|caller| caller.user), app.now()).await?;
    Ok(Json(store::present(&row)?))
}
