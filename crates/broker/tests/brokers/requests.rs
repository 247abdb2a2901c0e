//! What is sent.

use crate::{NOTHING, bind, id, identity, poll, provision, update};
use base64::Engine as _;
use hq_broker::http::{Auth, HttpBroker, Settings};
use hq_broker::testing::{Call, Hostile, Manners, Seen};
use hq_broker::{Broker as _, Identity, Reply};
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

async fn everything() -> Vec<Seen> {
    let hostile = Hostile::start().await.unwrap();
    hostile.set_manners(Manners { polls: Some(0), ..Manners::default() });
    let broker = hostile.client(PATIENCE).unwrap();
    let (instance, binding, by) = (id(1), id(2), identity());
    let of = |operation| poll("database", "small", Some(operation));
    broker.catalog().await.unwrap();
    broker.provision(instance, &provision("database", "small", &json!({ "fpu": 2 })), &by).await.unwrap();
    broker.last_operation(instance, &of("make")).await.unwrap();
    broker.update(instance, &update("database", Some("large"), &json!({})), &by).await.unwrap();
    broker.last_operation(instance, &of("change")).await.unwrap();
    broker.instance(instance, &of("left over")).await.unwrap();
    broker.bind(instance, binding, &bind("database", "large", &json!({})), &by).await.unwrap();
    broker.last_binding_operation(instance, binding, &of("bind")).await.unwrap();
    broker.binding(instance, binding, &of("left over")).await.unwrap();
    broker.unbind(instance, binding, &of("left over"), &by).await.unwrap();
    broker.last_binding_operation(instance, binding, &of("unbind")).await.unwrap();
    broker.deprovision(instance, &of("left over"), &by).await.unwrap();
    broker.last_operation(instance, &of("remove")).await.unwrap();
    assert_eq!(hostile.instances(), NOTHING);
    hostile.seen()
}

#[tokio::test]
async fn every_request_has_the_specifications_address() {
    let (instance, binding) = (id(1), id(2));
    let instance = format!("/osb/v2/service_instances/{instance}");
    let binding = format!("{instance}/service_bindings/{binding}");
    let kind = "service_id=database&plan_id=small";
    let expected = [
        "GET /osb/v2/catalog".to_owned(),
        format!("PUT {instance}?accepts_incomplete=true"),
        format!("GET {instance}/last_operation?{kind}&operation=make"),
        format!("PATCH {instance}?accepts_incomplete=true"),
        format!("GET {instance}/last_operation?{kind}&operation=change"),
        format!("GET {instance}?{kind}"),
        format!("PUT {binding}?accepts_incomplete=true"),
        format!("GET {binding}/last_operation?{kind}&operation=bind"),
        format!("GET {binding}?{kind}"),
        format!("DELETE {binding}?{kind}&accepts_incomplete=true"),
        format!("GET {binding}/last_operation?{kind}&operation=unbind"),
        format!("DELETE {instance}?{kind}&accepts_incomplete=true"),
        format!("GET {instance}/last_operation?{kind}&operation=remove"),
    ];
    let seen: Vec<String> =
        everything().await.into_iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn every_request_says_version_and_credentials_and_which_it_is() {
    let password = base64::engine::general_purpose::STANDARD.encode("hq:pass:word");
    for seen in everything().await {
        assert_eq!(seen.headers["x-broker-api-version"], "2.17");
        assert_eq!(seen.headers["authorization"], format!("Basic {password}"));
        assert_eq!(seen.headers["accept"], "application/json");
        assert!(!seen.headers["x-broker-api-request-identity"].is_empty());
        if matches!(seen.method.as_str(), "PUT" | "PATCH") {
            assert_eq!(seen.headers["content-type"], "application/json");
        }
    }
}

#[tokio::test]
async fn what_changes_something_says_for_whom() {
    for seen in everything().await {
        let said = seen.headers.get("x-broker-api-originating-identity");
        if seen.method == "GET" {
            assert_eq!(said, None);
            continue;
        }
        let value = said.unwrap().strip_prefix("hq ").unwrap();
        let value = base64::engine::general_purpose::STANDARD.decode(value).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&value).unwrap(), json!({ "user_id": id(0xa) }));
        assert_eq!(seen.headers["x-broker-api-request-identity"], id(0xb).to_string());
    }
}

#[tokio::test]
async fn hq_itself_is_nobody() {
    let hostile = Hostile::start().await.unwrap();
    let broker = hostile.client(PATIENCE).unwrap();
    let nobody = Identity { user: None, request: id(3) };
    broker.provision(id(1), &provision("database", "small", &json!({})), &nobody).await.unwrap();
    let seen = hostile.seen();
    assert!(!seen[0].headers.contains_key("x-broker-api-originating-identity"));
    assert_eq!(seen[0].headers["x-broker-api-request-identity"], id(3).to_string());
}

#[tokio::test]
async fn bodies_have_context_and_what_changes_only() {
    let seen = everything().await;
    let body = |call| &seen.iter().find(|seen| seen.call == Some(call)).unwrap().body;
    let organization = id(0xc).to_string();
    let context = json!({ "platform": "hq", "organization_guid": organization, "instance_name": "Größe" });
    assert_eq!(
        *body(Call::Provision),
        json!({
            "service_id": "database",
            "plan_id": "small",
            "context": context,
            "organization_guid": organization,
            "space_guid": organization,
            "parameters": { "fpu": 2 },
        })
    );
    assert_eq!(
        *body(Call::Update),
        json!({ "service_id": "database", "plan_id": "large", "context": context, "previous_values": {} })
    );
    assert_eq!(
        *body(Call::Bind),
        json!({ "service_id": "database", "plan_id": "large", "context": context })
    );
}

#[tokio::test]
async fn a_token_can_be_used_instead_of_a_password() {
    let hostile = Hostile::start().await.unwrap();
    let auth = Auth::Bearer("secret-token".to_owned());
    assert_eq!(format!("{auth:?}"), "Auth(…)");
    let broker = HttpBroker::new(&hostile.url(), auth, Settings::default()).unwrap();
    assert!(broker.catalog().await.is_err(), "this broker wants a password");
    assert_eq!(hostile.seen()[0].headers["authorization"], "Bearer secret-token");
}

#[tokio::test]
async fn credentials_come_with_the_answer_or_afterwards() {
    let hostile = Hostile::start().await.unwrap();
    let broker = hostile.client(PATIENCE).unwrap();
    broker.provision(id(1), &provision("database", "small", &json!({})), &identity()).await.unwrap();
    let asked = bind("database", "small", &json!({}));
    let Reply::Done(at_once) = broker.bind(id(1), id(2), &asked, &identity()).await.unwrap() else {
        panic!("it is done at once");
    };
    let told = at_once.credentials.unwrap();
    assert_eq!(told.text(&["user", "username"]), Some(format!("u_{}", id(2).simple())));
    assert_eq!(told.text(&["port"]).as_deref(), Some("5432"));
    assert_eq!(format!("{told:?}"), "Credentials(…)");

    hostile.set_manners(Manners { polls: Some(1), tells_once: true, ..Manners::default() });
    let Reply::Accepted(later) = broker.bind(id(1), id(3), &asked, &identity()).await.unwrap() else {
        panic!("it takes its time");
    };
    assert_eq!(later.credentials, None);
    assert_eq!(later.operation.as_deref(), Some("bind"));
    let of = poll("database", "small", later.operation.as_deref());
    assert!(broker.binding(id(1), id(3), &of).await.is_err(), "too early");
    for _ in 0..2 {
        broker.last_binding_operation(id(1), id(3), &of).await.unwrap();
    }
    assert!(broker.binding(id(1), id(3), &of).await.unwrap().credentials.is_some());
    assert_eq!(broker.binding(id(1), id(3), &of).await.unwrap().credentials, None, "told once");
}
