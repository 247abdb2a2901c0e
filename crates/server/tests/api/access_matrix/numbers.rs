//! Whole numbers in bodies: one that is beyond what its field can hold is refused for that, and not for being of another type.

use super::{
    objects::{only, resolved},
    request::Request,
    table,
    world::{Kind, World},
};
use crate::{on_both, support::Hq};
use serde_json::{Value, json};

on_both!(crate::support::Hq::selling => a_number_beyond_its_field_is_out_of_range);

async fn a_number_beyond_its_field_is_out_of_range(hq: Hq) {
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let mut tried = Vec::new();
    for row in table() {
        let (method, path) = row.operation.split_once(' ').unwrap();
        let body = &document["paths"][path][method.to_lowercase()]["requestBody"]["content"];
        let mut fields = Vec::new();
        numbers(&document, &body["application/json"]["schema"], "", &mut fields);
        for (pointer, schema) in fields {
            let refuses = async |number: &str, code: &str| {
                let number: Value = serde_json::from_str(number).unwrap();
                let request = Request {
                    body: only(&pointer, number),
                    ..Request::about(row.operation, &org, &world.victim)
                };
                let reply = request.send(admin).await;
                let what = format!("{} {}: {} {}", row.operation, request.body, reply.status, reply.body);
                assert_eq!(reply.status, 422, "{what}");
                assert_eq!(reply.json()["fields"], json!({&pointer: code}), "{what}");
            };
            // What can be had is told by what is there, and a size beyond every type is one of those that cannot.
            let offered = ["/fpu", "/wanted"].contains(&pointer.as_str());
            let code = if offered { "not_offered" } else { "out_of_range" };
            refuses("99999999999999999999", code).await;
            refuses("-99999999999999999999", code).await;
            if schema["format"] == "int32" {
                refuses("99999999999", code).await;
            }
            if schema["minimum"].as_i64() == Some(0) {
                refuses("-1", code).await;
            }
            refuses("1.5", "wrong_type").await;
            refuses("\"1\"", "wrong_type").await;
            tried.push(pointer);
        }
    }
    for field in ["/expires_in_days", "/overlap_hours", "/fpu", "/wanted", "/minor", "/terms/committed_fpu"] {
        assert!(tried.iter().any(|tried| tried == field), "{field}: {tried:?}");
    }
}

/// Where a body has whole numbers, each with its schema.
fn numbers<'a>(document: &'a Value, schema: &'a Value, at: &str, found: &mut Vec<(String, &'a Value)>) {
    let schema = resolved(document, schema);
    for choice in ["oneOf", "anyOf", "allOf"].iter().filter_map(|name| schema[*name].as_array()).flatten() {
        numbers(document, choice, at, found);
    }
    if schema["type"] == "integer" || schema["type"] == json!(["integer", "null"]) {
        found.push((at.to_owned(), schema));
    }
    if schema["items"].is_object() {
        numbers(document, &schema["items"], &format!("{at}/0"), found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        numbers(document, property, &format!("{at}/{name}"), found);
    }
}
