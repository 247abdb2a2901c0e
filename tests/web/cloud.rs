//! What can be ordered, and a storage engine.

use crate::{
    acme::{acme, at, by_ada, id, page},
    server::Server,
};
use serde_json::{Value, json};

/// An offer of storage engines: in two regions of a cloud, or on this machine, which has no place on a map.
pub fn offer(offer_id: &str, engine: &str, provider: &str, regions: &[&str]) -> Value {
    let name = if engine == "postgresql" { "PostgreSQL" } else { "Sandbox" };
    json!({
        "id": offer_id, "kind": "storage_engine", "name": name, "description": "A database.", "engine": engine,
        "provider": provider, "regions": regions, "fpu": {"min": 2, "max": 16, "step": 2},
        "high_availability": "optional", "fpu_month": {"minor": 1250, "currency": "EUR"}, "free": false,
        "storage_gb_per_fpu": 5, "templates": [], "takes_certificates": false, "bindable": true, "resizable": true,
        "limits": ["CPU and memory are shared."], "unavailable": null,
    })
}

/// The Sandbox, which costs nothing and has one size.
pub fn sandbox_offer() -> Value {
    let mut sandbox = offer("sandbox", "sandbox", "local", &["here"]);
    sandbox["fpu"] = Value::Null;
    sandbox["free"] = json!(true);
    sandbox["fpu_month"] = Value::Null;
    sandbox["high_availability"] = json!("unavailable");
    sandbox["resizable"] = json!(false);
    sandbox
}

/// A cloud in Paris and Tokyo, and this machine.
pub fn offered(offers: &[Value]) -> Value {
    let region = |id: &str, name: &str, country: &str, north: f64, east: f64| json!({"id": id, "name": name, "country": country, "latitude": north, "longitude": east});
    json!({
        "providers": [
            {
                "id": "cloud", "name": "A Cloud",
                "regions": [
                    region("paris", "Paris", "FR", 48.9, 2.4), region("tokyo", "Tokyo", "JP", 35.7, 139.7),
                ],
            },
            {
                "id": "local", "name": "Local",
                "regions": [
                    {"id": "here", "name": "This machine", "country": null, "latitude": null, "longitude": null},
                ],
            },
        ],
        "offers": offers,
    })
}

/// PostgreSQL in the cloud, and the Sandbox here.
pub fn providers() -> Value {
    offered(&[offer("pg", "postgresql", "cloud", &["paris", "tokyo"]), sandbox_offer()])
}

/// A storage engine that is ready.
pub fn engine(number: u32, name: &str) -> Value {
    json!({
        "id": id(number), "name": name, "description": null, "tags": [], "built_in": false, "engine": "postgresql",
        "offer_name": "PostgreSQL", "offer": "pg", "provider": "A Cloud",
        "region": {"id": "paris", "name": "Paris", "country": "FR", "latitude": 48.9, "longitude": 2.4},
        "fpu": 4, "pending_fpu": null, "high_availability": false, "storage_bytes": 5_000_000_000_u64,
        "storage_limit_bytes": 20_000_000_000_u64, "state": "ready",
        "health": {
            "reachable": true, "checked_at": "2026-01-03T00:00:00Z", "since": "2026-01-02T00:00:00Z",
            "latency_ms": 12, "detail": null,
        },
        "month": {"minor": 5000, "currency": "EUR"}, "default_for": [], "dataplants": 0, "failure": null,
        "broker_available": true, "limits": [], "bindable": true, "sizes": {"min": 2, "max": 16, "step": 2},
        "created_by": by_ada(), "created_at": "2026-01-02T00:00:00Z", "may": {"update": true, "delete": true},
    })
}

/// The Sandbox that every organization has.
pub fn built_in() -> Value {
    let mut sandbox = engine(1, "Sandbox");
    for (field, value) in [
        ("built_in", json!(true)),
        ("engine", json!("sandbox")),
        ("offer", json!("sandbox")),
        ("offer_name", json!("Sandbox")),
        ("state", json!("on_demand")),
        ("fpu", Value::Null),
        ("sizes", Value::Null),
        ("storage_bytes", Value::Null),
        ("health", Value::Null),
        ("region", Value::Null),
        ("provider", json!("Local")),
        ("default_for", json!(["primary", "mart", "ml"])),
    ] {
        sandbox[field] = value;
    }
    sandbox
}

/// An operation.
pub fn operation(number: u32, kind: &str, state: &str, steps: &[Value]) -> Value {
    json!({
        "id": id(number), "kind": kind, "state": state, "actor": by_ada(), "from_fpu": null, "to_fpu": null,
        "created_at": "2026-01-02T00:00:00Z", "ended_at": null, "steps": steps, "failure": null,
        "waits_for_broker": false,
    })
}

/// A step.
pub fn step(name: &str, state: &str) -> Value {
    json!({
        "name": name, "of": null, "state": state, "started_at": "2026-01-02T00:00:00Z", "ended_at": null,
        "detail": null,
    })
}

/// Which engines new dataplants take.
pub fn defaults(primary: (u32, &str), mart: (u32, &str), ml: (u32, &str)) -> Value {
    let engine = |(number, name): (u32, &str)| json!({"id": id(number), "name": name});
    json!({"primary": engine(primary), "mart": engine(mart), "ml": engine(ml)})
}

/// `GET …/storage-engines/{number}` and what follows.
pub fn at_engine(method: &str, number: u32, path: &str) -> String {
    at(method, &format!("/storage-engines/{}{path}", id(number)))
}

/// The server has this engine too, on which nothing was done yet.
pub fn has_engine(server: &Server, number: u32, engine: &Value) {
    server.says(&at_engine("GET", number, ""), 200, engine);
    for list in ["/operations", "/credentials", "/usage", "/dataplants"] {
        server.says(&at_engine("GET", number, list), 200, &page(&[]));
    }
}

/// Acme with these engines, of which the first is taken for everything.
pub fn acme_with(engines: &[Value]) -> Server {
    let server = acme();
    with_engines(&server, engines);
    server
}

/// The server has these engines.
pub fn with_engines(server: &Server, engines: &[Value]) {
    server.says(&at("GET", "/storage-engines"), 200, &page(engines));
    let sandbox = (1, "Sandbox");
    server.says(&at("GET", "/storage-defaults"), 200, &defaults(sandbox, sandbox, sandbox));
    server.says("GET /api/v1/providers", 200, &providers());
}
