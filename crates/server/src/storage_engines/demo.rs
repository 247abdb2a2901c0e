//! Two storage engines of the demo, ordered as people order them.

use super::store::{self, NewEngine};
use crate::{
    brokers::{
        FoundOffer, Offers, OwnerKind,
        order::{self, NewInstance},
    },
    db::kept,
    http::problem::Failure,
    operation::{Audit, Operation},
    storage_defaults,
};
use hq_contract::{
    OrganizationId, ProblemCode, ResourceName, StorageEngineId, Tag, UserId, providers::EngineKind,
    storage_defaults::TableKind,
};
use serde_json::Map;

/// Orders them for an organization whose lock the operation has, and lets new dataplants take them; false where none is offered.
///
/// # Errors
/// Where the database fails.
pub async fn order(
    operation: &mut Operation,
    to: (OrganizationId, UserId),
    offers: &Offers,
) -> Result<bool, Failure> {
    let Some(sandbox) = engine(offers, EngineKind::Sandbox) else { return Ok(false) };
    let database = engine(offers, EngineKind::Postgresql).unwrap_or(sandbox);
    let warehouse = order_engine(operation, to, database, "Warehouse", "sales").await?;
    let playground = order_engine(operation, to, sandbox, "Playground", "test").await?;
    let before = storage_defaults::store::read(operation.tx(), to.0).await?;
    let defaults = |tables| Some(if tables == TableKind::Ml { playground } else { warehouse });
    storage_defaults::store::write(operation, before, defaults).await?;
    Ok(true)
}

fn engine(offers: &Offers, kind: EngineKind) -> Option<&FoundOffer> {
    offers.find(&offers.orderable(|offer| offer.engine == Some(kind) && offer.bindable)?.id)
}

async fn order_engine(
    operation: &mut Operation,
    (organization, user): (OrganizationId, UserId),
    found: &FoundOffer,
    name: &str,
    tag: &str,
) -> Result<StorageEngineId, Failure> {
    let (id, region): (StorageEngineId, _) = (operation.app().new_id(), found.provider.regions.first());
    let new = NewInstance {
        organization,
        kind: OwnerKind::StorageEngine,
        owner: id.into(),
        found,
        region: region.ok_or(ProblemCode::Internal)?,
        fpu: found.offer().fpu.map(|sizes| sizes.min),
        high_availability: false,
        name,
        parameters: Map::new(),
        user: Some(user.into()),
        held: false,
    };
    let instance = order::create(operation, new).await?;
    let row = NewEngine {
        id,
        organization,
        name: &kept(ResourceName::parse(name))?,
        description: None,
        tags: &[kept(Tag::parse(tag))?],
        engine: found.offer().engine.unwrap_or(EngineKind::Other),
        provider: &found.provider.name,
        instance: instance.id,
        user: user.into(),
    };
    store::add(operation, row).await?;
    let detail = serde_json::json!({"demo": true, "name": name});
    let (action, subject) = ("storage_engines.create", id.to_string());
    let organization = Some(organization);
    operation
        .audit(Audit { organization, actor: Some(user.into()), action, subject: &subject, detail })
        .await?;
    Ok(id)
}
