//! The OpenAPI document: the committed one is served, and says all of every path. That it says of an operation what the contract does,
//! the compiler sees to (`crates/server/src/http/endpoint.rs`), and that each endpoint of the contract has a handler, tidy.

use crate::support::{Backend, Hq, Setup};
use std::collections::BTreeSet;

#[tokio::test]
async fn the_document_is_the_committed_one() {
    // The cookies are called by where people reach it.
    let setup = Setup { public_url: Some("https://hq.example"), ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let (_, document) = hq_server::router::api(hq.app.clone());
    insta::assert_json_snapshot!("openapi", document);
}

#[tokio::test]
async fn what_stands_in_a_path_is_described() {
    let hq = Hq::start(Backend::Sqlite).await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let in_path: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        for (method, operation) in operations.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let described = parameters.filter(|it| it["in"] == "path" && it["description"] != "");
            let described: BTreeSet<&str> = described.map(|it| it["name"].as_str().unwrap()).collect();
            assert_eq!(described, in_path, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn what_the_document_refers_to_is_in_it() {
    let hq = Hq::start(Backend::Sqlite).await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let text = document.to_string();
    let references = text.split("\"#").skip(1).map(|rest| rest.split('"').next().unwrap());
    for reference in references {
        assert!(document.pointer(reference).is_some(), "{reference}");
    }
}
