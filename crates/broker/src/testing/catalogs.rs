//! Catalogs for tests.

use serde_json::{Value, json};

/// Of a broker that does not know HQ: a service `database` with the plans `small` and `large`.
#[must_use]
pub fn plain_catalog() -> Value {
    json!({ "services": [{
        "id": "database",
        "name": "database",
        "description": "A database.",
        "bindable": true,
        "plan_updateable": true,
        "instances_retrievable": true,
        "bindings_retrievable": true,
        "plans": [
            { "id": "small", "name": "small", "description": "A small one." },
            { "id": "large", "name": "large", "description": "A large one.", "free": false },
        ],
    }] })
}

/// The same with HQ's extension, as a storage engine of PostgreSQL, and a service `dataplant` beside it.
#[must_use]
pub fn hq_catalog() -> Value {
    let plan = |id: &str, max: u32| {
        json!({
            "id": id,
            "name": id,
            "description": "With HQ's extension.",
            "free": false,
            "metadata": { "hq": {
                "provider": { "id": "gcp", "name": "Google Cloud" },
                "regions": [
                    { "id": "europe-west9", "name": "Paris", "country": "FR", "latitude": 48.86, "longitude": 2.35 },
                    { "id": "europe-north1", "name": "Hamina", "country": "FI", "latitude": 60.57, "longitude": 27.19 },
                ],
                "fpu": { "min": 2, "max": max, "step": 2 },
                "high_availability": "optional",
                "price": { "currency": "EUR", "fpu_month_minor": 4_900 },
                "storage_gb_per_fpu": 50,
            } },
        })
    };
    let service = |id: &str, about: Value, plans: Value| {
        json!({
            "id": id,
            "name": id,
            "description": "With HQ's extension.",
            "bindable": true,
            "plan_updateable": true,
            "instances_retrievable": true,
            "bindings_retrievable": true,
            "metadata": { "hq": about },
            "plans": plans,
        })
    };
    json!({ "services": [
        service(
            "database",
            json!({ "kind": "storage_engine", "engine": "postgresql" }),
            json!([plan("small", 16), plan("large", 64)]),
        ),
        service(
            "dataplant",
            json!({ "kind": "dataplant", "takes_certificates": true }),
            json!([plan("standard", 64)]),
        ),
    ] })
}
