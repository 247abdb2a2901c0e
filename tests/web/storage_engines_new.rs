//! Ordering a storage engine.

use crate::{
    acme::{acme_of_a_user_who_may, at, id, visit, visit_again},
    cloud::{acme_with, built_in, engine, has_engine, offer, offered, operation, step, with_engines},
    server::{Server, address},
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const PATH: &str = "/storage-engines/new";

fn create() -> String {
    at("POST", "/storage-engines")
}

async fn choose_paris(stage: &Stage) {
    stage.press("input[value=postgresql]").await;
    settle().await;
    let lines = stage.all(".places .choice");
    lines.iter().find(|line| line.inner_text().contains("Paris")).unwrap().click();
    settle().await;
}

fn body(server: &Server) -> Value {
    serde_json::from_str(server.got(&create())[0].body.as_deref().unwrap()).unwrap()
}

#[wasm_bindgen_test]
async fn an_engine_is_ordered_and_its_steps_are_shown() {
    let server = acme_with(&[built_in()]);
    let stage = visit(&server, PATH).await;
    assert!(stage.find("input[value=snowflake]").has_attribute("disabled"), "nobody offers it");
    assert!(!stage.text().contains("Not offered here."), "what cannot be ordered is folded");
    assert!(stage.text().contains("1 type not offered here"));
    stage.press(".engine-types summary").await;
    assert!(stage.text().contains("Not offered here."));
    choose_paris(&stage).await;
    assert!(stage.text().contains("Can’t be changed later"));
    stage.press_button("Larger").await;
    stage.press("[role=switch]").await;
    stage.type_into("input[name=engine-name]", "  Sales ").await;
    stage.type_into("textarea[name=tags]", "ML, prod").await;
    let mart = stage.called(".choice-plain", "Mart tables");
    mart.click();
    settle().await;

    let mut made = engine(2, "Sales");
    made["state"] = json!("creating");
    made["health"] = Value::Null;
    server.says(&create(), 202, &made);
    has_engine(&server, 2, &made);
    let steps = [step("create_database", "done"), step("create_role", "running")];
    let creating = operation(9, "create", "running", &steps);
    server.says(
        &at("GET", &format!("/storage-engines/{}/operations", id(2))),
        200,
        &crate::acme::page(&[creating]),
    );
    stage.press_button("Create storage engine").await;
    settle().await;
    assert_eq!(
        body(&server),
        json!({
            "offer": "pg", "region": "paris", "fpu": 4, "high_availability": true, "name": "Sales",
            "tags": ["ml", "prod"], "default_for": ["mart"],
        })
    );
    assert!(address().ends_with(&format!("/storage-engines/{}", id(2))), "{}", address());
    assert!(stage.text().contains("Create the database") && stage.text().contains("You can leave this page"));
    let stage = visit_again(&server, PATH).await;
    let name: HtmlInputElement = stage.find("input[name=engine-name]").unchecked_into();
    assert_eq!(name.value(), "", "what was sent is no draft any more");
}

#[wasm_bindgen_test]
async fn a_name_that_is_taken_is_told_at_the_field() {
    let server = acme_with(&[built_in()]);
    let stage = visit(&server, PATH).await;
    choose_paris(&stage).await;
    stage.type_into("input[name=engine-name]", "Sales").await;
    let refusal = json!({
        "type": "about:blank", "title": "", "status": 422, "code": "invalid", "request_id": "r",
        "fields": {"/name": "taken"},
    });
    server.says(&create(), 422, &refusal);
    stage.press_button("Create storage engine").await;
    settle().await;
    assert_eq!(attribute(&focused(), "name"), "engine-name");
    assert_eq!(attribute(&focused(), "aria-invalid"), "true");
    assert!(stage.all(".form-error").is_empty(), "said once");
}

#[wasm_bindgen_test]
async fn what_is_missing_is_told_before_anything_is_sent() {
    let server = acme_with(&[built_in()]);
    let stage = visit(&server, PATH).await;
    stage.press_button("Create storage engine").await;
    assert!(stage.text().contains("Choose a type."));
    choose_paris(&stage).await;
    stage.press_button("Create storage engine").await;
    assert_eq!(attribute(&focused(), "name"), "engine-name");
    assert!(server.got(&create()).is_empty());
}

#[wasm_bindgen_test]
async fn what_was_chosen_and_typed_is_kept() {
    let server = acme_with(&[built_in()]);
    let stage = visit(&server, PATH).await;
    choose_paris(&stage).await;
    stage.press_button("Larger").await;
    stage.type_into("input[name=engine-name]", "Sales").await;
    drop(stage);
    let stage = visit_again(&server, PATH).await;
    let value = |selector: &str| stage.find(selector).unchecked_into::<HtmlInputElement>().value();
    assert_eq!((value("input[name=engine-name]"), value("input[name=fpu]")), ("Sales".into(), "4".into()));
    let chosen =
        stage.all(".places input").into_iter().map(|input| input.unchecked_into::<HtmlInputElement>());
    assert_eq!(chosen.map(|input| input.checked()).collect::<Vec<_>>(), [true, false]);
}

#[wasm_bindgen_test]
async fn what_can_no_longer_be_ordered_is_looked_at_again() {
    let server = acme_with(&[built_in()]);
    let stage = visit(&server, PATH).await;
    choose_paris(&stage).await;
    stage.type_into("input[name=engine-name]", "Sales").await;
    server.refuses(&create(), ProblemCode::OfferUnavailable);
    let mut away = offer("pg", "postgresql", "cloud", &["paris", "tokyo"]);
    away["unavailable"] = json!({"code": "broker_away", "detail": null});
    server.says("GET /api/v1/providers", 200, &offered(&[away]));
    stage.press_button("Create storage engine").await;
    settle().await;
    assert!(stage.text().contains("This can’t be ordered right now."), "{}", stage.text());
    assert!(stage.find("input[value=postgresql]").has_attribute("disabled"));
    let name: HtmlInputElement = stage.find("input[name=engine-name]").unchecked_into();
    assert_eq!(name.value(), "Sales");
}

#[wasm_bindgen_test]
async fn who_may_not_change_the_defaults_is_told_and_sends_none() {
    let server = acme_of_a_user_who_may(&[Permission::CreateStorageEngines]);
    with_engines(&server, &[built_in()]);
    let stage = visit(&server, PATH).await;
    choose_paris(&stage).await;
    assert!(stage.has("button", "Why? You can’t change the default configuration"));
    stage.type_into("input[name=engine-name]", "Sales").await;
    server.says(&create(), 202, &engine(2, "Sales"));
    has_engine(&server, 2, &engine(2, "Sales"));
    stage.press_button("Create storage engine").await;
    assert_eq!(body(&server)["default_for"], json!([]));
}
