//! What others see of the embedded broker.

use super::Embedded;
use crate::{
    Broker, BrokerError, BrokerResult, Fault, Identity, Reply,
    osb::{
        BindRequest, Binding, Catalog, Fetched, LastOperation, Poll, ProvisionRequest, Provisioned,
        UpdateRequest,
    },
};
use futures::future::{BoxFuture, ready};
use std::time::Duration;
use uuid::Uuid;

impl Broker for Embedded {
    fn catalog(&self) -> BoxFuture<'_, BrokerResult<Catalog>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn provision<'a>(
        &'a self,
        _instance: Uuid,
        _request: &'a ProvisionRequest,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn update<'a>(
        &'a self,
        _instance: Uuid,
        _request: &'a UpdateRequest,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn deprovision<'a>(
        &'a self,
        _instance: Uuid,
        _poll: &'a Poll,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn last_operation<'a>(
        &'a self,
        _instance: Uuid,
        _poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn instance<'a>(&'a self, _instance: Uuid, _poll: &'a Poll) -> BoxFuture<'a, BrokerResult<Fetched>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn bind<'a>(
        &'a self,
        _instance: Uuid,
        _binding: Uuid,
        _request: &'a BindRequest,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn binding<'a>(
        &'a self,
        _instance: Uuid,
        _binding: Uuid,
        _poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<Binding>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn unbind<'a>(
        &'a self,
        _instance: Uuid,
        _binding: Uuid,
        _poll: &'a Poll,
        _identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }

    fn last_binding_operation<'a>(
        &'a self,
        _instance: Uuid,
        _binding: Uuid,
        _poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        Box::pin(ready(Err(BrokerError::new(Fault::NotSent))))
    }
}
