//! `POST /organizations/{org}/storage-engines/{id}/credentials`

use super::{New, audit, changeable, guard_bindable, guard_sealable, order_new};
use crate::{
    access::{Id, OrgAccess, PathParameters, Posted, ReadOrganization},
    app::App,
    brokers::view,
    problem::Failure,
    storage_engines::store::{credentials, sandbox},
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    operations::LifeState,
    storage_engines::{Credential, NewCredential},
};

/// Make credentials of a storage engine
///
/// They are made from then on, as soon as the engine is there: list them to see how far they are, and reveal them then. The
/// built-in Sandbox is made by it where it was not yet. 409 `no_secrets_key` where the server has no key to keep them with
/// until they are shown; `offer_unavailable` where the broker makes none or cannot be asked at present.
#[utoipa::path(
    post, path = "/organizations/{org}/storage-engines/{id}/credentials", tag = "storage_engines", request_body = NewCredential,
    params(("org" = String, Path, description = "Id or slug"), ("id" = uuid::Uuid, Path, description = "Of which engine")),
    responses((status = 202, description = "They are being made", body = Credential))
)]
pub async fn create_credential(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<NewCredential>,
) -> Result<Response, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.user);
    let mut engine = changeable(&app, &operation, id).await?;
    guard_sealable(&app)?;
    if engine.row.built_in && engine.state()? == LifeState::OnDemand {
        engine = sandbox::ensure(&mut operation, organization, Some(user)).await?;
    }
    guard_bindable(&app, &operation, &engine).await?;
    let new = New { name: posted.body.name.as_str().to_owned(), replaces: None };
    let (row, binding) = order_new(&mut operation, &engine, new).await?;
    audit(&operation, &engine, &row, "create").await?;
    let names = view::names(operation.tx(), [user]).await?;
    let body = credentials::present(&row, &binding, &names)?;
    operation.finish(StatusCode::ACCEPTED, &body, None).await
}
