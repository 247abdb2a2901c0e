//! Two storage engines and a dataplant of the cast, made for real where brokers offer them: ordered here, as people order
//! them, and made by the workers once the server runs.

use super::store::first_organization;
use crate::{
    app::App,
    brokers::{
        self, FoundOffer, Offers, OwnerKind, catalogs,
        order::{self, NewInstance},
    },
    dataplants::{self, Order},
    http::problem::Failure,
    me::{self, store::kept},
    operation::{Audit, Operation, Origin},
    organizations, storage_defaults,
    storage_engines::store::{self as storage_engines, NewEngine},
};
use axum::http::StatusCode;
use hq_contract::{
    EmailAddress, OrganizationId, ProblemCode, ResourceName, StorageEngineId, Tag, UserId,
    dataplants::NewDataplant,
    providers::{EngineKind, Offer, OfferKind},
    storage_defaults::TableKind,
};
use serde_json::Map;

/// Orders them in the organization that this admin joined first, unless something was ordered there before.
pub async fn add(app: &App, admin: &str) -> Result<(), Failure> {
    catalogs::round(app).await?;
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let organization = first_organization(operation.tx(), admin).await?.ok_or(ProblemCode::Internal)?;
    organizations::store::lock(&operation, organization).await?.ok_or(ProblemCode::Internal)?;
    for kind in [OwnerKind::StorageEngine, OwnerKind::Dataplant] {
        if !brokers::store::instances(operation.tx(), organization, kind).await?.is_empty() {
            return Ok(());
        }
    }
    let canonical = kept(kept(EmailAddress::parse(admin))?.canonical())?;
    let user = me::store::find_by_email(operation.tx(), &canonical).await?.ok_or(ProblemCode::Internal)?.id;
    let offers = catalogs::offers(app, operation.tx()).await?;
    let Some(sandbox) = engine(&offers, EngineKind::Sandbox) else { return Ok(()) };
    let database = engine(&offers, EngineKind::Postgresql).unwrap_or(sandbox);
    let warehouse =
        order_engine(&mut operation, (organization, user), database, "Warehouse", "sales").await?;
    let playground =
        order_engine(&mut operation, (organization, user), sandbox, "Playground", "test").await?;
    let before = storage_defaults::store::read(operation.tx(), organization).await?;
    let defaults = |tables| Some(if tables == TableKind::Ml { playground } else { warehouse });
    storage_defaults::store::write(&operation, before, defaults).await?;
    if let Some(offer) = orderable(&offers, |offer| offer.kind == OfferKind::Dataplant) {
        order_dataplant(&mut operation, (organization, user), &offer).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(())
}

/// The first offer that can be ordered now and is such.
fn orderable(offers: &Offers, is_wanted: impl Fn(&Offer) -> bool) -> Option<Offer> {
    offers.providers().offers.into_iter().find(|offer| offer.unavailable.is_none() && is_wanted(offer))
}

fn engine(offers: &Offers, kind: EngineKind) -> Option<&FoundOffer> {
    offers.find(&orderable(offers, |offer| offer.engine == Some(kind) && offer.bindable)?.id)
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
    storage_engines::add(operation, row).await?;
    let detail = serde_json::json!({"demo": true, "name": name});
    let (action, subject) = ("storage_engines.create", id.to_string());
    let organization = Some(organization);
    operation
        .audit(Audit { organization, actor: Some(user.into()), action, subject: &subject, detail })
        .await?;
    Ok(id)
}

async fn order_dataplant(
    operation: &mut Operation,
    (organization, user): (OrganizationId, UserId),
    offer: &Offer,
) -> Result<(), Failure> {
    let tags = vec![kept(Tag::parse("sales"))?];
    let new = NewDataplant {
        template: None,
        offer: offer.id.clone(),
        region: offer.regions.first().cloned().unwrap_or_default(),
        fpu: offer.fpu.map(|sizes| sizes.min),
        name: kept(ResourceName::parse("Sales reports"))?,
        description: None,
        tags: tags.clone(),
        names: Vec::new(),
    };
    dataplants::place(operation, Order { organization, user: user.into(), new: &new, tags: &tags }).await?;
    Ok(())
}
