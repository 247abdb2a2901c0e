//! Ordering a dataplant.

use super::{create, dataplant, has, list, offer, providers, sent, verified, with};
use crate::{
    acme::{acme_of_a_user, at, id, name, page, visit, visit_again},
    server::{Server, address},
    stage::{Stage, attribute, by_id, focused, settle},
};
use hq_contract::{Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const NEW: &str = "/organizations/acme/dataplants/new";

fn value(stage: &Stage, selector: &str) -> String {
    stage.find(selector).unchecked_into::<HtmlInputElement>().value()
}

fn step(stage: &Stage) -> String {
    stage.find("main .order-step[aria-current=step]").inner_text()
}

fn path() -> String {
    address().split('?').next().unwrap().to_owned()
}

async fn to_name(stage: &Stage) {
    stage.press_button("Next").await;
    stage.press_button("Next").await;
    settle().await;
}

async fn to_summary(stage: &Stage, name: &str) {
    to_name(stage).await;
    stage.type_into("input[name=dataplant]", name).await;
    stage.press_button("Next").await;
    settle().await;
}

async fn begin(server: &Server) -> Stage {
    visit(server, "/dataplants/new").await
}

#[wasm_bindgen_test]
async fn four_steps_lead_to_a_dataplant_that_is_being_made() {
    let server = with(&[]);
    let stage = begin(&server).await;
    assert!(step(&stage).contains("Template"));
    assert!(stage.text().contains("EMPTY") && stage.text().contains("What sample is"));
    stage.press("input[type=radio][value=sample]").await;
    settle().await;
    assert_eq!(address(), format!("{NEW}?template=sample"));
    stage.press_button("Next").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/place"));
    assert!(stage.text().contains("Nothing keeps CPU apart."), "what it cannot promise is said before");
    stage.press_button("Next").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/name"));
    stage.type_into("input[name=dataplant]", "Sales").await;
    stage.type_into("input[name=fpu]", "3").await;
    assert!(stage.text().contains("€30.00 a month"), "{}", stage.text());
    stage.press_button("Next").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/summary"));
    let said = stage.text();
    for fact in
        ["SAMPLE", "This machine, Here", "Sales", "3 FPU", "Sandbox", "An engine you can’t see", "€30.00"]
    {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    let made = dataplant(5, "Sales", "creating");
    has(&server, std::slice::from_ref(&made));
    server.says(&create(), 202, &made);
    stage.press_button("Create Sales").await;
    settle().await;
    let sent: Value = serde_json::from_str(server.got(&create())[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(
        sent,
        json!({
            "template": "sample", "offer": "own/local", "region": "here", "fpu": 3, "name": "Sales", "tags": [],
            "names": [],
        })
    );
    assert_eq!(path(), format!("/organizations/acme/dataplants/{}", id(5)));
    assert!(stage.text().contains("You can leave this page"));
    drop(stage);
    let stage = visit_again(&server, "/dataplants/new").await;
    assert_eq!(address(), NEW, "what was ordered is not ordered twice");
    drop(stage);
}

#[wasm_bindgen_test]
async fn back_and_reload_keep_what_was_chosen_and_typed() {
    let server = with(&[]);
    let stage = begin(&server).await;
    stage.press("input[type=radio][value=sample]").await;
    to_name(&stage).await;
    stage.type_into("input[name=dataplant]", "Sales").await;
    stage.type_into("textarea[name=tags]", "north, ").await;
    stage.type_into("textarea[name=tags]", "south").await;
    stage.press_named("Back").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/place"));
    assert!(address().contains("template=sample"), "{}", address());
    stage.press_button("Next").await;
    settle().await;
    assert_eq!(value(&stage, "input[name=dataplant]"), "Sales");
    drop(stage);
    let stage = visit_again(&server, "/dataplants/new/name").await;
    settle().await;
    assert_eq!(value(&stage, "input[name=dataplant]"), "Sales");
    assert!(stage.text().contains("north") && stage.text().contains("south"), "{}", stage.text());
    assert!(address().contains("template=sample"), "the address says it again: {}", address());
}

#[wasm_bindgen_test]
async fn a_link_leads_to_what_was_chosen_and_a_step_too_early_to_what_is_missing() {
    let mut two = offer("own/local", &["empty", "sample"]);
    two["regions"] = json!(["here", "there"]);
    let server = with(&[]);
    server.says("GET /api/v1/providers", 200, &providers(&[two]));
    let stage = visit(&server, "/dataplants/new/summary").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/place"), "one of two places has to be chosen");
    stage.press_button("Next").await;
    assert!(stage.text().contains("Choose where it runs."));
    drop(stage);
    let query = "?template=sample&offer=own%2Flocal&region=there&fpu=4";
    let stage = visit(&server, &format!("/dataplants/new/summary{query}")).await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/name"), "it has no name yet");
    assert_eq!(value(&stage, "input[name=fpu]"), "4");
    to_last(&stage).await;
    let said = stage.text();
    assert!(said.contains("SAMPLE") && said.contains("There") && said.contains("4 FPU"), "{said}");
}

async fn to_last(stage: &Stage) {
    stage.type_into("input[name=dataplant]", "Sales").await;
    stage.press_button("Next").await;
    settle().await;
}

/// The server refuses a field of the order from now on.
fn refuses(server: &Server, pointer: &str, code: &str) {
    let mut problem = serde_json::to_value(Problem::new(ProblemCode::Invalid)).unwrap();
    problem["fields"][pointer] = json!(code);
    server.says(&create(), 422, &problem);
}

/// What is said to be wrong with a choice.
fn told(stage: &Stage, fieldset: &str) -> String {
    by_id(&attribute(&stage.find(fieldset), "aria-describedby")).inner_text()
}

async fn choose_place(stage: &Stage, region: &str) {
    stage.called(".places .choice", region).click();
    settle().await;
}

#[wasm_bindgen_test]
async fn a_place_that_is_refused_is_told_until_another_is_chosen() {
    let mut two = offer("own/local", &["empty", "sample"]);
    two["regions"] = json!(["here", "there"]);
    let server = with(&[]);
    server.says("GET /api/v1/providers", 200, &providers(&[two]));
    let stage = begin(&server).await;
    stage.press_button("Next").await;
    choose_place(&stage, "Here").await;
    stage.press_button("Next").await;
    to_last(&stage).await;
    refuses(&server, "/offer", "engines_out_of_reach");
    stage.press_button("Create Sales").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/place"));
    let said = told(&stage, ".places");
    assert!(said.contains("can’t reach the storage engines"), "{said}");
    assert_eq!(name(&focused().closest(".choice").unwrap().unwrap()), "Here");
    choose_place(&stage, "There").await;
    assert_eq!(told(&stage, ".places"), "");
    stage.press_button("Next").await;
    assert_eq!(value(&stage, "input[name=dataplant]"), "Sales", "what was typed is kept");
    assert!(stage.all(".form-error").is_empty(), "nothing is wrong here");
    stage.press_button("Next").await;
    settle().await;
    server.says(&create(), 202, &dataplant(5, "Sales", "creating"));
    stage.press_button("Create Sales").await;
    assert_eq!(sent(&server, &create())["region"], "there");
}

#[wasm_bindgen_test]
async fn a_template_that_is_refused_is_told_until_another_is_chosen() {
    let server = with(&[]);
    let stage = begin(&server).await;
    to_summary(&stage, "Sales").await;
    refuses(&server, "/template", "not_offered");
    stage.press_button("Create Sales").await;
    settle().await;
    assert_eq!(path(), NEW);
    let said = told(&stage, ".templates");
    assert!(said.contains("no longer offered"), "{said}");
    stage.press("input[type=radio][value=sample]").await;
    assert_eq!(told(&stage, ".templates"), "");
    to_name(&stage).await;
    stage.press_button("Next").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/summary"));
}

#[wasm_bindgen_test]
async fn a_name_that_is_taken_is_told_beside_its_field() {
    let server = with(&[]);
    let stage = begin(&server).await;
    to_summary(&stage, "Sales").await;
    refuses(&server, "/name", "taken");
    stage.press_button("Create Sales").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/name"));
    assert_eq!(value(&stage, "input[name=dataplant]"), "Sales", "what was typed is kept");
    assert_eq!(focused(), stage.find("input[name=dataplant]"));
    let described = stage.find("input[name=dataplant]");
    assert_eq!(described.get_attribute("aria-invalid").as_deref(), Some("true"));
    stage.type_into("input[name=dataplant]", "Sales 2").await;
    assert_eq!(stage.find("input[name=dataplant]").get_attribute("aria-invalid"), None);
    stage.press_button("Next").await;
    settle().await;
    assert_eq!(path(), format!("{NEW}/summary"));
}

#[wasm_bindgen_test]
async fn what_is_missing_is_said_at_the_first_step() {
    let server = with(&[]);
    server.says("GET /api/v1/providers", 200, &providers(&[]));
    let stage = begin(&server).await;
    assert!(stage.text().contains("No dataplants are offered here"), "{}", stage.text());
    assert!(stage.called("main button", "Next").has_attribute("disabled"));
    drop(stage);
    let mut away = offer("own/local", &["empty"]);
    away["unavailable"] = json!({"code": "by_broker", "detail": "Maintenance until noon"});
    server.says("GET /api/v1/providers", 200, &providers(&[away]));
    let stage = begin(&server).await;
    assert!(stage.text().contains("Maintenance until noon"), "{}", stage.text());
    assert!(stage.called("main button", "Next").has_attribute("disabled"));
    drop(stage);
    let server = with(&[]);
    server.says(&list(), 200, &json!({"items": [], "next_page": null, "total": 1000}));
    let stage = begin(&server).await;
    assert!(stage.text().contains("up to 1000 dataplants"), "{}", stage.text());
    drop(stage);
    let server = acme_of_a_user();
    has(&server, &[]);
    let answer = json!({"allowed": false, "role": "user", "deciding_rule": null, "overridden": []});
    server.says(&at("GET", &format!("/members/{}/access", crate::acme::ADA)), 200, &answer);
    let stage = begin(&server).await;
    assert!(stage.text().contains("You can’t create dataplants"), "{}", stage.text());
    assert!(server.got("GET /api/v1/providers").is_empty() && stage.all("main .order-steps").is_empty());
}

#[wasm_bindgen_test]
async fn names_are_checked_against_the_verified_domains_while_they_are_typed() {
    let server = with(&[]);
    server.says(&at("GET", "/domains"), 200, &page(&[verified("example.org")]));
    let stage = begin(&server).await;
    to_name(&stage).await;
    stage.type_into("textarea[name=names]", "data.elsewhere.example").await;
    crate::acme::pause().await;
    assert!(stage.text().contains("hasn’t verified this domain name"), "{}", stage.text());
    stage.type_into("textarea[name=names]", "data.example.org").await;
    crate::acme::pause().await;
    assert!(!stage.text().contains("hasn’t verified"), "{}", stage.text());
    stage.press_named("Add example.org").await;
    stage.type_into("input[name=dataplant]", "Sales").await;
    stage.press_button("Next").await;
    settle().await;
    server.says(&create(), 202, &dataplant(5, "Sales", "creating"));
    stage.press_button("Create Sales").await;
    let sent: Value = serde_json::from_str(server.got(&create())[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(sent["names"], json!(["example.org", "data.example.org"]));
}
