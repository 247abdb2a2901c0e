//! What follows for a dataplant when something that was ordered for it is over.

use super::{engines, exposure, store};
use crate::{
    app::App,
    brokers::{self, BindingState, Ended, InstanceState, Owner, OwnerKind, Registered, order, view},
    db::entity::{broker_binding, broker_instance, dataplant},
    http::problem::Failure,
    operation::Operation,
};
use futures::future::BoxFuture;
use hq_contract::{
    ProblemCode,
    operations::{FailureCode, OperationFailure, OperationKind},
};
use serde_json::{Map, Value};

/// Dataplants, for the workers that ask brokers.
#[derive(Clone, Copy, Debug)]
pub struct Dataplants;

impl Owner for Dataplants {
    fn kind(&self) -> OwnerKind {
        OwnerKind::Dataplant
    }

    fn parameters<'a>(
        &'a self,
        app: &'a App,
        registered: &'a Registered,
        instance: &'a broker_instance::Model,
        kind: OperationKind,
    ) -> BoxFuture<'a, Result<Map<String, Value>, Failure>> {
        Box::pin(parameters(app, registered, instance, kind))
    }

    fn ended<'a>(
        &'a self,
        operation: &'a mut Operation,
        ended: &'a Ended<'a>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            match ended.binding {
                Some(binding) => binding_ended(operation, ended, binding).await,
                None => instance_ended(operation, ended).await,
            }
        })
    }
}

/// The credentials of its engines, and the names and certificates under which it is to answer.
async fn parameters(
    app: &App,
    registered: &Registered,
    instance: &broker_instance::Model,
    kind: OperationKind,
) -> Result<Map<String, Value>, Failure> {
    let mut parameters = Map::new();
    if !registered.confidential || !matches!(kind, OperationKind::Create | OperationKind::Expose) {
        return Ok(parameters);
    }
    let Some(row) = store::of_instance(app.db().read(), instance).await? else { return Ok(parameters) };
    if kind == OperationKind::Create {
        parameters.insert("connections".to_owned(), Value::Object(connections(app, &row).await?));
    }
    parameters.extend(exposure::send(app, &row, instance, kind).await?);
    Ok(parameters)
}

async fn connections(app: &App, row: &dataplant::Model) -> Result<Map<String, Value>, Failure> {
    let mut connections = Map::new();
    for link in store::engines::of(app.db().read(), row.id).await? {
        let binding = brokers::store::binding(app.db().read(), link.binding_id).await?;
        let sealed = binding.sealed_credentials.as_deref().ok_or(ProblemCode::NoSecretsKey)?;
        let opened = app.secrets().open(binding.id.as_bytes(), sealed);
        let opened = opened.map_err(|_| Failure::from(ProblemCode::NoSecretsKey))?;
        let credentials: Value =
            serde_json::from_slice(&opened).map_err(|error| Failure::internal(&error))?;
        connections.insert(link.tables.to_string(), credentials);
    }
    Ok(connections)
}

/// Credentials were made or removed, or could not be.
async fn binding_ended(
    operation: &mut Operation,
    ended: &Ended<'_>,
    binding: &broker_binding::Model,
) -> Result<(), Failure> {
    let row = store::by_id(operation.tx(), binding.owner_id.into()).await?;
    let ready = ended.binding_state == Some(BindingState::Ready);
    match (ended.kind, row) {
        // Forgotten, or gone, while they were being made: nobody needs them.
        (OperationKind::Bind, None) if ready => order::unbind(operation, ended.instance, binding, None).await,
        (OperationKind::Bind, Some(row)) => bound(operation, row, binding, ready).await,
        (OperationKind::Unbind, Some(row)) => {
            let instance = brokers::store::instance(operation.tx(), row.instance_id).await?;
            let gone = instance.state == InstanceState::Gone;
            if gone && engines::left(operation, row.id).await?.is_empty() {
                return store::remove(operation, row.id).await;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn bound(
    operation: &mut Operation,
    row: dataplant::Model,
    binding: &broker_binding::Model,
    ready: bool,
) -> Result<(), Failure> {
    let links = store::engines::of(operation.tx(), row.id).await?;
    let instance = brokers::store::instance(operation.tx(), row.instance_id).await?;
    let waits = instance.state == InstanceState::Creating;
    if !waits || !links.iter().any(|link| link.binding_id == binding.id) {
        // Of a try that failed meanwhile.
        return if ready { unbind(operation, binding).await } else { Ok(()) };
    }
    if !ready {
        let failure = dependency(operation, binding)?;
        order::abandon(operation, &instance, &failure).await?;
        engines::give_back(operation, row.id, None).await?;
        return store::next_version(operation, row.id).await;
    }
    for link in links {
        let other = brokers::store::binding(operation.tx(), link.binding_id).await?;
        if other.state != BindingState::Ready {
            return Ok(());
        }
    }
    order::start(operation, instance.id).await
}

async fn unbind(operation: &mut Operation, binding: &broker_binding::Model) -> Result<(), Failure> {
    let instance = brokers::store::instance(operation.tx(), binding.instance_id).await?;
    order::unbind(operation, &instance, binding, None).await
}

/// Why a dataplant was not made: what became of the credentials that it needs.
fn dependency(operation: &Operation, binding: &broker_binding::Model) -> Result<OperationFailure, Failure> {
    let because = view::binding_failure(binding)?;
    let request_id = operation.origin().request_id.clone();
    Ok(match because {
        Some(failure) => OperationFailure { code: FailureCode::Dependency, ..failure },
        None => OperationFailure {
            code: FailureCode::Dependency,
            step: None,
            description: None,
            status: None,
            request_id,
        },
    })
}

/// The dataplant itself was made, changed or removed, or could not be.
async fn instance_ended(operation: &mut Operation, ended: &Ended<'_>) -> Result<(), Failure> {
    // Of a former try: that is cleaned up, and nothing follows.
    let Some(row) = store::of_instance(operation.tx(), ended.instance).await? else { return Ok(()) };
    match ended.kind {
        OperationKind::Create | OperationKind::Expose => {
            exposure::sent(operation, &row, ended.failure.is_none()).await?;
        }
        _ => {}
    }
    let gone = ended.kind == OperationKind::Delete && ended.instance_state == InstanceState::Gone;
    if gone && engines::give_back(operation, row.id, None).await? {
        return store::remove(operation, row.id).await;
    }
    store::next_version(operation, row.id).await
}
