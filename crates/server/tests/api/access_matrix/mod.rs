//! Every endpoint × every kind of caller, and × every place in which something foreign can be named. An endpoint without
//! its row fails, and so does an id in a body or a query that no probe is about. The rows of a feature stand in its own file of tests.

mod authority;
mod callers;
mod declared;
mod making;
mod nul;
mod numbers;
mod objects;
mod places;
mod prepared;
mod probes;
mod queries;
mod request;
mod row;
mod rows;
mod versions;
mod world;

pub use request::{VOUCHER, some_rules};
pub use row::{
    Matrix, Place, Row, admin, keys, known, member, open, people, ruled, ruled_thing, seen, signed_in,
};
pub use world::Kind;

use crate::{FEATURES, support::Hq};
use std::collections::BTreeSet;

/// Every row of every feature.
pub fn table() -> impl Iterator<Item = &'static Row> {
    FEATURES.iter().flat_map(|feature| feature.rows)
}

/// `METHOD path` of every operation of a document.
pub fn operations(document: &utoipa::openapi::OpenApi) -> BTreeSet<String> {
    let document = serde_json::to_value(document).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let methods = ["get", "post", "put", "patch", "delete"];
    paths
        .iter()
        .flat_map(|(path, item)| {
            methods
                .iter()
                .filter(|method| item.get(**method).is_some())
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect()
}

/// What scripts can call, says the document of each operation.
#[tokio::test]
async fn the_document_says_what_is_for_api_keys() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    for row in table() {
        let (method, path) = row.operation.split_once(' ').unwrap();
        let security = document["paths"][path][method.to_lowercase()]["security"].as_array();
        let said = security.into_iter().flatten().any(|by| by.get("api_key").is_some());
        let refused = [Kind::Key, Kind::RuledKey, Kind::AdminKey].map(|kind| row.status[kind as usize]);
        let is_open = row.status[Kind::RevokedKey as usize] != 401;
        let takes = !is_open && refused.iter().any(|status| ![401, 403].contains(status));
        // Of a dataplant that is there a person confirms it; of one that failed nobody has to.
        let is_both = row.operation == "DELETE /api/v1/organizations/{org}/dataplants/{id}";
        assert_eq!(said, takes || is_both, "{}", row.operation);
    }
}

#[tokio::test]
async fn every_endpoint_has_its_row() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let (_, document) = hq_server::router::api(hq.app.clone());
    let rows: BTreeSet<String> = table().map(|row| row.operation.to_owned()).collect();
    assert_eq!(operations(&document), rows);
}
