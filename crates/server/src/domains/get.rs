//! `GET /organizations/{org}/domains/{id}`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    http::{
        extract::{Id, PathParameters},
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{DomainId, domains::Domain};

/// Serves [`GetDomain`](hq_contract::domains::GetDomain).
pub async fn get_domain(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    PathParameters(Id { id }): PathParameters<Id<DomainId>>,
) -> Result<Json<Domain>, Failure> {
    let row = store::find(app.db().read(), access.organization.id, id).await?;
    store::present(&row).map(Json)
}
