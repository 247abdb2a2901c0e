//! What is written down to be asked of a broker.

use super::HELD;
use crate::{
    access::ActorId,
    db::entity::{
        broker_binding::BindingId,
        broker_instance::{self, InstanceId},
        broker_operation,
    },
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_contract::{
    OrganizationId,
    operations::{OperationKind, Progress},
};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _};
use serde_json::{Map, Value};

/// Something to ask of a broker.
pub(in crate::brokers) struct Asked {
    pub organization: OrganizationId,
    pub instance: InstanceId,
    pub binding: Option<BindingId>,
    pub kind: OperationKind,
    pub user: Option<ActorId>,
    pub parameters: Map<String, Value>,
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub held: bool,
    /// Not due before.
    pub not_before: Micros,
}

impl Asked {
    pub fn of(instance: &broker_instance::Model, kind: OperationKind) -> Self {
        Self {
            organization: instance.organization_id,
            instance: instance.id,
            binding: None,
            kind,
            user: None,
            parameters: Map::new(),
            from: (kind == OperationKind::Resize).then_some(instance.fpu).flatten(),
            to: None,
            held: false,
            not_before: Micros::new(0),
        }
    }
}

/// Writes down what to ask of a broker; a worker is woken after the commit.
pub(in crate::brokers) async fn ask(operation: &mut Operation, asked: Asked) -> Result<(), Failure> {
    let row = broker_operation::Model {
        id: operation.app().new_id(),
        organization_id: asked.organization,
        instance_id: asked.instance,
        binding_id: asked.binding,
        kind: asked.kind,
        state: Progress::Pending,
        user_id: asked.user.map(Into::into),
        parameters: Value::Object(asked.parameters).to_string(),
        from_fpu: asked.from,
        to_fpu: asked.to,
        token: None,
        attempts: 0,
        polls: 0,
        sent_at: None,
        deadline: None,
        next_at: if asked.held { HELD } else { operation.app().shared_now().max(asked.not_before) },
        waits: false,
        steps: "[]".to_owned(),
        failure: None,
        created_at: operation.now(),
        ended_at: None,
    };
    let active: broker_operation::ActiveModel = row.into();
    broker_operation::Entity::insert(active.reset_all()).exec_without_returning(operation.tx()).await?;
    operation.ordered();
    Ok(())
}
