//! What follows for instance, binding and feature when an operation is over.

use super::{Settling, text};
use crate::{
    brokers::{
        BindingState, Ended, InstanceState, Owners, failure,
        order::{self, Asked, HELD},
        probe,
        send::object,
        store,
        view::{self, Facts},
    },
    db::entity::{
        broker_binding::{self, BindingId},
        broker_instance, broker_operation,
    },
    http::problem::Failure,
    operation::Operation,
    usage,
};
use hq_contract::operations::{OperationFailure, OperationKind, Progress};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};
use serde_json::{Value, json};

impl Settling<'_> {
    /// It was done.
    pub(super) async fn done(&self, operation: &mut Operation, owners: Owners) -> Result<(), Failure> {
        let work = self.came.work;
        match (work.kind, &work.binding) {
            (OperationKind::Bind, Some(binding)) => {
                if !self.keep(operation, binding).await? {
                    return Ok(());
                }
            }
            (OperationKind::Unbind | OperationKind::CleanUp, Some(binding)) => {
                let state = if work.kind == OperationKind::Unbind {
                    BindingState::Gone
                } else {
                    BindingState::Failed
                };
                self.binding_is(operation, binding, state, true).await?;
                self.perhaps_last(operation).await?;
            }
            (OperationKind::CleanUp, None) => {
                let id = work.instance.id;
                let change = broker_instance::ActiveModel {
                    id: Set(id),
                    gone_at: Set(Some(self.now)),
                    ..Default::default()
                };
                change.update(operation.tx()).await?;
            }
            (kind, _) => self.instance_is_done(operation, kind).await?,
        }
        if work.kind == OperationKind::Create {
            order::wake(operation, work.instance.id, None, &[OperationKind::Bind]).await?;
        }
        self.tell(operation, owners, work.binding.as_ref().map(|binding| binding.id), work.kind).await
    }

    async fn instance_is_done(&self, operation: &Operation, kind: OperationKind) -> Result<(), Failure> {
        let work = self.came.work;
        let mut change = broker_instance::ActiveModel {
            id: Set(work.instance.id),
            state: Set(InstanceState::Ready),
            pending_fpu: Set(None),
            failure: Set(None),
            next_probe_at: Set(operation.app().shared_now()),
            ..Default::default()
        };
        if let Some(url) = self.came.answer.url() {
            change.url = Set(Some(url.to_owned()));
        }
        if let Some(fetched) = &self.came.fetched {
            probe::apply(&mut change, &work.instance, fetched, self.now);
        }
        if kind == OperationKind::Resize {
            let mut parameters = object(&work.instance.parameters);
            parameters.insert("fpu".to_owned(), json!(work.operation.to_fpu));
            change.parameters = Set(Value::Object(parameters).to_string());
            change.fpu = Set(work.operation.to_fpu);
        }
        if kind == OperationKind::Delete {
            change.state = Set(InstanceState::Gone);
            change.gone_at = Set(Some(self.now));
            change.next_probe_at = Set(HELD);
        }
        change.update(operation.tx()).await?;
        Ok(())
    }

    /// Keeps credentials, encrypted; without a key they are of no use, and removed. Whether they were kept.
    async fn keep(
        &self,
        operation: &mut Operation,
        binding: &broker_binding::Model,
    ) -> Result<bool, Failure> {
        let Some(credentials) = self.came.answer.binding().and_then(|made| made.credentials.as_ref()) else {
            return Ok(false);
        };
        let (app, secret) = (operation.app().clone(), text(credentials)?);
        let sealed = app.secrets().seal(app.random().as_ref(), binding.id.as_bytes(), secret.as_bytes());
        let Ok(sealed) = sealed else {
            let failure = failure::dependency(self.came.work.operation.id.to_string());
            self.binding_failed(operation, binding.id, &failure).await?;
            let asked = Asked {
                binding: Some(binding.id),
                ..Asked::of(&self.came.work.instance, OperationKind::CleanUp)
            };
            order::ask(operation, asked).await?;
            return Ok(true);
        };
        let change = broker_binding::ActiveModel {
            id: Set(binding.id),
            state: Set(BindingState::Ready),
            facts: Set(Some(text(&Facts::of(credentials))?)),
            sealed_credentials: Set(Some(sealed)),
            ..Default::default()
        };
        change.update(operation.tx()).await?;
        Ok(true)
    }

    async fn binding_is(
        &self,
        operation: &Operation,
        binding: &broker_binding::Model,
        state: BindingState,
        gone: bool,
    ) -> Result<(), Failure> {
        let change = broker_binding::ActiveModel {
            id: Set(binding.id),
            state: Set(state),
            sealed_credentials: Set(None),
            gone_at: Set(gone.then_some(self.now)),
            ..Default::default()
        };
        change.update(operation.tx()).await?;
        Ok(())
    }

    async fn binding_failed(
        &self,
        operation: &Operation,
        binding: BindingId,
        failure: &OperationFailure,
    ) -> Result<(), Failure> {
        let change = broker_binding::ActiveModel {
            id: Set(binding),
            state: Set(BindingState::Failed),
            failure: Set(Some(text(failure)?)),
            ..Default::default()
        };
        change.update(operation.tx()).await?;
        Ok(())
    }

    /// An instance that is to be removed goes after its last binding.
    async fn perhaps_last(&self, operation: &mut Operation) -> Result<(), Failure> {
        let instance = self.came.work.instance.id;
        let left = store::bindings_of_instance(operation.tx(), instance).await?;
        let left = left.iter().any(|binding| binding.gone_at.is_none());
        if left { Ok(()) } else { order::wake(operation, instance, None, &[OperationKind::Delete]).await }
    }

    /// It failed; `mitigate`: what may be there all the same is removed.
    pub(super) async fn failed(
        &self,
        operation: &mut Operation,
        owners: Owners,
        mitigate: bool,
    ) -> Result<(), Failure> {
        let work = self.came.work;
        let Some(failure) = &self.failure else { return Ok(()) };
        match (work.kind, &work.binding) {
            (OperationKind::Bind, Some(binding)) => {
                self.binding_failed(operation, binding.id, failure).await?;
                if mitigate {
                    let asked = Asked {
                        binding: Some(binding.id),
                        ..Asked::of(&work.instance, OperationKind::CleanUp)
                    };
                    order::ask(operation, asked).await?;
                } else {
                    self.binding_is(operation, binding, BindingState::Failed, true).await?;
                }
            }
            (OperationKind::Create, _) => self.not_made(operation, owners, failure, mitigate).await?,
            (OperationKind::Resize | OperationKind::Expose, _) => {
                let change = broker_instance::ActiveModel {
                    id: Set(work.instance.id),
                    state: Set(InstanceState::Ready),
                    pending_fpu: Set(None),
                    ..Default::default()
                };
                change.update(operation.tx()).await?;
            }
            _ => self.delete_failed(operation).await?,
        }
        self.tell(operation, owners, work.binding.as_ref().map(|binding| binding.id), work.kind).await
    }

    /// What could not be made; what waited for it fails with it. What may be there all the same is removed.
    async fn not_made(
        &self,
        operation: &mut Operation,
        owners: Owners,
        failure: &OperationFailure,
        mitigate: bool,
    ) -> Result<(), Failure> {
        let instance = &self.came.work.instance;
        let change = broker_instance::ActiveModel {
            id: Set(instance.id),
            state: Set(InstanceState::Failed),
            failure: Set(Some(text(failure)?)),
            gone_at: Set((!mitigate).then_some(self.now)),
            ..Default::default()
        };
        change.update(operation.tx()).await?;
        if mitigate {
            order::ask(operation, Asked::of(instance, OperationKind::CleanUp)).await?;
        }
        let waiting = store::bindings_of_instance(operation.tx(), instance.id).await?;
        for binding in waiting {
            broker_operation::Entity::update_many()
                .col_expr(broker_operation::Column::State, Expr::value(Progress::Failed))
                .col_expr(broker_operation::Column::EndedAt, Expr::value(self.now))
                .filter(broker_operation::Column::BindingId.eq(binding.id))
                .filter(broker_operation::Column::EndedAt.is_null())
                .exec(operation.tx())
                .await?;
            let failure = failure::dependency(self.came.work.operation.id.to_string());
            self.binding_failed(operation, binding.id, &failure).await?;
            self.binding_is(operation, &binding, BindingState::Failed, true).await?;
            self.tell(operation, owners, Some(binding.id), OperationKind::Bind).await?;
        }
        Ok(())
    }

    /// Tells the feature whose it is, with the rows as they are now.
    async fn tell(
        &self,
        operation: &mut Operation,
        owners: Owners,
        binding: Option<BindingId>,
        kind: OperationKind,
    ) -> Result<(), Failure> {
        let instance = store::instance(operation.tx(), self.came.work.instance.id).await?;
        let binding = match binding {
            Some(id) => Some(store::binding(operation.tx(), id).await?),
            None => None,
        };
        let whose = binding.as_ref().map_or(instance.owner_kind, |binding| binding.owner_kind);
        let Some(owner) = owners.iter().find(|owner| owner.kind() == whose) else { return Ok(()) };
        let of_binding = binding.as_ref().map(view::binding_failure).transpose()?.flatten();
        let ended = Ended {
            kind,
            failure: self.failure.as_ref().or(of_binding.as_ref()),
            instance_state: instance.state,
            instance: &instance,
            binding_state: binding.as_ref().map(|binding| binding.state),
            binding: binding.as_ref(),
        };
        usage::ended(operation, &ended, self.came.work.operation.id).await?;
        owner.ended(operation, &ended).await
    }
}
