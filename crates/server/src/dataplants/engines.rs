//! The engines that a dataplant is bound to: for each kind of tables, credentials of its own.

use super::store;
use crate::{
    access::ActorId,
    brokers::{self, BindingState, OwnerKind, Snapshot, order},
    db::entity::{broker_binding, broker_instance, dataplant},
    http::problem::Failure,
    operation::Operation,
    storage_defaults,
    storage_engines::store::{self as storage_engines, uses},
};
use hq_contract::{
    DataplantId, FieldCode, OrganizationId, ProblemCode, ResourceName, Tag, storage_defaults::TableKind,
};
use serde_json::{Map, json};

/// A dataplant that takes engines.
#[derive(Clone, Copy, Debug)]
pub struct Taker<'a> {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Which one.
    pub dataplant: DataplantId,
    /// What it is called.
    pub name: &'a ResourceName,
    /// What it is grouped by.
    pub tags: &'a [Tag],
    /// Of which broker.
    pub broker: &'a str,
    /// Who orders it.
    pub user: ActorId,
}

/// Takes the organization's default engines for a dataplant whose row is there, and orders credentials in each.
///
/// # Errors
/// 422 where one of them is out of reach of what the dataplant's broker makes; 409 `not_ready` where one cannot be used, `offer_unavailable` where a Sandbox is needed and none can be ordered.
pub async fn take(operation: &mut Operation, taker: Taker<'_>) -> Result<(), Failure> {
    let Taker { organization, dataplant, name, tags, broker, user } = taker;
    let taken = storage_defaults::store::engines(operation, organization, Some(user)).await?;
    for (engine, _) in &taken {
        // What has begun would fail after minutes, with a path of another machine as the reason.
        if engine.only_broker()?.is_some_and(|only| only != broker) {
            return Err(Failure::field("/offer", FieldCode::EnginesOutOfReach));
        }
    }
    for (engine, tables) in taken {
        let using = uses::User { organization, dataplant, name, tags };
        uses::add(operation, engine.row.id, using, &tables).await?;
        for kind in tables {
            let binding = bind(operation, engine.instance()?, dataplant, kind, user).await?;
            store::engines::add(operation, dataplant, kind, engine.row.id, binding.id).await?;
        }
    }
    Ok(())
}

/// Orders credentials anew in the engines of a dataplant that could not be made; those that are there are kept. Whether they
/// all are.
///
/// # Errors
/// 409 `not_ready` where an engine cannot be used.
pub async fn take_again(
    operation: &mut Operation,
    row: &dataplant::Model,
    user: ActorId,
) -> Result<bool, Failure> {
    let mut complete = true;
    for link in store::engines::of(operation.tx(), row.id).await? {
        let binding = brokers::store::binding(operation.tx(), link.binding_id).await?;
        if binding.state == BindingState::Ready {
            continue;
        }
        complete = false;
        let kind = link.tables;
        let app = operation.app().clone();
        let engine = storage_engines::find(&app, operation.tx(), row.organization_id, link.engine_id).await;
        let engine = engine.map_err(|_| Failure::from(ProblemCode::NotReady))?;
        let binding = bind(operation, engine.instance()?, row.id, kind, user).await?;
        store::engines::rebind(operation, &link, binding.id).await?;
    }
    Ok(complete)
}

async fn bind(
    operation: &mut Operation,
    instance: &broker_instance::Model,
    dataplant: DataplantId,
    kind: TableKind,
    user: ActorId,
) -> Result<broker_binding::Model, Failure> {
    use brokers::InstanceState::{Creating, Ready, Updating};
    let offer = Snapshot::read(instance)?.offer;
    let usable = matches!(instance.state, Creating | Ready | Updating);
    if !usable || !offer.bindable {
        return Err(ProblemCode::NotReady.into());
    }
    // A plain broker knows of no schema, and may refuse what it does not know.
    let schema = offer.fpu.map(|_| ("schema".to_owned(), json!(kind.as_str())));
    let parameters: Map<_, _> = schema.into_iter().collect();
    order::bind(operation, instance, (OwnerKind::Dataplant, dataplant.into()), parameters, Some(user)).await
}

/// Gives back the credentials of a dataplant, those that are there and those that are being made. Whether there are none left
/// to wait for.
///
/// # Errors
/// Where the database fails.
pub async fn give_back(
    operation: &mut Operation,
    dataplant: DataplantId,
    user: Option<ActorId>,
) -> Result<bool, Failure> {
    let bindings = left(operation, dataplant).await?;
    for binding in &bindings {
        let instance = brokers::store::instance(operation.tx(), binding.instance_id).await?;
        order::unbind(operation, &instance, binding, user).await?;
    }
    Ok(bindings.is_empty())
}

/// The credentials of a dataplant that are there, are being made, or being removed.
///
/// # Errors
/// Where the database fails.
pub async fn left(
    operation: &Operation,
    dataplant: DataplantId,
) -> Result<Vec<broker_binding::Model>, Failure> {
    let all =
        brokers::store::bindings_of_owner(operation.tx(), OwnerKind::Dataplant, dataplant.into()).await?;
    // What failed is cleaned up by itself.
    Ok(all.into_iter().filter(|row| row.state != BindingState::Failed).collect())
}
