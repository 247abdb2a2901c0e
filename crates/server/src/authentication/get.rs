//! `GET /organizations/{org}/authentication`

use super::store;
use crate::{
    access::{ManageAuthentication, OrgAccess},
    app::App,
    http::{endpoint::Done, problem::Failure},
    organizations,
};
use axum::extract::State;
use hq_contract::authentication::GetAuthentication;

/// Serves [`GetAuthentication`].
pub async fn get_authentication(
    State(app): State<App>,
    access: OrgAccess<ManageAuthentication>,
) -> Result<Done<GetAuthentication>, Failure> {
    let decisions = store::read(app.db().read(), &access.organization).await?;
    Done::versioned(&decisions, organizations::store::etag(&access.organization))
}
