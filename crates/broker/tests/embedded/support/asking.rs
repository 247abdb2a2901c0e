//! Ordering, in few words.

use super::broker::{Hq, id, nobody};
use hq_broker::{
    Broker, BrokerError, Fault, Reply,
    osb::{
        BindRequest, Context, Credentials, ErrorCode, LastOperation, OperationState, Poll, PreviousValues,
        ProvisionRequest, UpdateRequest, extension::Kind,
    },
};
use serde_json::{Map, Value};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A service and its plan.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The service's id.
    pub service: String,
    /// The plan's id.
    pub plan: String,
}

/// How long an operation may take at most, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

impl Offer {
    /// The offer of an engine.
    pub async fn engine(broker: &dyn Broker, engine: &str) -> Self {
        Self::of(broker, |extension| extension.engine.as_deref() == Some(engine)).await
    }

    /// The offer of a dataplant.
    pub async fn dataplant(broker: &dyn Broker) -> Self {
        Self::of(broker, |extension| extension.kind == Kind::Dataplant).await
    }

    async fn of(
        broker: &dyn Broker,
        is: impl Fn(&hq_broker::osb::extension::ServiceExtension) -> bool,
    ) -> Self {
        let catalog = broker.catalog().await.expect("a catalog");
        let service = catalog.services.iter().find(|service| service.hq().is_some_and(&is)).expect("offered");
        Self { service: service.id.clone(), plan: service.plans[0].id.clone() }
    }

    /// A poll about one of these.
    pub fn poll(&self, operation: Option<String>) -> Poll {
        Poll { service_id: self.service.clone(), plan_id: self.plan.clone(), operation }
    }

    /// An order of one.
    pub fn order(&self, parameters: Value) -> ProvisionRequest {
        ProvisionRequest {
            service_id: self.service.clone(),
            plan_id: self.plan.clone(),
            context: Context {
                platform: "hq".into(),
                organization_guid: Some(Uuid::nil().to_string()),
                instance_name: Some("Sales".into()),
            },
            organization_guid: Uuid::nil().to_string(),
            space_guid: Uuid::nil().to_string(),
            parameters: object(parameters),
            maintenance_info: None,
        }
    }

    /// A change of one.
    pub fn change(&self, parameters: Value) -> UpdateRequest {
        UpdateRequest {
            service_id: self.service.clone(),
            plan_id: None,
            context: Context::default(),
            parameters: object(parameters),
            previous_values: PreviousValues::default(),
            maintenance_info: None,
        }
    }

    /// A binding of one.
    pub fn binding(&self, parameters: Value) -> BindRequest {
        BindRequest {
            service_id: self.service.clone(),
            plan_id: self.plan.clone(),
            context: Context::default(),
            bind_resource: None,
            parameters: object(parameters),
        }
    }
}

/// An object's members.
pub fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

/// The id of the operation that was accepted.
pub fn accepted<T: std::fmt::Debug>(
    reply: Result<Reply<T>, BrokerError>,
    id: impl Fn(T) -> Option<String>,
) -> String {
    match reply {
        Ok(Reply::Accepted(body)) => id(body).expect("an operation"),
        other => panic!("not accepted: {other:?}"),
    }
}

/// Polls until an operation has ended.
pub async fn ended(broker: &dyn Broker, instance: Uuid, poll: &Poll) -> LastOperation {
    let began = Instant::now();
    loop {
        let (operation, wait) = broker.last_operation(instance, poll).await.expect("an operation");
        if operation.state != OperationState::InProgress {
            return operation;
        }
        assert_eq!(wait, Some(Duration::from_secs(1)), "it says when to come again");
        assert!(began.elapsed() < PATIENCE, "it takes too long: {operation:?}");
        tokio::task::yield_now().await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

impl Hq {
    /// Orders something, and waits until it has ended.
    pub async fn order(&self, offer: &Offer, parameters: Value) -> (Uuid, LastOperation) {
        let instance = id();
        let request = offer.order(parameters);
        let reply = self.broker.provision(instance, &request, &nobody()).await;
        let operation = accepted(reply, |body| body.operation);
        (instance, ended(&self.broker, instance, &offer.poll(Some(operation))).await)
    }

    /// Orders something that has to be made.
    pub async fn make(&self, offer: &Offer, parameters: Value) -> Uuid {
        let (instance, ended) = self.order(offer, parameters).await;
        assert_eq!(ended.state, OperationState::Succeeded, "{ended:?}");
        instance
    }

    /// Changes something, and waits until that has ended.
    pub async fn change(&self, offer: &Offer, instance: Uuid, parameters: Value) -> LastOperation {
        let reply = self.broker.update(instance, &offer.change(parameters), &nobody()).await;
        let operation = accepted(reply, |body| body.operation);
        ended(&self.broker, instance, &offer.poll(Some(operation))).await
    }

    /// Removes something, and waits until that has ended.
    pub async fn remove(&self, offer: &Offer, instance: Uuid) -> LastOperation {
        let reply = self.broker.deprovision(instance, &offer.poll(None), &nobody()).await;
        let operation = accepted(reply, |body| body.operation);
        ended(&self.broker, instance, &offer.poll(Some(operation))).await
    }

    /// Credentials, and the id of their binding.
    pub async fn bind(&self, offer: &Offer, instance: Uuid, parameters: Value) -> (Uuid, Credentials) {
        let binding = id();
        (binding, self.bind_as(offer, instance, binding, parameters).await)
    }

    /// Credentials of a binding.
    pub async fn bind_as(
        &self,
        offer: &Offer,
        instance: Uuid,
        binding: Uuid,
        parameters: Value,
    ) -> Credentials {
        match self.broker.bind(instance, binding, &offer.binding(parameters), &nobody()).await {
            Ok(Reply::Done(binding)) => binding.credentials.expect("told at once"),
            other => panic!("not bound: {other:?}"),
        }
    }

    /// Removes credentials.
    pub async fn unbind(&self, offer: &Offer, instance: Uuid, binding: Uuid) {
        let reply = self.broker.unbind(instance, binding, &offer.poll(None), &nobody()).await;
        assert!(matches!(reply, Ok(Reply::Done(_))), "{reply:?}");
    }
}

/// The status of a refusal; 410 of what is gone.
pub fn status<T: std::fmt::Debug>(reply: Result<T, BrokerError>) -> (u16, Option<ErrorCode>) {
    match reply.map_err(|error| error.fault) {
        Err(Fault::Refused { status, code }) => (status, code),
        Err(Fault::Gone) => (410, None),
        other => panic!("no refusal: {other:?}"),
    }
}

/// The names of an operation's steps.
pub fn steps(operation: &LastOperation) -> Vec<&str> {
    operation.hq_steps.iter().map(|step| step.name.as_str()).collect()
}

/// A part of credentials.
pub fn part(credentials: &Credentials, name: &str) -> String {
    credentials.text(&[name]).unwrap_or_else(|| panic!("no {name} in them"))
}

impl Hq {
    /// A smallest engine, after which a worker goes on.
    pub async fn make_with_worker(&self, offer: &Offer) -> Uuid {
        self.work();
        self.make(offer, serde_json::json!({ "fpu": 2 })).await
    }

    /// A dataplant without anything.
    pub async fn make_plant(&self, offer: &Offer) -> Uuid {
        // Nobody has opened its front door: it does not get so far that it answers.
        let instance = id();
        let reply =
            self.broker.provision(instance, &offer.order(serde_json::json!({ "fpu": 1 })), &nobody()).await;
        accepted(reply, |body| body.operation);
        instance
    }

    /// Waits until something is so.
    pub async fn see<T>(&self, is: impl Fn(hq_broker::embedded::Embedded) -> T)
    where
        T: Future<Output = bool>,
    {
        let began = Instant::now();
        while !is(self.broker.clone()).await {
            assert!(began.elapsed() < PATIENCE, "it does not come to that");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
