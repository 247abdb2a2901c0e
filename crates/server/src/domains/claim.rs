//! `POST /organizations/{org}/domains`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
};
use axum::extract::State;
use hq_contract::domains::{ClaimDomain, NewDomain};

/// Serves [`ClaimDomain`].
pub async fn claim_domain(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    posted: Posted<NewDomain>,
) -> Result<Done<ClaimDomain>, Failure> {
    let (id, user) = (access.organization.id, access.caller.id());
    let operation = access.begin_once(&app, &posted).await?;
    let (row, new) = store::claim(&operation, id, &posted.body.name).await?;
    if new {
        let detail = serde_json::json!({"name": store::shown(&row)});
        operation.audit_in(id, user, "domains.claim", row.id, detail).await?;
    }
    let done = Done::new(&store::present(&row)?)?;
    operation.finish_with(if new { done } else { done.with_status::<200>() }).await
}
