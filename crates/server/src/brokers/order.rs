//! What features order, each inside its own transaction. A worker does it after the commit.

mod abandon;
mod ask;

pub use abandon::abandon;
pub(super) use ask::{Asked, ask};

use super::{BindingState, FoundOffer, InstanceState, OwnerKind, snapshot::json_of, store};
use crate::{
    access::ActorId,
    db::entity::{
        broker_binding::{self, BindingId},
        broker_instance::{self, InstanceId, OwnerId},
        broker_operation,
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
    usage,
};
use hq_contract::{
    OrganizationId, ProblemCode,
    operations::{OperationKind, Progress},
    providers::Region,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};
use serde_json::{Map, Value, json};

/// When something is due that waits for something else: never, until that wakes it.
pub(super) const HELD: Micros = Micros::MAX;

/// An instance to make.
#[derive(Clone, Debug)]
pub struct NewInstance<'a> {
    /// For which organization.
    pub organization: OrganizationId,
    /// Whose it is.
    pub kind: OwnerKind,
    /// Whose it is: the id.
    pub owner: OwnerId,
    /// What to order.
    pub found: &'a FoundOffer,
    /// Where.
    pub region: &'a Region,
    /// In which size, where the offer has sizes.
    pub fpu: Option<u32>,
    /// Whether it has to outlive a machine.
    pub high_availability: bool,
    /// What people call it.
    pub name: &'a str,
    /// What is sent besides region, size and high availability; no secrets.
    pub parameters: Map<String, Value>,
    /// Who orders it.
    pub user: Option<ActorId>,
    /// Whether it waits until [`start`].
    pub held: bool,
}

/// Orders an instance, under an id of its own.
///
/// # Errors
/// Where the database fails.
pub async fn create(
    operation: &mut Operation,
    new: NewInstance<'_>,
) -> Result<broker_instance::Model, Failure> {
    let mut parameters = new.parameters;
    // A plain broker has said nothing of these, and may refuse what it does not know.
    if new.fpu.is_some() {
        parameters.insert("region".to_owned(), json!(new.region.id));
        parameters.insert("fpu".to_owned(), json!(new.fpu));
        if new.high_availability {
            parameters.insert("high_availability".to_owned(), json!(true));
        }
    }
    parameters.insert("name".to_owned(), json!(new.name));
    let row = broker_instance::Model {
        id: operation.app().new_id(),
        organization_id: new.organization,
        owner_kind: new.kind,
        owner_id: new.owner,
        broker: new.found.broker.clone(),
        service_id: new.found.service_id.clone(),
        plan_id: new.found.plan_id.clone(),
        offer: json_of(&new.found.snapshot)?,
        region: json_of(new.region)?,
        parameters: json_of(&parameters)?,
        fpu: new.fpu.map(i64::from),
        pending_fpu: None,
        state: InstanceState::Creating,
        url: None,
        failure: None,
        reachable: None,
        checked_at: None,
        since: None,
        latency_ms: None,
        detail: None,
        storage_bytes: None,
        storage_limit_bytes: None,
        next_probe_at: HELD,
        created_at: operation.now(),
        gone_at: None,
    };
    let active: broker_instance::ActiveModel = row.clone().into();
    broker_instance::Entity::insert(active.reset_all()).exec_without_returning(operation.tx()).await?;
    let asked = Asked { user: new.user, held: new.held, ..Asked::of(&row, OperationKind::Create) };
    ask(operation, asked).await?;
    Ok(row)
}

/// Lets a held instance be made.
///
/// # Errors
/// Where the database fails.
pub async fn start(operation: &mut Operation, instance: InstanceId) -> Result<(), Failure> {
    wake(operation, instance, None, &[OperationKind::Create]).await
}

/// Orders another size.
///
/// # Errors
/// 409 `not_ready` where something is under way.
pub async fn resize(
    operation: &mut Operation,
    instance: &broker_instance::Model,
    fpu: u32,
    user: Option<ActorId>,
) -> Result<(), Failure> {
    change(operation, instance, InstanceState::Ready, InstanceState::Updating, Some(fpu)).await?;
    let to = Some(i64::from(fpu));
    let parameters = Map::from_iter([("fpu".to_owned(), json!(fpu))]);
    let asked = Asked { user, to, parameters, ..Asked::of(instance, OperationKind::Resize) };
    ask(operation, asked).await
}

/// Orders that an instance gets what [`super::Owner::parameters`] has for it by then: other names, other certificates.
///
/// # Errors
/// 409 `not_ready` where something is under way.
pub async fn expose(
    operation: &mut Operation,
    instance: &broker_instance::Model,
    user: Option<ActorId>,
) -> Result<(), Failure> {
    change(operation, instance, InstanceState::Ready, InstanceState::Updating, None).await?;
    ask(operation, Asked { user, ..Asked::of(instance, OperationKind::Expose) }).await
}

/// Orders that an instance is removed, its bindings first. What failed to be made is removed too, as far as it is there.
///
/// # Errors
/// 409 `not_ready` where something else is under way.
pub async fn remove(
    operation: &mut Operation,
    instance: &broker_instance::Model,
    user: Option<ActorId>,
) -> Result<(), Failure> {
    let from = instance.state;
    if !matches!(from, InstanceState::Ready | InstanceState::Failed | InstanceState::DeleteFailed) {
        return Err(ProblemCode::NotReady.into());
    }
    change(operation, instance, from, InstanceState::Deleting, None).await?;
    usage::gone(operation, instance).await?;
    // A clean-up, or a removal that is waiting for its next try, is the same request: this one goes on in its place.
    end_pending(operation, instance.id).await?;
    let bindings = store::bindings_of_instance(operation.tx(), instance.id).await?;
    for binding in &bindings {
        unbind(operation, instance, binding, user).await?;
    }
    let held = !bindings.is_empty();
    ask(operation, Asked { user, held, ..Asked::of(instance, OperationKind::Delete) }).await
}

/// Orders credentials. They wait until the instance is there.
///
/// # Errors
/// Where the database fails.
pub async fn bind(
    operation: &mut Operation,
    instance: &broker_instance::Model,
    (kind, owner): (OwnerKind, OwnerId),
    parameters: Map<String, Value>,
    user: Option<ActorId>,
) -> Result<broker_binding::Model, Failure> {
    let row = broker_binding::Model {
        id: operation.app().new_id(),
        organization_id: instance.organization_id,
        instance_id: instance.id,
        owner_kind: kind,
        owner_id: owner,
        parameters: Value::Object(parameters).to_string(),
        state: BindingState::Creating,
        facts: None,
        sealed_credentials: None,
        failure: None,
        created_at: operation.now(),
        gone_at: None,
    };
    let active: broker_binding::ActiveModel = row.clone().into();
    broker_binding::Entity::insert(active.reset_all()).exec_without_returning(operation.tx()).await?;
    let held = !matches!(instance.state, InstanceState::Ready | InstanceState::Updating);
    let binding = Some(row.id);
    ask(operation, Asked { user, binding, held, ..Asked::of(instance, OperationKind::Bind) }).await?;
    Ok(row)
}

/// Orders that credentials are removed. Their password is forgotten at once.
///
/// # Errors
/// Where the database fails.
pub async fn unbind(
    operation: &mut Operation,
    instance: &broker_instance::Model,
    binding: &broker_binding::Model,
    user: Option<ActorId>,
) -> Result<(), Failure> {
    if binding.state == BindingState::Deleting {
        return Ok(());
    }
    let change = broker_binding::ActiveModel {
        id: Set(binding.id),
        state: Set(BindingState::Deleting),
        sealed_credentials: Set(None),
        gone_at: Set(None),
        ..Default::default()
    };
    change.update(operation.tx()).await?;
    // A request for them that is on its way has to arrive first.
    let under_way = broker_operation::Entity::find()
        .filter(broker_operation::Column::BindingId.eq(binding.id))
        .filter(broker_operation::Column::EndedAt.is_null())
        .filter(broker_operation::Column::NextAt.ne(HELD))
        .filter(broker_operation::Column::SentAt.is_not_null())
        .one(operation.tx())
        .await?;
    broker_operation::Entity::update_many()
        .col_expr(broker_operation::Column::EndedAt, Expr::value(operation.now()))
        .col_expr(broker_operation::Column::State, Expr::value(Progress::Failed))
        .col_expr(broker_operation::Column::NextAt, Expr::value(HELD))
        .filter(broker_operation::Column::BindingId.eq(binding.id))
        .filter(broker_operation::Column::EndedAt.is_null())
        .exec(operation.tx())
        .await?;
    let (binding, not_before) = (Some(binding.id), under_way.map_or(Micros::new(0), |row| row.next_at));
    ask(operation, Asked { user, binding, not_before, ..Asked::of(instance, OperationKind::Unbind) }).await
}

/// Leaves an instance and its bindings at their broker, and knows them no more.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &mut Operation, instance: &broker_instance::Model) -> Result<(), Failure> {
    usage::gone(operation, instance).await?;
    end_pending(operation, instance.id).await?;
    broker_binding::Entity::update_many()
        .col_expr(broker_binding::Column::State, Expr::value(BindingState::Gone))
        .col_expr(broker_binding::Column::GoneAt, Expr::value(operation.now()))
        .col_expr(broker_binding::Column::SealedCredentials, Expr::value(Option::<Vec<u8>>::None))
        .filter(broker_binding::Column::InstanceId.eq(instance.id))
        .exec(operation.tx())
        .await?;
    let change = broker_instance::ActiveModel {
        id: Set(instance.id),
        state: Set(InstanceState::Forgotten),
        next_probe_at: Set(HELD),
        gone_at: Set(Some(operation.now())),
        ..Default::default()
    };
    change.update(operation.tx()).await?;
    Ok(())
}

/// Forgets the password of credentials that are shown now; false where that was done before.
///
/// # Errors
/// Where the database fails.
pub async fn forget_password(operation: &Operation, binding: BindingId) -> Result<bool, Failure> {
    let forgotten = broker_binding::Entity::update_many()
        .col_expr(broker_binding::Column::SealedCredentials, Expr::value(Option::<Vec<u8>>::None))
        .filter(broker_binding::Column::Id.eq(binding))
        .filter(broker_binding::Column::State.eq(BindingState::Ready))
        .filter(broker_binding::Column::SealedCredentials.is_not_null())
        .exec(operation.tx())
        .await?;
    Ok(forgotten.rows_affected == 1)
}

/// Moves an instance on, if it still is where it was.
async fn change(
    operation: &Operation,
    instance: &broker_instance::Model,
    from: InstanceState,
    to: InstanceState,
    pending_fpu: Option<u32>,
) -> Result<(), Failure> {
    let changed = broker_instance::Entity::update_many()
        .col_expr(broker_instance::Column::State, Expr::value(to.as_str()))
        .col_expr(broker_instance::Column::PendingFpu, Expr::value(pending_fpu.map(i64::from)))
        .filter(broker_instance::Column::Id.eq(instance.id))
        .filter(broker_instance::Column::State.eq(from))
        .exec(operation.tx())
        .await?;
    if changed.rows_affected == 1 { Ok(()) } else { Err(ProblemCode::NotReady.into()) }
}

/// Lets what is under way with an instance itself end here: something else is ordered in its place.
async fn end_pending(operation: &Operation, instance: InstanceId) -> Result<(), Failure> {
    broker_operation::Entity::update_many()
        .col_expr(broker_operation::Column::EndedAt, Expr::value(operation.now()))
        .col_expr(broker_operation::Column::State, Expr::value(Progress::Failed))
        .col_expr(broker_operation::Column::NextAt, Expr::value(HELD))
        .filter(broker_operation::Column::InstanceId.eq(instance))
        .filter(broker_operation::Column::BindingId.is_null())
        .filter(broker_operation::Column::EndedAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Makes held operations of these kinds due.
pub(super) async fn wake(
    operation: &mut Operation,
    instance: InstanceId,
    binding: Option<BindingId>,
    kinds: &[OperationKind],
) -> Result<(), Failure> {
    let mut held = broker_operation::Entity::update_many()
        .col_expr(broker_operation::Column::NextAt, Expr::value(operation.app().shared_now()))
        .filter(broker_operation::Column::InstanceId.eq(instance))
        .filter(broker_operation::Column::EndedAt.is_null())
        .filter(broker_operation::Column::NextAt.eq(HELD))
        .filter(broker_operation::Column::Kind.is_in(kinds.iter().copied()));
    if let Some(binding) = binding {
        held = held.filter(broker_operation::Column::BindingId.eq(binding));
    }
    held.exec(operation.tx()).await?;
    operation.ordered();
    Ok(())
}
