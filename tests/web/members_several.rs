//! Rules for several members at once.

use crate::{
    acme::{ADA, acme, at, id, member, page, pause, visit},
    server::Server,
    stage::{Stage, focused, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

fn give() -> String {
    at("POST", "/members/rules")
}

fn sent(server: &Server) -> Value {
    serde_json::from_str(server.got(&give()).last().unwrap().body.as_deref().unwrap()).unwrap()
}

fn became(outcomes: &[(u32, &str)]) -> Value {
    let results: Vec<Value> =
        outcomes.iter().map(|(n, outcome)| json!({"user": id(*n), "outcome": outcome})).collect();
    json!({"results": results})
}

async fn tick(stage: &Stage, wanted: &str) {
    stage.called("input[type=checkbox]", wanted).click();
    settle().await;
}

fn is_ticked(stage: &Stage, wanted: &str) -> bool {
    stage.called("input[type=checkbox]", wanted).unchecked_into::<HtmlInputElement>().checked()
}

async fn choose(stage: &Stage, value: &str) {
    stage.find(&format!("dialog[open] input[value={value}]")).click();
    settle().await;
    settle().await;
}

fn bar(stage: &Stage) -> String {
    stage.find(".picked").inner_text()
}

#[wasm_bindgen_test]
async fn members_stay_chosen_while_others_are_shown() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    assert!(!bar(&stage).contains("selected"));
    tick(&stage, "Select all shown").await;
    assert!(bar(&stage).contains("2 selected") && is_ticked(&stage, "Select Bob Stone"));
    tick(&stage, "Select Ada Lovelace").await;
    assert!(bar(&stage).contains("1 selected"));
    let all: HtmlInputElement = stage.called("input[type=checkbox]", "Select all shown").unchecked_into();
    assert!(all.indeterminate() && !all.checked());
    server.says(&at("GET", "/members"), 200, &page(&[member(&id(3), "Carl Gauss", "user")]));
    stage.type_into("input[name=q]", "carl").await;
    pause().await;
    assert!(bar(&stage).contains("1 selected"), "Bob is out of sight, and selected");
    tick(&stage, "Select Carl Gauss").await;
    assert!(bar(&stage).contains("2 selected"));
    stage.press_button("Clear selection").await;
    assert!(!bar(&stage).contains("selected") && !is_ticked(&stage, "Select Carl Gauss"));
    assert_eq!(focused(), stage.find("#members-total"), "the button that had the focus has gone");
}

#[wasm_bindgen_test]
async fn more_than_a_hundred_are_refused_before_they_are_sent() {
    let server = acme();
    let many: Vec<Value> = (100..201).map(|n| member(&id(n), &format!("Person {n}"), "user")).collect();
    server.says(&at("GET", "/members"), 200, &page(&many));
    let stage = visit(&server, "/members").await;
    tick(&stage, "Select all shown").await;
    assert!(bar(&stage).contains("101 selected · At most 100 at a time"));
    assert!(stage.called("button", "Give rules…").has_attribute("disabled"));
    tick(&stage, "Select Person 150").await;
    assert!(!stage.called("button", "Give rules…").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_template_is_given_and_each_result_told() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    tick(&stage, "Select all shown").await;
    stage.press_button("Give rules…").await;
    choose(&stage, "manage_dataplants").await;
    choose(&stage, "append").await;
    server.loses(&give());
    stage.press_button("Give rules to 2 members").await;
    assert!(stage.dialog().inner_text().contains("Can’t reach HQ"));
    let mut outcome = became(&[(2, "too_many")]);
    outcome["results"].as_array_mut().unwrap().push(json!({"user": ADA, "outcome": "changed"}));
    server.says(&give(), 200, &outcome);
    stage.press_button("Give rules to 2 members").await;
    let rule = json!({
        "category": "dataplants", "name": "Manage dataplants", "effect": "allow", "action": "all", "resource": "all",
    });
    assert_eq!(sent(&server), json!({"members": [id(2), ADA], "mode": "append", "rules": [rule]}));
    let text = stage.dialog().inner_text();
    for said in ["1 member’s rules changed.", "Ada Lovelace", "Rules changed", "Bob Stone", "more than 200"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(server.got(&at("GET", "/members")).len(), 2, "the numbers of rules are read again");
    stage.press_button("Done").await;
    settle().await;
    assert!(stage.all("dialog[open]").is_empty() && !bar(&stage).contains("selected"));
    assert_eq!(focused(), stage.find("#members-total"));
}

#[wasm_bindgen_test]
async fn nothing_takes_all_rules_away() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    tick(&stage, "Select Bob Stone").await;
    stage.press_button("Give rules…").await;
    choose(&stage, "append").await;
    choose(&stage, "nothing").await;
    assert!(stage.all("dialog[open] input[value=append]").is_empty(), "nothing after theirs is no change");
    server.says(&give(), 200, &became(&[(2, "unchanged")]));
    stage.press_button("Remove all rules from 1 member").await;
    assert_eq!(sent(&server), json!({"members": [id(2)], "mode": "replace", "rules": []}));
    assert!(stage.dialog().inner_text().contains("No rules changed."));
}

#[wasm_bindgen_test]
async fn the_rules_of_another_member_are_copied() {
    let server = acme();
    let rules = json!([
        {"category": "billing", "name": "Bills", "effect": "allow", "action": "read", "resource": "all"},
    ]);
    let read = at("GET", &format!("/members/{ADA}/rules"));
    server.says(&read, 200, &json!({"rules": rules, "former": null}));
    let stage = visit(&server, "/members").await;
    tick(&stage, "Select Bob Stone").await;
    stage.press_button("Give rules…").await;
    choose(&stage, "copy").await;
    stage.press_button("Give rules to 1 member").await;
    assert!(stage.dialog().inner_text().contains("Choose whose rules to copy."));
    assert_eq!(focused(), stage.find("dialog[open] input[name=find]"));
    stage.type_into("dialog[open] input[name=find]", "ada").await;
    pause().await;
    assert!(server.got(&at("GET", "/members")).last().unwrap().url.ends_with("?q=ada"));
    choose(&stage, &format!("'{ADA}'")).await;
    assert!(stage.dialog().inner_text().contains("1 rule copied."));
    server.refuses(&give(), ProblemCode::Forbidden);
    stage.press_button("Give rules to 1 member").await;
    assert_eq!(sent(&server), json!({"members": [id(2)], "mode": "replace", "rules": rules}));
    assert!(!stage.find("dialog[open] .form-error").inner_text().is_empty());
    assert!(bar(&stage).contains("1 selected"), "nothing is lost where it is refused");
}
