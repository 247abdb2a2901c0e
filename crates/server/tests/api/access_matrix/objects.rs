//! Objects in bodies: serde's derive would take the array of their values too. In every place of every body it is refused,
//! by the name of that place.

use super::{
    request::Request,
    table,
    world::{Kind, World},
};
use crate::{on_both, support::Hq};
use serde_json::{Value, json};

on_both!(crate::support::Hq::selling => no_object_is_taken_as_the_array_of_its_values);

async fn no_object_is_taken_as_the_array_of_its_values(hq: Hq) {
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let untouched = world.of_victim().await;
    let mut tried = Vec::new();
    for row in table() {
        let (method, path) = row.operation.split_once(' ').unwrap();
        let body = &document["paths"][path][method.to_lowercase()]["requestBody"]["content"];
        let mut places = Vec::new();
        objects(&document, &body["application/json"]["schema"], "", &mut places);
        for (pointer, values) in places {
            let request = Request {
                body: only(&pointer, values),
                ..Request::about(row.operation, &org, &world.victim)
            };
            let reply = request.send(admin).await;
            let what = format!("{} {}: {} {}", row.operation, request.body, reply.status, reply.body);
            assert_eq!(reply.status, 422, "{what}");
            assert_eq!(reply.json()["fields"], json!({&pointer: "wrong_type"}), "{what}");
            tried.push((row.operation, pointer));
        }
    }
    assert_eq!(world.of_victim().await, untouched);
    for place in [
        ("PUT /api/v1/organizations/{org}/members/{user}/rules", "/rules/0"),
        ("PATCH /api/v1/organizations/{org}/authentication", "/join_requests"),
        ("POST /api/v1/billing-accounts", "/address"),
        ("POST /api/v1/organizations", ""),
    ] {
        assert!(
            tried.iter().any(|(operation, pointer)| (*operation, pointer.as_str()) == place),
            "{tried:?}"
        );
    }
}

/// Where a body has objects, and for each an array of values as they could be in it.
fn objects(document: &Value, schema: &Value, at: &str, found: &mut Vec<(String, Value)>) {
    let schema = resolved(document, schema);
    for choice in ["oneOf", "anyOf", "allOf"].iter().filter_map(|name| schema[*name].as_array()).flatten() {
        objects(document, choice, at, found);
    }
    if schema["items"].is_object() {
        objects(document, &schema["items"], &format!("{at}/0"), found);
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    let values = properties.values().map(|property| sample(document, property)).collect();
    found.push((at.to_owned(), Value::Array(values)));
    for (name, property) in properties {
        objects(document, property, &format!("{at}/{name}"), found);
    }
}

/// A value of a schema.
fn sample(document: &Value, schema: &Value) -> Value {
    let schema = resolved(document, schema);
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    match kinds.first().copied() {
        Some("string") => json!("all"),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        _ => Value::Null,
    }
}

pub fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// A body that has nothing but what stands at a place.
pub fn only(pointer: &str, value: Value) -> Value {
    pointer
        .rsplit('/')
        .filter(|segment| !segment.is_empty())
        .fold(value, |inner, segment| if segment == "0" { json!([inner]) } else { json!({segment: inner}) })
}
