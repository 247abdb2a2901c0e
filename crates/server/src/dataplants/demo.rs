//! A dataplant of the demo and the storage engines that it takes, made for real where brokers offer them: ordered here, as people
//! order them, and made by the workers once the server runs.

use super::Order;
use crate::{
    app::App,
    brokers::{self, OwnerKind, catalogs},
    db::kept,
    demo,
    http::problem::Failure,
    operation::{Operation, Origin},
    organizations, storage_engines,
};
use axum::http::StatusCode;
use hq_contract::{
    OrganizationId, ProblemCode, ResourceName, Tag, UserId,
    dataplants::NewDataplant,
    providers::{Offer, OfferKind},
};

/// Orders them in the organization that the demo's admin joined first, unless something was ordered there before.
///
/// # Errors
/// Where the database fails.
pub async fn add(app: &App) -> Result<(), Failure> {
    catalogs::round(app).await?;
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let organization = demo::first_organization(operation.tx(), demo::ADMIN).await?;
    let organization = organization.ok_or(ProblemCode::Internal)?;
    organizations::store::lock(&operation, organization).await?.ok_or(ProblemCode::Internal)?;
    for kind in [OwnerKind::StorageEngine, OwnerKind::Dataplant] {
        if !brokers::store::instances(operation.tx(), organization, kind).await?.is_empty() {
            return Ok(());
        }
    }
    let user = demo::person(operation.tx(), demo::ADMIN).await?.id;
    let offers = catalogs::offers(app, operation.tx()).await?;
    if !storage_engines::demo::order(&mut operation, (organization, user), &offers).await? {
        return Ok(());
    }
    if let Some(offer) = offers.orderable(|offer| offer.kind == OfferKind::Dataplant) {
        order(&mut operation, (organization, user), &offer).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(())
}

async fn order(
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
    super::place(operation, Order { organization, user: user.into(), new: &new, tags: &tags }).await?;
    Ok(())
}
