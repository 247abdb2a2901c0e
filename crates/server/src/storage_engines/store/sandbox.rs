//! The built-in Sandbox: each organization has one, wherever a broker offers Sandboxes. It has no row until something has to
//! be kept of it, and no instance until it is used: its id follows from the organization's, so that every server and every
//! moment calls it the same.

use super::{Engine, insert};
use crate::{
    app::App,
    brokers::{self, FoundOffer, catalogs},
    db::{
        entity::{organization, storage_engine},
        kept,
    },
    http::problem::Failure,
    operation::Operation,
    platform::{micros::Micros, search},
};
use hq_contract::{OrganizationId, ProblemCode, ResourceName, StorageEngineId, providers::EngineKind};
use sea_orm::{ConnectionTrait, EntityTrait as _};
use sha2::{Digest as _, Sha256};
use uuid::Builder;

/// What it is called. No other engine is.
pub const NAME: &str = "Sandbox";

/// The id of an organization's built-in Sandbox.
#[must_use]
pub fn id(organization: OrganizationId) -> StorageEngineId {
    let digest =
        Sha256::new().chain_update(b"hq built-in sandbox").chain_update(organization.as_bytes()).finalize();
    let bytes = digest.first_chunk().copied().unwrap_or_default();
    StorageEngineId(Builder::from_custom_bytes(bytes).into_uuid())
}

/// Whether a name, as it is compared, is kept for it.
#[must_use]
pub fn keeps_name(key: &str) -> bool {
    key == search::fold(NAME)
}

/// Whether a broker offers Sandboxes, even if it is away at present.
///
/// # Errors
/// Where the database fails.
pub async fn is_offered(app: &App, db: &impl ConnectionTrait) -> Result<bool, Failure> {
    Ok(catalogs::offers(app, db).await?.sandbox().is_some())
}

/// An organization's built-in Sandbox; none where it was not made and none is offered.
///
/// # Errors
/// Where the database fails.
pub async fn shown(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<Engine>, Failure> {
    let kept = storage_engine::Entity::find_by_id(id(organization)).one(db).await?;
    if let Some(row) = &kept
        && let Some(instance) = row.instance_id
    {
        let instance = Some(brokers::store::instance(db, instance).await?);
        return Ok(kept.map(|row| Engine { row, instance }));
    }
    let offers = catalogs::offers(app, db).await?;
    let Some(found) = offers.sandbox() else { return Ok(None) };
    if let Some(row) = kept {
        return Ok(Some(Engine { row, instance: None }));
    }
    let created_at = organization::Entity::find_by_id(organization).one(db).await?;
    let created_at = created_at.ok_or(ProblemCode::NotFound)?.created_at;
    Ok(Some(Engine { row: row(organization, created_at, found)?, instance: None }))
}

/// Its row, as long as nothing was kept of it.
fn row(
    organization: OrganizationId,
    created_at: Micros,
    found: &FoundOffer,
) -> Result<storage_engine::Model, Failure> {
    Ok(storage_engine::Model {
        id: id(organization),
        organization_id: organization,
        name: kept(ResourceName::parse(NAME))?,
        name_key: search::fold(NAME),
        description: None,
        tags: "[]".to_owned(),
        built_in: true,
        engine: EngineKind::Sandbox,
        provider: found.provider.name.clone(),
        instance_id: None,
        version: 1,
        created_by: None,
        created_by_key: None,
        created_at,
    })
}

/// Keeps its row, if that is not kept yet. Under the organization's lock.
///
/// # Errors
/// Where the database fails.
pub async fn keep(operation: &Operation, row: &storage_engine::Model) -> Result<(), Failure> {
    insert(operation, row).await.map(drop)
}
