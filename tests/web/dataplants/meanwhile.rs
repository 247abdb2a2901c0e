//! What somebody else changes while a form of a dataplant is being filled in, or waits to be gone on with.

use super::{dataplant, has, of, page_of, sent, verified, with};
use crate::{
    acme::{at, page, visit, visit_again},
    server::Server,
    stage::Stage,
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const NAME: &str = "dialog[open] input[name=dataplant]";
const DESCRIPTION: &str = "dialog[open] textarea[name=description]";
const TAGS: &str = "dialog[open] textarea[name=tags]";
const NAMES: &str = "dialog[open] textarea[name=names]";

fn described(description: &str, tags: &[&str]) -> Value {
    let mut one = dataplant(1, "Sales", "ready");
    one["description"] = json!(description);
    one["tags"] = json!(tags);
    one
}

fn named(names: &[&str]) -> Value {
    let mut one = dataplant(1, "Sales", "ready");
    one["names"] = names.iter().map(|name| json!({"name": name, "certificate": true})).collect();
    one
}

/// The page is left, somebody else saves, and the same tab comes back to the dialog.
async fn come_back(server: &Server, left: Stage, dialog: &str, now: Value) -> Stage {
    drop(left);
    has(server, &[now]);
    visit_again(server, &format!("{}?do={dialog}", page_of(1))).await
}

/// Saves; what was sent.
async fn save(server: &Server, stage: &Stage, answer: &Value) -> Value {
    server.says(&of("PATCH", 1, ""), 200, answer);
    stage.press_button("Save").await;
    assert!(stage.all("dialog[open]").is_empty(), "{}", stage.text());
    sent(server, &of("PATCH", 1, ""))
}

fn description(stage: &Stage) -> String {
    stage.find(DESCRIPTION).unchecked_into::<HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn a_draft_of_the_name_leaves_alone_what_others_have_written_and_tagged() {
    let server = with(&[described("Before", &["sales"])]);
    let stage = visit(&server, &format!("{}?do=edit", page_of(1))).await;
    stage.type_into(NAME, "Mine").await;
    let stage = come_back(&server, stage, "edit", described("Theirs", &["sales", "theirs"])).await;
    assert_eq!(description(&stage), "Theirs");
    assert!(!stage.dialog().inner_text().contains("Someone else"), "nobody else has changed the name");
    assert_eq!(save(&server, &stage, &dataplant(1, "Mine", "ready")).await, json!({"name": "Mine"}));
    drop(stage);
    let stage = visit_again(&server, &page_of(1)).await;
    assert!(!stage.has("nav a", "Dataplants (unsaved changes)"), "nothing is left to save");
}

#[wasm_bindgen_test]
async fn what_others_have_written_before_one_saved_is_not_taken_back_by_saving_again() {
    let server = with(&[described("Before", &["sales"])]);
    let stage = visit(&server, &format!("{}?do=edit", page_of(1))).await;
    stage.type_into(NAME, "Mine").await;
    stage.type_into(TAGS, "mine").await;
    server.refuses(&of("PATCH", 1, ""), ProblemCode::Stale);
    has(&server, &[described("Theirs", &["theirs"])]);
    stage.press_button("Save").await;
    assert_eq!(description(&stage), "Theirs");
    let told = stage.dialog().inner_text().matches("Someone else changed this").count();
    assert_eq!(told, 1, "{}", stage.text());
    let patch = save(&server, &stage, &dataplant(1, "Mine", "ready")).await;
    assert_eq!(patch, json!({"name": "Mine", "tags": ["theirs", "mine"]}));
}

#[wasm_bindgen_test]
async fn that_others_have_changed_the_same_is_said_and_what_was_typed_stays() {
    let server = with(&[described("Before", &["sales"])]);
    let stage = visit(&server, &format!("{}?do=edit", page_of(1))).await;
    stage.type_into(DESCRIPTION, "Mine").await;
    let stage = come_back(&server, stage, "edit", described("Theirs", &["sales"])).await;
    assert_eq!(description(&stage), "Mine");
    assert!(stage.dialog().inner_text().contains("Someone else changed this"), "{}", stage.text());
    let patch = save(&server, &stage, &described("Mine", &["sales"])).await;
    assert_eq!(patch, json!({"description": "Mine"}));
}

#[wasm_bindgen_test]
async fn a_draft_of_domain_names_keeps_those_that_others_have_added() {
    let (first, mine, theirs) = ("first.example.org", "mine.example.org", "theirs.example.org");
    let server = with(&[named(&[first, "old.example.org"])]);
    server.says(&at("GET", "/domains"), 200, &page(&[verified("example.org")]));
    let stage = visit(&server, &format!("{}?do=names", page_of(1))).await;
    stage.type_into(NAMES, mine).await;
    let stage = come_back(&server, stage, "names", named(&[first, theirs])).await;
    let shown = stage.dialog().inner_text();
    assert!(shown.contains(mine) && shown.contains(theirs), "{shown}");
    let patch = save(&server, &stage, &named(&[first, theirs, mine])).await;
    assert_eq!(patch, json!({"names": [first, theirs, mine]}));
    drop(stage);
    let stage = visit_again(&server, &page_of(1)).await;
    assert!(!stage.has("nav a", "Dataplants (unsaved changes)"), "nothing is left to save");
}

#[wasm_bindgen_test]
async fn a_domain_name_that_comes_while_one_types_leaves_what_is_typed_where_it_is() {
    let server = with(&[named(&["first.example.org"])]);
    server.says(&at("GET", "/domains"), 200, &page(&[verified("example.org")]));
    let stage = visit(&server, &format!("{}?do=names", page_of(1))).await;
    stage.type_into(NAMES, "mine.example.org").await;
    server.refuses(&of("PATCH", 1, ""), ProblemCode::Stale);
    has(&server, &[named(&["first.example.org", "theirs.example.org"])]);
    stage.press_button("Save").await;
    let all = json!(["first.example.org", "theirs.example.org", "mine.example.org"]);
    let answer = named(&["first.example.org", "theirs.example.org", "mine.example.org"]);
    assert_eq!(save(&server, &stage, &answer).await, json!({"names": all}));
}
