//! Credentials of storage engines.

mod create;
mod get;
mod list;
mod remove;
mod reveal;
mod rotate;

use super::{
    rights,
    store::{self, Engine},
};
use crate::{
    access::ReadOrganization,
    app::App,
    brokers::{OwnerKind, Snapshot, catalogs, order},
    db::entity::{broker_binding, storage_engine_credential},
    http::{endpoint::serve, extract::InPath, problem::Failure},
    operation::OrgOperation,
};
use hq_contract::{
    CredentialId, Permission, ProblemCode, ResourceName, StorageEngineId,
    operations::LifeState,
    storage_engines::{
        CreateCredential, DeleteCredential, GetCredential, ListCredentials, RevealCredential,
        RotateCredential,
    },
};
use serde::Deserialize;
use serde_json::Map;
use utoipa_axum::router::OpenApiRouter;

/// The operations on credentials.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListCredentials, _>(list::list_credentials))
        .routes(serve::<CreateCredential, _>(create::create_credential))
        .routes(serve::<GetCredential, _>(get::get_credential))
        .routes(serve::<DeleteCredential, _>(remove::delete_credential))
        .routes(serve::<RevealCredential, _>(reveal::reveal_credential))
        .routes(serve::<RotateCredential, _>(rotate::rotate_credential))
}

/// The `{id}` and `{credential}` of a path.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Ids {
    /// Of which engine.
    id: StorageEngineId,
    /// Which credentials.
    credential: CredentialId,
}

impl InPath for Ids {
    type Id = StorageEngineId;
}

/// An engine whose credentials the caller may change, under the organization's lock.
async fn changeable(
    app: &App,
    operation: &OrgOperation<ReadOrganization>,
    id: StorageEngineId,
) -> Result<Engine, Failure> {
    let engine = store::find(app, operation.tx(), operation.organization.id, id).await?;
    rights::guard(operation, &engine, Permission::UpdateStorageEngines)?;
    Ok(engine)
}

/// Refuses credentials where none can be made: the engine is neither there nor being made, or its broker makes none or cannot be
/// asked at present.
///
/// # Errors
/// 409 `not_ready`, `offer_unavailable`
async fn guard_bindable(
    app: &App,
    operation: &OrgOperation<ReadOrganization>,
    engine: &Engine,
) -> Result<(), Failure> {
    if !matches!(engine.state(), LifeState::Creating | LifeState::Ready | LifeState::Updating) {
        return Err(ProblemCode::NotReady.into());
    }
    let instance = engine.instance()?;
    let available = catalogs::available(app, operation.tx()).await?.contains(&instance.broker);
    let bindable = Snapshot::read(instance)?.offer.bindable;
    if available && bindable { Ok(()) } else { Err(ProblemCode::OfferUnavailable.into()) }
}

/// Refuses credentials where no key keeps them until they are shown.
///
/// # Errors
/// 409 `no_secrets_key`
fn guard_sealable(app: &App) -> Result<(), Failure> {
    if app.secrets().can_seal() { Ok(()) } else { Err(ProblemCode::NoSecretsKey.into()) }
}

/// New credentials.
struct New {
    name: ResourceName,
    replaces: Option<CredentialId>,
}

/// Orders credentials and keeps what people call them.
async fn order_new(
    operation: &mut OrgOperation<ReadOrganization>,
    engine: &Engine,
    new: New,
) -> Result<(storage_engine_credential::Model, broker_binding::Model), Failure> {
    store::credentials::guard_place(operation, engine.row.id).await?;
    let id: CredentialId = operation.app().new_id();
    let user = operation.caller.id();
    let owner = (OwnerKind::Credential, id.into());
    let binding = order::bind(operation, engine.instance()?, owner, Map::new(), Some(user)).await?;
    let row = storage_engine_credential::Model {
        id,
        organization_id: engine.row.organization_id,
        engine_id: engine.row.id,
        binding_id: binding.id,
        name: new.name,
        replaces: new.replaces,
        created_by: user.account(),
        created_by_key: user.key(),
        created_at: operation.now(),
    };
    store::credentials::add(operation, &row).await?;
    Ok((row, binding))
}

/// Writes down what was done to credentials.
async fn audit(
    operation: &OrgOperation<ReadOrganization>,
    engine: &Engine,
    row: &storage_engine_credential::Model,
    done: &str,
) -> Result<(), Failure> {
    let detail = serde_json::json!({
        "name": engine.row.name, "credentials": row.name, "credential_id": row.id, "done": done,
    });
    let (organization, user) = (operation.organization.id, operation.caller.id());
    operation.audit_in(organization, user, "storage_engines.credentials", engine.row.id, detail).await
}
