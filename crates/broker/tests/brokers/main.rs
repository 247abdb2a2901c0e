//! The client of Open Service Brokers against brokers: one that misbehaves, and one that others wrote.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests stop at once, and say what they measured"
)]

mod addresses;
mod answers;
mod driver;
mod openbroker;
mod requests;
mod rows;
mod schemas;

use hq_broker::osb::{BindRequest, Context, Poll, ProvisionRequest, UpdateRequest};
use hq_broker::{BrokerError, Fault, Identity, Uncertain};
use serde_json::{Value, json};
use uuid::Uuid;

/// No instance.
const NOTHING: [Uuid; 0] = [];

/// Ids as the server makes them, without a clock.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number)
}

fn identity() -> Identity {
    Identity { user: Some(id(0xa)), request: id(0xb) }
}

fn poll(service: &str, plan: &str, operation: Option<&str>) -> Poll {
    Poll { service_id: service.to_owned(), plan_id: plan.to_owned(), operation: operation.map(str::to_owned) }
}

fn context() -> Context {
    Context {
        platform: "hq".to_owned(),
        organization_guid: Some(id(0xc).to_string()),
        instance_name: Some("Größe".to_owned()),
    }
}

fn provision(service: &str, plan: &str, parameters: &Value) -> ProvisionRequest {
    ProvisionRequest {
        service_id: service.to_owned(),
        plan_id: plan.to_owned(),
        context: context(),
        organization_guid: id(0xc).to_string(),
        space_guid: id(0xc).to_string(),
        parameters: parameters.as_object().unwrap().clone(),
        maintenance_info: None,
    }
}

fn update(service: &str, plan: Option<&str>, parameters: &Value) -> UpdateRequest {
    serde_json::from_value(json!({
        "service_id": service,
        "plan_id": plan,
        "context": context(),
        "parameters": parameters,
    }))
    .unwrap()
}

fn bind(service: &str, plan: &str, parameters: &Value) -> BindRequest {
    BindRequest {
        service_id: service.to_owned(),
        plan_id: plan.to_owned(),
        context: context(),
        bind_resource: None,
        parameters: parameters.as_object().unwrap().clone(),
    }
}

const fn uncertain(what: Uncertain) -> Fault {
    Fault::Uncertain(what)
}

/// What happened, of a call that did not go well.
fn fault<T: std::fmt::Debug>(result: Result<T, BrokerError>) -> Fault {
    result.unwrap_err().fault
}
