//! Schemas that are made to take for ever.

use hq_broker::osb::Plan;
use hq_broker::schema::{self, SchemaOf};
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};

/// How long it takes to hold a long text against a schema, both made to be slow.
fn time(schema: &Value) -> Duration {
    let plan: Plan = serde_json::from_value(json!({
        "id": "p",
        "name": "p",
        "description": "",
        "schemas": { "service_instance": { "create": { "parameters": schema } } },
    }))
    .unwrap();
    let parameters = json!({ "a": "a".repeat(5_000), "b": vec![0; 500] });
    let started = Instant::now();
    let told = schema::check(&plan, SchemaOf::Create, parameters.as_object().unwrap());
    let took = started.elapsed();
    println!("{took:?}: {:?}", told.map_err(|told| told.into_iter().take(2).collect::<Vec<_>>()));
    took
}

#[test]
fn a_malicious_schema_takes_a_moment_at_most() {
    let backtracking = json!({ "properties": { "a": { "pattern": "^(?=(a+)+$)(a|aa)+$(?!b)" } } });
    let many: Map<String, Value> = (0..1_000).map(|n| (format!("^(?=a)(a+)+{n}$"), json!({}))).collect();
    let nested = json!({ "properties": { "a": { "pattern": "((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})" } } });
    let definitions: Map<String, Value> = (0..40)
        .map(|n| {
            let next = format!("#/definitions/d{}", n + 1);
            (format!("d{n}"), json!({ "anyOf": [{ "$ref": next }, { "$ref": next }] }))
        })
        .chain([("d40".to_owned(), json!({ "type": "integer" }))])
        .collect();
    let listed: Vec<Value> = (0..150).map(|n| json!({ "minimum": n, "not": { "maximum": n } })).collect();
    let lists = json!({ "properties": { "a": { "type": "string" }, "b": { "items": { "oneOf": listed } } } });
    let doubling = json!({ "definitions": definitions, "$ref": "#/definitions/d0" });
    for (name, schema) in [
        ("backtracking", backtracking),
        ("many", json!({ "patternProperties": many })),
        ("nested", nested),
        ("lists", lists),
        ("doubling", doubling),
    ] {
        let took = time(&schema);
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    }
}
