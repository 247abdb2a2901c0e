//! The client against openbrokerapi 4.7.3, a library for brokers that others wrote.

use crate::{bind, fault, id, identity, poll, provision, update};
use hq_broker::http::{Auth, HttpBroker, Settings};
use hq_broker::osb::{ErrorCode, LastOperation, OperationState, Poll, Provisioned};
use hq_broker::schema::{self, SchemaOf};
use hq_broker::{Broker as _, BrokerResult, Fault, Reply};
use serde_json::json;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

const SERVICE: &str = "service";
const SMALL: &str = "plan-small";

/// A broker, and a client of it. It ends when it is dropped.
#[expect(clippy::disallowed_methods, reason = "the one variable by which xtask tells the tests")]
async fn start(password: &str) -> (Child, HttpBroker) {
    let python = std::env::var("HQ_TEST_OPENBROKER")
        .expect("HQ_TEST_OPENBROKER, a Python that knows openbrokerapi: `cargo xtask test host` sets it up");
    let mut child = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openbroker/broker.py"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let port = timeout(Duration::from_secs(30), lines.next_line()).await.unwrap().unwrap().unwrap();
    let auth = Auth::Basic { name: "hq".to_owned(), password: password.to_owned() };
    let broker = HttpBroker::new(&format!("http://127.0.0.1:{port}"), auth, Settings::default()).unwrap();
    (child, broker)
}

fn of(operation: Option<&str>) -> Poll {
    poll(SERVICE, SMALL, operation)
}

/// Of what was taken up: how to poll it.
fn taken_up(reply: BrokerResult<Reply<Provisioned>>) -> Poll {
    let Reply::Accepted(told) = reply.unwrap() else { panic!("it takes its time") };
    of(told.operation.as_deref())
}

async fn states(broker: &HttpBroker, of: &Poll) -> Vec<OperationState> {
    let mut states = Vec::new();
    while states.last().is_none_or(|state| *state == OperationState::InProgress) {
        states.push(broker.last_operation(id(1), of).await.unwrap().0.state);
    }
    states
}

#[tokio::test]
async fn its_catalog_is_read_with_schemas_and_costs() {
    let (_child, broker) = start("pass:word").await;
    let (catalog, left_out) = broker.read_catalog().await.unwrap();
    assert_eq!(left_out, []);
    let (service, plan) = catalog.plan(SERVICE, SMALL).unwrap();
    assert!(service.can_bind(plan) && service.plan_updateable && service.bindings_retrievable);
    assert_eq!(service.hq(), None);
    assert_eq!(plan.metadata.as_ref().unwrap().display_name.as_deref(), Some("Plan"));
    let fits = |parameters: serde_json::Value| {
        schema::check(plan, SchemaOf::Create, parameters.as_object().unwrap()).is_ok()
    };
    assert!(fits(json!({ "polls": 2, "fails": false })));
    assert!(!fits(json!({ "polls": -1 })));
    assert!(!fits(json!({ "unknown": 1 })));
}

#[tokio::test]
async fn it_makes_changes_and_removes_at_once() {
    let (_child, broker) = start("pass:word").await;
    let asked = provision(SERVICE, SMALL, &json!({}));
    let made = broker.provision(id(1), &asked, &identity()).await.unwrap();
    let Reply::Done(told) = &made else { panic!("it is done at once") };
    assert_eq!(told.dashboard_url.as_deref(), Some("https://dash.example/1"));
    assert_eq!(broker.provision(id(1), &asked, &identity()).await.unwrap(), made, "identical");
    let other = provision(SERVICE, "plan-large", &json!({}));
    assert_eq!(
        fault(broker.provision(id(1), &other, &identity()).await),
        Fault::Refused { status: 409, code: None }
    );
    let change = update(SERVICE, Some("plan-large"), &json!({ "size": 8 }));
    assert!(matches!(broker.update(id(1), &change, &identity()).await, Ok(Reply::Done(_))));
    let fetched = broker.instance(id(1), &of(None)).await.unwrap();
    assert_eq!(fetched.plan_id, "plan-large");
    assert_eq!(fetched.parameters, *json!({ "size": 8 }).as_object().unwrap());
    let refused = broker.update(id(1), &update(SERVICE, None, &json!({ "size": 65 })), &identity()).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.fault, Fault::Refused { status: 400, code: None });
    assert_eq!(refused.description.as_deref(), Some("Too large."));

    let credentials = bind(SERVICE, SMALL, &json!({}));
    let Reply::Done(told) = broker.bind(id(1), id(2), &credentials, &identity()).await.unwrap() else {
        panic!("it is done at once");
    };
    assert_eq!(told.credentials.unwrap().text(&["password"]).as_deref(), Some("secret"));
    let conflict = broker.bind(id(1), id(2), &bind(SERVICE, "plan-large", &json!({})), &identity()).await;
    assert_eq!(fault(conflict), Fault::Refused { status: 409, code: None });
    assert!(matches!(broker.unbind(id(1), id(2), &of(None), &identity()).await, Ok(Reply::Done(_))));
    assert_eq!(fault(broker.unbind(id(1), id(2), &of(None), &identity()).await), Fault::Gone);
    assert!(matches!(broker.deprovision(id(1), &of(None), &identity()).await, Ok(Reply::Done(_))));
    assert_eq!(fault(broker.deprovision(id(1), &of(None), &identity()).await), Fault::Gone);
    assert_eq!(fault(broker.last_operation(id(1), &of(None)).await), Fault::Gone);
    assert_eq!(fault(broker.instance(id(1), &of(None)).await), Fault::Refused { status: 404, code: None });
}

#[tokio::test]
async fn it_takes_its_time() {
    use OperationState::{InProgress, Succeeded};
    let (_child, broker) = start("pass:word").await;
    let asked = provision(SERVICE, SMALL, &json!({ "polls": 2 }));
    let making = taken_up(broker.provision(id(1), &asked, &identity()).await);
    assert_eq!(making.operation.as_deref(), Some("make it: 100 % & more"), "it goes back as it came");
    assert_eq!(taken_up(broker.provision(id(1), &asked, &identity()).await), making, "the same again");
    let busy = Fault::Refused { status: 422, code: Some(ErrorCode::ConcurrencyError) };
    let change = update(SERVICE, None, &json!({ "polls": 0 }));
    assert_eq!(fault(broker.update(id(1), &change, &identity()).await), busy);
    assert_eq!(fault(broker.deprovision(id(1), &of(None), &identity()).await), busy);
    assert_eq!(fault(broker.instance(id(1), &of(None)).await), busy);
    assert_eq!(states(&broker, &making).await, [InProgress, InProgress, Succeeded]);

    let changing = taken_up(broker.update(id(1), &change, &identity()).await);
    assert_eq!(states(&broker, &changing).await, [Succeeded]);

    let credentials = bind(SERVICE, SMALL, &json!({ "polls": 1 }));
    let Reply::Accepted(binding) = broker.bind(id(1), id(2), &credentials, &identity()).await.unwrap() else {
        panic!("it takes its time");
    };
    assert_eq!(binding.credentials, None);
    let binding = of(binding.operation.as_deref());
    let told = async || broker.last_binding_operation(id(1), id(2), &binding).await.unwrap().0.state;
    assert_eq!([told().await, told().await], [InProgress, Succeeded]);
    let read = broker.binding(id(1), id(2), &of(None)).await.unwrap();
    assert_eq!(read.credentials.unwrap().text(&["port"]).as_deref(), Some("5432"));

    let removing = taken_up(broker.deprovision(id(1), &of(None), &identity()).await);
    assert_eq!(broker.last_operation(id(1), &removing).await.unwrap().0.state, Succeeded);
    assert_eq!(fault(broker.last_operation(id(1), &removing).await), Fault::Gone);
}

#[tokio::test]
async fn it_fails_and_says_so() {
    let (_child, broker) = start("pass:word").await;
    let asked = provision(SERVICE, SMALL, &json!({ "polls": 0, "fails": true }));
    let making = taken_up(broker.provision(id(1), &asked, &identity()).await);
    let (told, _): (LastOperation, _) = broker.last_operation(id(1), &making).await.unwrap();
    assert_eq!((told.state, told.description.as_deref()), (OperationState::Failed, Some("make")));
    let unknown = provision(SERVICE, "plan-unknown", &json!({}));
    let refused = broker.provision(id(3), &unknown, &identity()).await.unwrap_err();
    assert_eq!(refused.fault, Fault::Refused { status: 400, code: None });
    assert_eq!(refused.description.as_deref(), Some("plan_id not found in this service."));
}

#[tokio::test]
async fn it_lets_nobody_in_with_a_wrong_password() {
    let (_child, broker) = start("wrong").await;
    assert_eq!(fault(broker.catalog().await), Fault::Refused { status: 401, code: None });
}
