//! What the document says of all operations alike: answers, tags, links, and what is in the schemas.

use crate::support::{Backend, Hq};
use serde_json::Value;
use std::collections::BTreeSet;

async fn document() -> Value {
    let hq = Hq::start(Backend::Sqlite).await;
    serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap()
}

/// Its operations: method, path, and what is said of them.
fn operations(document: &Value) -> impl Iterator<Item = (String, &String, &Value)> {
    let items = document["paths"].as_object().unwrap().iter();
    items.flat_map(|(path, item)| {
        let operations = item.as_object().unwrap().iter();
        operations.map(move |(method, operation)| (method.to_uppercase(), path, operation))
    })
}

/// What a part of the document refers to, or the part itself.
fn resolved<'a>(document: &'a Value, part: &'a Value) -> &'a Value {
    let at = part["$ref"].as_str().map(|at| at.trim_start_matches('#'));
    at.map_or(part, |at| document.pointer(at).unwrap_or_else(|| panic!("{at} is not there")))
}

/// Held against by every answer of every test (`support/documented.rs`).
#[tokio::test]
async fn what_the_document_tells_of_answers_is_the_committed_list() {
    let document = document().await;
    let mut lines = Vec::new();
    for (method, path, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let response = resolved(&document, response);
            let codes = response.pointer("/content/application~1problem+json/examples");
            let told = codes.or_else(|| response.get("headers")).and_then(Value::as_object);
            let told = told.into_iter().flatten().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
            lines.push(format!("{method} {path} {status} {}", told.join(" ")));
        }
    }
    insta::assert_snapshot!("answers", lines.join("\n"));
}

#[tokio::test]
async fn what_is_said_of_operations_by_name_is_said_of_operations_that_are_there() {
    let document = document().await;
    let ids: BTreeSet<&str> =
        operations(&document).filter_map(|(_, _, operation)| operation["operationId"].as_str()).collect();
    let named = hq_server::router::operations_by_name();
    assert_eq!(named.iter().filter(|name| !ids.contains(**name)).collect::<Vec<_>>(), Vec::<&&str>::new());
    let tags: BTreeSet<&str> =
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let used: BTreeSet<&str> =
        operations(&document).map(|(_, _, operation)| operation["tags"][0].as_str().unwrap()).collect();
    assert_eq!(used, tags);
}

#[tokio::test]
async fn links_lead_to_operations_with_such_parameters() {
    let document = document().await;
    let mut count = 0;
    for (_, path, operation) in operations(&document) {
        for response in operation["responses"].as_object().unwrap().values() {
            for link in response["links"].as_object().into_iter().flatten().map(|(_, link)| link) {
                let leads =
                    |(_, _, other): &(String, &String, &Value)| other["operationId"] == link["operationId"];
                let (_, _, target) = operations(&document).find(leads).expect("the operation of a link");
                let takes = target["parameters"].as_array().unwrap().iter();
                let takes: BTreeSet<&str> =
                    takes.filter(|it| it["in"] == "path").map(|it| it["name"].as_str().unwrap()).collect();
                let given = link["parameters"].as_object().unwrap().keys().map(String::as_str).collect();
                assert_eq!(takes, given, "{path}");
                count += 1;
            }
        }
    }
    assert_eq!(count, 12);
}

#[tokio::test]
async fn what_a_page_lists_has_a_name_and_what_may_be_null_in_an_answer_is_there() {
    let document = document().await;
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, page) in schemas.iter().filter(|(name, _)| name.starts_with("Page_")) {
        assert!(page["properties"]["items"]["items"]["$ref"].is_string(), "{name}");
        assert!(page["required"].as_array().unwrap().contains(&"next_page".into()), "{name}");
    }
    // What may be left out of it is never null.
    let line = &schemas["AuditEntry"];
    let required = line["required"].as_array().unwrap();
    assert!(required.contains(&"request_id".into()) && !required.contains(&"subject_standing".into()));
    assert_eq!(line["properties"]["subject_standing"]["$ref"], "#/components/schemas/AuditStanding");
}

#[tokio::test]
async fn the_cookie_is_called_as_it_is_served() {
    let hq = Hq::start(Backend::Sqlite).await;
    let ada = hq.person("ada@example.org").await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let pair = ada.cookie().unwrap();
    let (name, _) = pair.split_once('=').unwrap();
    assert_eq!(document["components"]["securitySchemes"]["session"]["name"], name);
}
