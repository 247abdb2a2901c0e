//! `POST /organizations/{org}/domains/{id}/verify`

use super::{
    look::look,
    settle::{settle, still_asked},
    store,
};
use crate::{
    access::{ManageInfrastructure, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    platform::rate_limits::{self, Limit},
};
use axum::extract::State;
use hq_contract::{DomainId, Nothing, domains::VerifyDomain};

/// How often the DNS is asked for one domain.
const LOOKS: Limit = Limit { name: "domains.verify", most: 20, window_seconds: 600 };

/// Serves [`VerifyDomain`].
pub async fn verify_domain(
    State(app): State<App>,
    access: OrgAccess<ManageInfrastructure>,
    PathParameters(Id { id }): PathParameters<Id<DomainId>>,
    posted: Posted<Nothing>,
) -> Result<Done<VerifyDomain>, Failure> {
    let asked = store::find(app.db().read(), access.organization.id, id).await?;
    rate_limits::count(&app, LOOKS, &id.to_string()).await?;
    // Before the transaction begins: the DNS may take its time, and others write meanwhile.
    let found = look(app.dns(), &asked, app.now(), true).await;
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.clone(), operation.caller.id());
    let row = still_asked(&operation, &asked).await?;
    let row = settle(&mut operation, &organization, row, &found, Some(user)).await?;
    operation.finish_with(Done::new(&store::present(&row)?)?).await
}
