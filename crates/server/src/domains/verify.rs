//! `POST /organizations/{org}/domains/{id}/verify`

use super::{
    look::look,
    settle::{settle, still_asked},
    store,
};
use crate::{
    access::{Id, ManageInfrastructure, OrgAccess, PathParameters, Posted},
    app::App,
    problem::Failure,
    rate_limits::{self, Limit},
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{Nothing, domains::Domain};

/// How often the DNS is asked for one domain.
const LOOKS: Limit = Limit { name: "domains.verify", most: 20, window_seconds: 600 };

/// Look for a domain's record now
///
/// The answer tells what was found, whatever it is. A domain that another organization holds stays pending, with
/// `held_by_another`. Right after the claim the answer may be `waiting`: a resolver that is asked too early would remember
/// that there is no record. At most 20 times in ten minutes for a domain.
#[utoipa::path(
    post, path = "/organizations/{org}/domains/{id}/verify", tag = "domains",
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Which domain")),
    responses((status = 200, description = "The domain as it is now", body = Domain))
)]
pub async fn verify_domain(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let asked = store::find(app.db().read(), access.organization.id, id).await?;
    rate_limits::count(&app, LOOKS, &id.to_string()).await?;
    // Before the transaction begins: the DNS may take its time, and others write meanwhile.
    let found = look(app.dns(), &asked, app.now(), true).await;
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.clone(), operation.caller.user);
    let row = still_asked(&operation, &asked).await?;
    let row = settle(&mut operation, &organization, row, &found, Some(user)).await?;
    operation.finish(StatusCode::OK, &store::present(&row)?, None).await
}
