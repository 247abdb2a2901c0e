//! Drafts about things that are no more: nothing of them is left, and no page is marked for them.

use super::{
    forms::KEPT,
    tab::{drafts, reload},
    world::{Person, sign_in, world},
};
use crate::{
    acme::page,
    cloud::{at_engine, engine},
    dataplants::{dataplant, list, of, page_of},
    server::{Server, open},
    stage::{Stage, settle, wait},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const ENGINE: &str = "/organizations/acme/storage-engines/01890a5d-ac96-774b-bcce-b30200000003";

/// Longer than a page waits before it looks again at something that moves.
const NEXT_LOOK: i32 = 1_400;

async fn visit(path: &str) -> (Server, Stage) {
    let server = world();
    sign_in(&server, Person::Ada, path);
    let stage = open(&server, path).await;
    settle().await;
    (server, stage)
}

/// Ada renames a dataplant, and has not saved that.
async fn renamed_dataplant() -> (Server, Stage, String) {
    let path = format!("/organizations/acme{}", page_of(1));
    let (server, stage) = visit(&path).await;
    stage.press_button("Edit").await;
    stage.type_into("dialog[open] input[name=dataplant]", KEPT).await;
    assert!(stage.has("nav a", "Dataplants (unsaved changes)"));
    (server, stage, path)
}

/// Ada renames a storage engine and names credentials of it, and has sent neither.
async fn renamed_engine() -> (Server, Stage) {
    let (server, stage) = visit(ENGINE).await;
    stage.type_into("input[name=engine-name]", KEPT).await;
    stage.type_into("input[name=credential]", KEPT).await;
    assert!(stage.has("nav a", "Storage engines (unsaved changes)"));
    (server, stage)
}

#[wasm_bindgen_test]
async fn a_dataplant_that_goes_while_its_page_is_open_takes_what_was_typed_with_it() {
    let (server, stage, path) = renamed_dataplant().await;
    server.says(&of("GET", 1, ""), 200, &dataplant(1, "Sales", "deleting"));
    let stage = reload(&server, stage, &path).await;
    assert!(stage.has("nav a", "Dataplants (unsaved changes)"));
    server.refuses(&of("GET", 1, ""), ProblemCode::NotFound);
    server.says(&list(), 200, &page(&[]));
    wait(NEXT_LOOK).await;
    settle().await;
    assert_eq!(drafts(), "");
    assert!(stage.has("nav a", "Dataplants"));
}

#[wasm_bindgen_test]
async fn a_dataplant_that_is_not_found_again_takes_what_was_typed_with_it() {
    let (server, stage, path) = renamed_dataplant().await;
    server.refuses(&of("GET", 1, ""), ProblemCode::NotFound);
    let stage = reload(&server, stage, &path).await;
    assert!(stage.text().contains("Page not found"), "{}", stage.text());
    assert_eq!(drafts(), "");
    assert!(stage.has("nav a", "Dataplants"));
}

#[wasm_bindgen_test]
async fn a_forgotten_dataplant_takes_what_was_typed_with_it() {
    let (server, stage, path) = renamed_dataplant().await;
    let mut left = dataplant(1, "Sales", "ready");
    left["broker_available"] = json!(false);
    server.says(&of("GET", 1, ""), 200, &left);
    server.says(&of("POST", 1, "/forget"), 204, &Value::Null);
    let stage = reload(&server, stage, &format!("{path}?do=forget")).await;
    assert!(!drafts().is_empty());
    stage.type_into("dialog[open] input[name=typed-name]", "Sales").await;
    stage.press_button("Forget Sales").await;
    assert_eq!(drafts(), "");
    assert!(stage.has("nav a", "Dataplants"));
}

#[wasm_bindgen_test]
async fn an_engine_that_goes_while_its_page_is_open_takes_what_was_typed_with_it() {
    let (server, stage) = renamed_engine().await;
    let mut going = engine(3, "Sales");
    going["state"] = json!("deleting");
    server.says(&at_engine("GET", 3, ""), 200, &going);
    let stage = reload(&server, stage, ENGINE).await;
    assert!(stage.has("nav a", "Storage engines (unsaved changes)"));
    server.refuses(&at_engine("GET", 3, ""), ProblemCode::NotFound);
    wait(NEXT_LOOK).await;
    settle().await;
    assert!(stage.text().contains("Sales is deleted"), "{}", stage.text());
    assert_eq!(drafts(), "");
    assert!(stage.has("nav a", "Storage engines"));
}

#[wasm_bindgen_test]
async fn a_forgotten_engine_takes_what_was_typed_with_it() {
    let (server, stage) = renamed_engine().await;
    let mut left = engine(3, "Sales");
    left["broker_available"] = json!(false);
    server.says(&at_engine("GET", 3, ""), 200, &left);
    server.says(&at_engine("POST", 3, "/forget"), 204, &Value::Null);
    let stage = reload(&server, stage, ENGINE).await;
    assert!(!drafts().is_empty());
    stage.press_button("Forget without deleting").await;
    stage.type_into("dialog[open] input[name=typed-name]", "Sales").await;
    stage.press_button("Forget Sales").await;
    settle().await;
    assert_eq!(drafts(), "");
    assert!(stage.has("nav a", "Storage engines"));
}
