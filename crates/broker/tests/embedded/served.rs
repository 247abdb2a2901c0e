//! The broker by HTTP: every status of the specification.

use crate::support::{Hq, asking::Offer, broker::id, on_both, tls};
use hq_broker::{
    command::{self, Program},
    serve::{self, Credentials},
};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::net::TcpListener;

on_both!(
    every_status_is_the_specifications,
    who_may_not_ask_learns_nothing_else,
    the_program_serves_everything_and_stops
);

struct Api {
    base: String,
    client: Client,
    offer: Offer,
}

impl Api {
    async fn new(hq: &Hq) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let credentials = Credentials { username: "hq".into(), password: "sesame".into() };
        let router = serve::router(Arc::new(hq.broker.clone()), credentials);
        tokio::spawn(serve::serve(listener, None, router, hq.stop.clone()));
        let offer = Offer::engine(&hq.broker, "sandbox").await;
        Self { base, client: Client::builder().no_proxy().build().unwrap(), offer }
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        request.basic_auth("hq", Some("sesame")).header("X-Broker-API-Version", "2.17")
    }

    fn order(&self) -> Value {
        json!({
            "service_id": self.offer.service, "plan_id": self.offer.plan, "organization_guid": "o",
            "space_guid": "s", "parameters": { "fpu": 1 }, "unknown": "ignored",
        })
    }

    fn of(&self) -> String {
        format!("service_id={}&plan_id={}", self.offer.service, self.offer.plan)
    }

    /// Polls until it is no longer in progress.
    async fn ended(&self, path: &str) -> Value {
        loop {
            let answer = self.ask(Method::GET, &format!("{path}/last_operation")).send().await.unwrap();
            assert_eq!(answer.status(), 200);
            let later = answer.headers().get("retry-after").cloned();
            let body: Value = answer.json().await.unwrap();
            if body["state"] != "in progress" {
                assert_eq!(later, None);
                return body;
            }
            assert_eq!(later.unwrap(), "1");
        }
    }
}

async fn told(answer: Response, status: u16) -> Value {
    let found = answer.status();
    let body: Value = answer.json().await.unwrap();
    assert_eq!(found, status, "{body}");
    body
}

async fn every_status_is_the_specifications(hq: Hq) {
    let api = Api::new(&hq).await;
    let catalog = told(api.ask(Method::GET, "/v2/catalog").send().await.unwrap(), 200).await;
    assert_eq!(catalog["services"][0]["plan_updateable"], false);

    let path = format!("/v2/service_instances/{}", id());
    let patient = format!("{path}?accepts_incomplete=true");
    let order = api.order();
    let send = async |method: Method, path: &str, body: &Value| {
        api.ask(method, path).json(body).send().await.unwrap()
    };

    // Refused before anything is made.
    let refused = told(send(Method::PUT, &path, &order).await, 422).await;
    assert_eq!(refused["error"], "AsyncRequired");
    let bad =
        told(send(Method::PUT, "/v2/service_instances/x?accepts_incomplete=true", &order).await, 400).await;
    assert_eq!(bad["description"], "The id has to be a UUID.");
    for lacks in ["service_id", "plan_id", "organization_guid", "space_guid"] {
        let mut order = order.clone();
        order.as_object_mut().unwrap().remove(lacks);
        told(send(Method::PUT, &patient, &order).await, 400).await;
    }
    let malformed =
        api.ask(Method::PUT, &patient).header("content-type", "application/json").body("{").send();
    told(malformed.await.unwrap(), 400).await;
    told(api.ask(Method::PUT, &patient).body(order.to_string()).send().await.unwrap(), 400).await;
    let long = json!({ "x": "x".repeat(600_000) });
    let too_long = send(Method::PUT, &patient, &long).await;
    assert_eq!(too_long.headers()["connection"], "close");
    told(too_long, 413).await;
    told(api.ask(Method::GET, &format!("{path}/last_operation")).send().await.unwrap(), 410).await;
    told(api.ask(Method::DELETE, &format!("{patient}&{}", api.of())).send().await.unwrap(), 410).await;
    told(api.ask(Method::GET, &path).send().await.unwrap(), 404).await;

    // Made: 202, 202 again, in progress, then 200, and 409 for something else.
    let accepted = told(send(Method::PUT, &patient, &order).await, 202).await;
    assert_eq!(told(send(Method::PUT, &patient, &order).await, 202).await, accepted);
    let busy =
        told(api.ask(Method::DELETE, &format!("{patient}&{}", api.of())).send().await.unwrap(), 422).await;
    assert_eq!(busy["error"], "ConcurrencyError");
    hq.work();
    let done = api.ended(&path).await;
    assert_eq!((&done["state"], &done["hq_steps"][0]["state"]), (&json!("succeeded"), &json!("done")));
    told(send(Method::PUT, &patient, &order).await, 200).await;
    let mut other = order.clone();
    other["organization_guid"] = json!("another");
    told(send(Method::PUT, &patient, &other).await, 409).await;
    let found = told(api.ask(Method::GET, &path).send().await.unwrap(), 200).await;
    assert_eq!(found["hq_status"]["reachable"], true);

    // Changed.
    let change = json!({ "service_id": api.offer.service, "parameters": { "fpu": 2 } });
    told(send(Method::PATCH, &path, &change).await, 422).await;
    told(send(Method::PATCH, &patient, &change).await, 400).await;
    told(send(Method::PATCH, &patient, &json!({ "service_id": api.offer.service })).await, 200).await;
    told(send(Method::PATCH, &patient, &json!({})).await, 400).await;

    // Bound: 201, 200 again, 409 otherwise; 200 and then 410 when it is removed.
    let binding = format!("{path}/service_bindings/{}", id());
    let request = json!({ "service_id": api.offer.service, "plan_id": api.offer.plan });
    let bound = told(send(Method::PUT, &binding, &request).await, 201).await;
    assert!(bound["credentials"]["uri"].is_string());
    told(send(Method::PUT, &binding, &request).await, 200).await;
    let mut elsewhere = request.clone();
    elsewhere["parameters"] = json!({ "schema": "mart" });
    told(send(Method::PUT, &binding, &elsewhere).await, 409).await;
    told(api.ask(Method::GET, &format!("{binding}/last_operation")).send().await.unwrap(), 200).await;
    told(api.ask(Method::GET, &binding).send().await.unwrap(), 404).await;
    told(api.ask(Method::DELETE, &binding).send().await.unwrap(), 400).await;
    let unbind = format!("{binding}?{}", api.of());
    assert_eq!(told(api.ask(Method::DELETE, &unbind).send().await.unwrap(), 200).await, json!({}));
    told(api.ask(Method::DELETE, &unbind).send().await.unwrap(), 410).await;

    // Removed.
    told(api.ask(Method::DELETE, &format!("{path}?{}", api.of())).send().await.unwrap(), 422).await;
    told(api.ask(Method::DELETE, &patient).send().await.unwrap(), 400).await;
    told(api.ask(Method::DELETE, &format!("{patient}&{}", api.of())).send().await.unwrap(), 202).await;
    assert_eq!(api.ended(&path).await["state"], "succeeded");
    told(api.ask(Method::DELETE, &format!("{patient}&{}", api.of())).send().await.unwrap(), 410).await;
    told(send(Method::PUT, &patient, &order).await, 409).await;
}

async fn who_may_not_ask_learns_nothing_else(hq: Hq) {
    let api = Api::new(&hq).await;
    let catalog = format!("{}/v2/catalog", api.base);
    for (name, password) in [("hq", "wrong"), ("other", "sesame"), ("", ""), ("hq", "sesame ")] {
        let answer = api.client.get(&catalog).basic_auth(name, Some(password)).send().await.unwrap();
        assert!(answer.headers()["www-authenticate"].to_str().unwrap().starts_with("Basic"));
        told(answer, 401).await;
    }
    told(api.client.get(&catalog).send().await.unwrap(), 401).await;
    told(api.client.get(format!("{}/nowhere", api.base)).send().await.unwrap(), 401).await;
    told(api.ask(Method::GET, "/nowhere").send().await.unwrap(), 404).await;
    for version in [None, Some("3.0"), Some("1.9"), Some("2"), Some("2.x")] {
        let mut request = api.client.get(&catalog).basic_auth("hq", Some("sesame"));
        if let Some(version) = version {
            request = request.header("X-Broker-API-Version", version);
        }
        told(request.send().await.unwrap(), 412).await;
    }
    let older =
        api.client.get(&catalog).basic_auth("hq", Some("sesame")).header("X-Broker-API-Version", "2.13");
    told(older.send().await.unwrap(), 200).await;
}

async fn the_program_serves_everything_and_stops(mut hq: Hq) {
    let certificate = tls::certificate(&["broker.example"]);
    assert!(command::tls(certificate.chain.clone(), tls::certificate(&["x.example"]).private_key).is_err());
    let api = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = api.local_addr().unwrap();
    let program = Program {
        broker: hq.broker.clone(),
        api,
        tls: Some(command::tls(certificate.chain.clone(), certificate.private_key.clone()).unwrap()),
        credentials: Credentials { username: "hq".into(), password: "sesame".into() },
        front_door: Some(hq.door()),
    };
    let running = tokio::spawn(command::run(program, hq.stop.clone()));
    // `hq:sesame`
    let head = "Host: broker.example\r\nAuthorization: Basic aHE6c2VzYW1l\r\nX-Broker-API-Version: 2.17\r\nConnection: close";
    let mut client = tls::connect(address, "broker.example", &[&certificate]).await.unwrap();
    let catalog = tls::raw(&mut client, &format!("GET /v2/catalog HTTP/1.1\r\n{head}\r\n\r\n")).await;
    assert!(catalog.starts_with("HTTP/1.1 200"), "{catalog}");
    // A dataplant is made by it, and answers at its door.
    let offer = Offer::dataplant(&hq.broker).await;
    hq.make(&offer, json!({ "fpu": 1 })).await;
    hq.stop.cancel();
    running.await.unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "nobody listens any more");
}
