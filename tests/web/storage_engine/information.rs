//! The tags of an engine, edited: also what is typed without Enter.

use super::{path, with};
use crate::{
    acme::{visit, visit_again},
    cloud::{at_engine, engine},
    server::Server,
    stage::Stage,
};
use hq_contract::ProblemCode;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const TAGS: &str = "textarea[name=tags]";

fn patch() -> String {
    at_engine("PATCH", 2, "")
}

fn typed(stage: &Stage) -> String {
    stage.find(TAGS).unchecked_into::<HtmlInputElement>().value()
}

/// The body of the last change.
fn sent(server: &Server) -> String {
    server.got(&patch()).pop().expect("something was saved").body.unwrap()
}

#[wasm_bindgen_test]
async fn a_tag_that_is_being_typed_is_unsaved_and_discarded_with_the_rest() {
    let server = with(&engine(2, "Sales"));
    let stage = visit(&server, &path()).await;
    stage.type_into(TAGS, "north").await;
    assert!(stage.text().contains("Unsaved changes"), "{}", stage.text());
    stage.press_button("Discard").await;
    assert_eq!(typed(&stage), "");
    assert!(!stage.text().contains("Unsaved changes"), "{}", stage.text());
    stage.type_into("input[name=engine-name]", "Sales 2").await;
    server.says(&patch(), 200, &engine(2, "Sales 2"));
    stage.press_button("Save").await;
    assert_eq!(sent(&server), r#"{"name":"Sales 2"}"#);
}

#[wasm_bindgen_test]
async fn a_tag_that_is_being_typed_outlives_the_page() {
    let server = with(&engine(2, "Sales"));
    let stage = visit(&server, &path()).await;
    stage.type_into(TAGS, "north").await;
    drop(stage);
    let stage = visit_again(&server, &path()).await;
    assert!(stage.has("button", "Remove north"), "{}", stage.text());
    assert!(stage.text().contains("You left this page before saving."), "{}", stage.text());
    let mut saved = engine(2, "Sales");
    saved["tags"] = json!(["north"]);
    server.says(&patch(), 200, &saved);
    stage.press_button("Save").await;
    assert_eq!(sent(&server), r#"{"tags":["north"]}"#);
    assert!(!stage.has("button", "Discard"), "nothing is left to save");
}

#[wasm_bindgen_test]
async fn tags_that_others_have_saved_join_those_that_are_typed() {
    let server = with(&engine(2, "Sales"));
    let stage = visit(&server, &path()).await;
    stage.type_into(TAGS, "mine").await;
    let mut theirs = engine(2, "Sales");
    theirs["tags"] = json!(["theirs"]);
    server.refuses(&patch(), ProblemCode::Stale);
    server.says(&at_engine("GET", 2, ""), 200, &theirs);
    stage.press_button("Save").await;
    stage.press_button("Save").await;
    assert_eq!(sent(&server), r#"{"tags":["theirs","mine"]}"#);
}
