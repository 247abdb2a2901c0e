//! The built-in Sandbox, made where it is used for the first time.

use super::{
    Engine,
    sandbox::{NAME, keep, shown},
    set_instance,
};
use crate::{
    access::ActorId,
    brokers::{
        FoundOffer, OwnerKind, catalogs,
        order::{self, NewInstance},
    },
    db::entity::{broker_instance, storage_engine},
    http::problem::Failure,
    operation::{Audit, Operation},
    quotas::gate::{self, Wanted},
};
use hq_contract::{OrganizationId, ProblemCode, operations::LifeState};
use sea_orm::EntityTrait as _;
use serde_json::Map;

/// An organization's built-in Sandbox, made if it was not yet, and made again if that failed. Under the organization's lock;
/// `user` is who uses it.
///
/// # Errors
/// 409 `offer_unavailable` where none can be ordered.
pub async fn ensure_sandbox(
    operation: &mut Operation,
    organization: OrganizationId,
    user: Option<ActorId>,
) -> Result<Engine, Failure> {
    let app = operation.app().clone();
    let shown = shown(&app, operation.tx(), organization).await?;
    let engine = shown.ok_or(ProblemCode::OfferUnavailable)?;
    let action = match engine.state() {
        LifeState::OnDemand => "storage_engines.create",
        LifeState::Failed => "storage_engines.retry",
        _ => return Ok(engine),
    };
    keep(operation, &engine.row).await?;
    let offers = catalogs::offers(&app, operation.tx()).await?;
    let found = offers.sandbox().ok_or(ProblemCode::OfferUnavailable)?;
    let instance = order_one(operation, found, &engine.row, user).await?;
    set_instance(operation, engine.row.id, instance.id, &found.provider.name).await?;
    let subject = engine.row.id.to_string();
    let detail = serde_json::json!({"name": NAME});
    let organization = Some(organization);
    operation.audit(Audit { organization, actor: user, action, subject: &subject, detail }).await?;
    let row = storage_engine::Entity::find_by_id(engine.row.id).one(operation.tx()).await?;
    Ok(Engine { row: row.ok_or(ProblemCode::Internal)?, instance: Some(instance) })
}

/// The smallest one, at the first place where it is offered.
async fn order_one(
    operation: &mut Operation,
    found: &FoundOffer,
    row: &storage_engine::Model,
    user: Option<ActorId>,
) -> Result<broker_instance::Model, Failure> {
    catalogs::orderable(found)?;
    let wanted = Wanted { offer: found.offer(), more: None, fpu: 0 };
    gate::guard(operation, row.organization_id, wanted).await?;
    let region = found.provider.regions.first().ok_or(ProblemCode::OfferUnavailable)?;
    let new = NewInstance {
        organization: row.organization_id,
        kind: OwnerKind::StorageEngine,
        owner: row.id.into(),
        found,
        region,
        fpu: found.offer().fpu.map(|sizes| sizes.min),
        high_availability: false,
        name: NAME,
        parameters: Map::new(),
        user,
        held: false,
    };
    order::create(operation, new).await
}
