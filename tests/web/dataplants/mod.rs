//! Dataplants: the list, ordering one, one of them, the link that confirms a deletion.

mod deletion;
mod list;
mod meanwhile;
mod one;
mod order;

use crate::{
    acme::{acme, at, by_ada, id, page},
    server::Server,
};
use serde_json::{Value, json};

pub fn list() -> String {
    at("GET", "/dataplants")
}

pub fn create() -> String {
    at("POST", "/dataplants")
}

/// A request about one dataplant.
pub fn of(method: &str, number: u32, path: &str) -> String {
    at(method, &format!("/dataplants/{}{path}", id(number)))
}

/// The path of its page within Acme.
pub fn page_of(number: u32) -> String {
    format!("/dataplants/{}", id(number))
}

pub fn dataplant(number: u32, name: &str, state: &str) -> Value {
    let health = (state == "ready").then(|| {
        json!({
            "reachable": true, "checked_at": "2026-01-03T00:00:00Z", "since": "2026-01-02T00:00:00Z",
            "latency_ms": 8, "detail": null,
        })
    });
    let url = (state == "ready").then(|| format!("https://127.0.0.1:9443/{number}"));
    json!({
        "id": id(number), "name": name, "description": null, "tags": ["sales"], "template": "Sample",
        "offer_name": "Local dataplant", "offer": "own/local", "provider": "This machine",
        "region": {"id": "here", "name": "Here", "country": null, "latitude": null, "longitude": null},
        "fpu": 2, "pending_fpu": null, "sizes": {"min": 1, "max": 8, "step": 1}, "state": state, "health": health,
        "url": url, "names": [], "takes_names": true,
        "engines": [{"tables": "primary", "engine": id(90), "name": "Sandbox"}, {"tables": "mart", "engine": id(91), "name": null}],
        "month": {"minor": 2000, "currency": "EUR"}, "failure": null, "broker_available": true, "limits": [],
        "deletion_until": null, "created_by": by_ada(), "created_at": "2026-01-02T00:00:00Z",
        "may": {"update": true, "delete": true},
    })
}

pub fn step(name: &str, state: &str) -> Value {
    let started = (state != "pending").then_some("2026-01-02T00:00:00Z");
    let ended = (state == "done" || state == "failed").then_some("2026-01-02T00:01:12Z");
    json!({"name": name, "of": null, "state": state, "started_at": started, "ended_at": ended, "detail": null})
}

pub fn operation(kind: &str, state: &str, steps: &[Value]) -> Value {
    json!({
        "id": id(70), "kind": kind, "state": state, "actor": by_ada(), "from_fpu": null, "to_fpu": null,
        "created_at": "2026-01-02T00:00:00Z", "ended_at": (state == "done").then_some("2026-01-02T00:02:00Z"),
        "steps": steps, "failure": null, "waits_for_broker": false,
    })
}

pub fn failure() -> Value {
    json!({
        "code": "broker_failed", "step": "create_database", "description": "No space left <b>on</b> device",
        "status": 500, "request_id": "request-7",
    })
}

/// A domain name that the organization has verified.
pub fn verified(name: &str) -> Value {
    json!({
        "id": id(3), "name": name, "display_name": name, "state": "verified",
        "record": {"name": format!("_hq-challenge.{name}"), "kind": "TXT", "value": "x"}, "finding": null,
        "held_by_another": false, "created_at": "2026-01-02T00:00:00Z", "verified_at": "2026-01-03T00:00:00Z",
        "bound_until": null, "missing_since": null, "lost_from": null, "next_check_at": null,
    })
}

/// An offer of dataplants.
pub fn offer(offer: &str, templates: &[&str]) -> Value {
    let template =
        |id: &&str| json!({"id": id, "name": id.to_uppercase(), "description": format!("What {id} is")});
    json!({
        "id": offer, "kind": "dataplant", "name": "Local dataplant", "description": "", "engine": null,
        "provider": "local", "regions": ["here"], "fpu": {"min": 1, "max": 8, "step": 1},
        "high_availability": "unavailable", "fpu_month": {"minor": 1000, "currency": "EUR"}, "free": false,
        "storage_gb_per_fpu": null, "templates": templates.iter().map(template).collect::<Vec<_>>(),
        "takes_certificates": true, "bindable": false, "resizable": true,
        "limits": ["Nothing keeps CPU apart."], "unavailable": null,
    })
}

pub fn providers(offers: &[Value]) -> Value {
    let region = |id: &str, name: &str| json!({"id": id, "name": name, "country": null, "latitude": null, "longitude": null});
    json!({
        "providers": [{"id": "local", "name": "This machine", "regions": [region("here", "Here"), region("there", "There")]}],
        "offers": offers,
    })
}

/// The body of the last such request.
pub fn sent(server: &Server, request: &str) -> Value {
    let last = server.got(request).pop().unwrap_or_else(|| panic!("no {request}"));
    serde_json::from_str(last.body.as_deref().unwrap()).unwrap()
}

/// Acme with these dataplants, and one offer with two templates.
pub fn with(dataplants: &[Value]) -> Server {
    let server = acme();
    has(&server, dataplants);
    server
}

/// The same of another server.
pub fn has(server: &Server, dataplants: &[Value]) {
    server.says(&list(), 200, &page(dataplants));
    server.says("GET /api/v1/providers", 200, &providers(&[offer("own/local", &["empty", "sample"])]));
    let engine = json!({"id": id(90), "name": "Sandbox"});
    let hidden = json!({"id": id(91), "name": null});
    server.says(
        &at("GET", "/storage-defaults"),
        200,
        &json!({"primary": engine, "mart": engine, "ml": hidden}),
    );
    for one in dataplants {
        let path = format!("/dataplants/{}", one["id"].as_str().unwrap());
        let moving = ["creating", "updating", "deleting"].contains(&one["state"].as_str().unwrap());
        let now =
            operation("create", if moving { "running" } else { "done" }, &[step("connect_mart", "done")]);
        server.says(&at("GET", &path), 200, one);
        server.says(&at("GET", &format!("{path}/steps")), 200, &now);
        server.says(&at("GET", &format!("{path}/operations")), 200, &page(&[now]));
    }
}
