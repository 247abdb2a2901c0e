//! `POST /organizations/{org}/domains`

use super::store;
use crate::{
    access::{ManageInfrastructure, OrgAccess, Posted},
    app::App,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::domains::{Domain, NewDomain};

/// Claim a domain name
///
/// The answer has the TXT record that proves it; HQ looks for it from then on, and when asked to. Any number of
/// organizations can claim a name: it is bound to the one whose record is found first. Claiming it again answers the
/// claim that is there.
#[utoipa::path(
    post, path = "/organizations/{org}/domains", tag = "domains", request_body = NewDomain,
    params(("org" = String, Path, description = "Id or slug")),
    responses(
        (status = 201, description = "The claim", body = Domain),
        (status = 200, description = "The claim that was there", body = Domain)
    )
)]
pub async fn claim_domain(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    posted: Posted<NewDomain>,
) -> Result<Response, Failure> {
    let (id, user) = (access.organization.id, access.caller.user);
    let operation = access.begin_once(&app, &posted).await?;
    let (row, new) = store::claim(&operation, id, &posted.body.name).await?;
    if new {
        let detail = serde_json::json!({"name": store::shown(&row)});
        operation.audit_in(id, user, "domains.claim", row.id, detail).await?;
    }
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    operation.finish(status, &store::present(&row)?, None).await
}
