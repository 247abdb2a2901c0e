//! What becomes of engines and credentials when a broker is done with them.

use super::{
    store::{self, credentials, days, removal},
    warning,
};
use crate::{
    app::App,
    brokers::{BindingState, Ended, InstanceState, Owner, OwnerKind, view::Seen},
    db::entity::broker_instance,
    http::problem::Failure,
    operation::{Audit, Operation, Origin},
    usage,
};
use axum::http::StatusCode;
use futures::future::BoxFuture;
use hq_contract::operations::OperationKind;

/// Storage engines.
#[derive(Clone, Copy, Debug)]
pub struct StorageEngines;

/// Credentials that people asked for.
#[derive(Clone, Copy, Debug)]
pub struct Credentials;

impl Owner for StorageEngines {
    fn kind(&self) -> OwnerKind {
        OwnerKind::StorageEngine
    }

    fn ended<'a>(
        &'a self,
        operation: &'a mut Operation,
        ended: &'a Ended<'a>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(engine_ended(operation, ended))
    }

    fn probed<'a>(
        &'a self,
        app: &'a App,
        instance: &'a broker_instance::Model,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(engine_probed(app, instance))
    }
}

impl Owner for Credentials {
    fn kind(&self) -> OwnerKind {
        OwnerKind::Credential
    }

    fn ended<'a>(
        &'a self,
        operation: &'a mut Operation,
        ended: &'a Ended<'a>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(credentials_ended(operation, ended))
    }
}

/// An engine whose instance was removed is gone, with a line of what went. What failed to be made and was cleaned up stays: to
/// be tried again, or deleted.
async fn engine_ended(operation: &mut Operation, ended: &Ended<'_>) -> Result<(), Failure> {
    if ended.kind != OperationKind::Delete || ended.instance_state != InstanceState::Gone {
        return Ok(());
    }
    let Some(engine) = store::of_instance(operation.tx(), ended.instance).await? else { return Ok(()) };
    removal::forget(operation, &engine).await?;
    let subject = engine.id.to_string();
    let detail = serde_json::json!({
        "name": engine.name, "before": {"storage_bytes": ended.instance.storage_bytes}, "after": {"state": "removed"},
    });
    let organization = Some(engine.organization_id);
    let action = "storage_engines.delete";
    operation.audit(Audit { organization, actor: None, action, subject: &subject, detail }).await
}

async fn engine_probed(app: &App, instance: &broker_instance::Model) -> Result<(), Failure> {
    let seen = Seen::of(instance)?;
    usage::measured(app, instance).await?;
    let Some(engine) = store::of_instance(app.db().read(), instance).await? else { return Ok(()) };
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    warning::see_to(&mut operation, &engine, (seen.storage_bytes, seen.storage_limit_bytes)).await?;
    days::write(&operation, engine.id, instance, seen.storage_limit_bytes).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

async fn credentials_ended(operation: &Operation, ended: &Ended<'_>) -> Result<(), Failure> {
    match (ended.binding, ended.binding_state) {
        (Some(binding), Some(BindingState::Gone)) => credentials::remove_binding(operation, binding.id).await,
        _ => Ok(()),
    }
}
