//! The embedded broker as others see it.

mod bindings;
mod credentials;
mod instances;
mod progress;
mod removal;
mod status;

use super::{Embedded, Inner, catalog::catalog, journal::Kind, refusal::bad};
use crate::{
    Broker, BrokerError, BrokerResult, Identity, Reply,
    osb::{
        BindRequest, Binding, Catalog, ErrorBody, ErrorCode, Fetched, LastOperation, MaintenanceInfo, Poll,
        ProvisionRequest, Provisioned, UpdateRequest,
    },
};
use futures::future::{BoxFuture, ready};
use std::time::Duration;
use uuid::Uuid;

impl Broker for Embedded {
    fn catalog(&self) -> BoxFuture<'_, BrokerResult<Catalog>> {
        Box::pin(ready(Ok(catalog(self.0.server.as_ref(), self.0.config.sealer.can_seal()))))
    }

    fn provision<'a>(
        &'a self,
        instance: Uuid,
        request: &'a ProvisionRequest,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(self.0.provision(instance, request))
    }

    fn update<'a>(
        &'a self,
        instance: Uuid,
        request: &'a UpdateRequest,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(self.0.update(instance, request))
    }

    fn deprovision<'a>(
        &'a self,
        instance: Uuid,
        poll: &'a Poll,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(self.0.deprovision(instance, poll))
    }

    fn last_operation<'a>(
        &'a self,
        instance: Uuid,
        poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        Box::pin(self.0.progress(instance, poll))
    }

    fn instance<'a>(&'a self, instance: Uuid, poll: &'a Poll) -> BoxFuture<'a, BrokerResult<Fetched>> {
        Box::pin(self.0.fetched(instance, poll))
    }

    fn bind<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        request: &'a BindRequest,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        Box::pin(self.0.bind(instance, binding, request))
    }

    fn binding<'a>(
        &'a self,
        _instance: Uuid,
        _binding: Uuid,
        _poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<Binding>> {
        let sentence = "Credentials are told once, when they are made: nobody keeps the password.";
        Box::pin(ready(Err(super::refusal::refused(404, sentence))))
    }

    fn unbind<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        poll: &'a Poll,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        Box::pin(self.0.unbind(instance, binding, poll))
    }

    fn last_binding_operation<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        _poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        Box::pin(self.0.binding_progress(instance, binding))
    }

    fn has_binding(&self, instance: Uuid, binding: Uuid) -> BoxFuture<'_, bool> {
        Box::pin(self.0.has_binding(instance, binding))
    }
}

impl Inner {
    /// What has that service and plan, where it is offered.
    fn kind(&self, service: &str, plan: &str) -> Result<Kind, BrokerError> {
        Kind::of(service, plan)
            .filter(|kind| *kind != Kind::Postgresql || self.server.is_some())
            .ok_or_else(|| bad("There is no such service with that plan."))
    }
}

/// Refuses what is meant for a version of a plan: these have none.
fn no_version(asked: Option<&MaintenanceInfo>) -> Result<(), BrokerError> {
    match asked {
        None => Ok(()),
        Some(_) => {
            let body = ErrorBody {
                error: Some(ErrorCode::MaintenanceInfoConflict.as_str().to_owned()),
                description: Some("The plan has no version.".to_owned()),
            };
            Err(BrokerError::refused(422, body))
        }
    }
}

/// Refuses a service or plan that the instance is not of.
fn same_kind(kind: Kind, service: &str, plan: Option<&str>) -> Result<(), BrokerError> {
    let (own_service, own_plan) = kind.ids();
    if service == own_service && plan.is_none_or(|plan| plan == own_plan) {
        Ok(())
    } else {
        Err(bad("The instance is of another service or plan."))
    }
}
