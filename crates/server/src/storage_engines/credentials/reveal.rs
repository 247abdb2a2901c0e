//! `POST /organizations/{org}/storage-engines/{id}/credentials/{credential}/reveal`

use super::{Ids, audit, changeable};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, BindingState, order, view},
    db::entity::broker_binding,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
    storage_engines::store::credentials,
};
use axum::extract::State;
use hq_broker::osb::Credentials;
use hq_contract::{
    Nothing, ProblemCode,
    storage_engines::{CredentialState, RevealCredential, RevealedCredential},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// What has a place of its own in the answer, by the names that brokers give it.
const PASSWORD: &[&str] = &["password", "pass"];
const URI: &[&str] = &["uri", "url", "connection_string"];
const FACTS: &[&str] = &["host", "hostname", "port", "database", "name", "dbname", "username", "user"];

/// Serves [`RevealCredential`].
pub async fn reveal_credential(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Ids { id, credential }): PathParameters<Ids>,
    posted: Posted<Nothing>,
) -> Result<Done<RevealCredential>, Failure> {
    // Not `begin_once`: that keeps the answer for a retry, and this one is a secret.
    let operation = access.begin(&app, posted.origin()).await?;
    let engine = changeable(&app, &operation, id).await?;
    let row = credentials::find(operation.tx(), id, credential).await?;
    let binding = brokers::store::binding(operation.tx(), row.binding_id).await?;
    if binding.state != BindingState::Ready {
        return Err(ProblemCode::NotReady.into());
    }
    let told = open(&app, &binding)?.ok_or(ProblemCode::AlreadyShown)?;
    let secret = !is_file(&told);
    if secret && !order::forget_password(&operation, binding.id).await? {
        return Err(ProblemCode::AlreadyShown.into());
    }
    audit(&operation, &engine, &row, "reveal").await?;
    let names = view::names(operation.tx(), credentials::creator(&row)).await?;
    let mut credential = credentials::present(&row, &binding, &names)?;
    if secret {
        credential.state = CredentialState::Shown;
    }
    let body = RevealedCredential {
        credential,
        password: told.text(PASSWORD),
        uri: told.text(URI),
        others: others(&told),
    };
    operation.finish_with(Done::new(&body)?).await
}

/// Whether they say where a file is and nothing else: who may reach the file is no matter of a password.
fn is_file(told: &Credentials) -> bool {
    told.text(PASSWORD).is_none() && told.text(URI).is_some_and(|uri| uri.starts_with("sqlite:"))
}

/// What the broker told; nothing where HQ forgot it.
fn open(app: &App, binding: &broker_binding::Model) -> Result<Option<Credentials>, Failure> {
    let Some(sealed) = &binding.sealed_credentials else { return Ok(None) };
    let told = app.secrets().open(binding.id.as_bytes(), sealed);
    let told = told.map_err(|error| Failure::internal(&error))?;
    serde_json::from_slice(&told).map(Some).map_err(|error| Failure::internal(&error))
}

/// What has no place of its own in the answer, as people can copy it.
fn others(told: &Credentials) -> BTreeMap<String, String> {
    let apart = |name: &str| [PASSWORD, URI, FACTS].iter().any(|names| names.contains(&name));
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let others = told.0.iter().filter(|(name, _)| !apart(name));
    others.filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()
}
