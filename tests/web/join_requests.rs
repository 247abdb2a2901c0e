//! Asking to join, instead of making a second organization for the same people.

use crate::{
    server::{Server, address, open, open_again, organization, session_with, signed_in, suggestion},
    stage::{Stage, focused},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

const SESSION: &str = "GET /api/v1/session";
const MINE: &str = "GET /api/v1/me/join-requests";
const REQUEST: &str = "01890a5d-ac96-774b-bcce-b302099a8070";

fn id(name: &str) -> String {
    organization(name)["id"].as_str().unwrap().to_owned()
}

fn ask(name: &str) -> String {
    format!("POST /api/v1/organizations/{}/join-requests", id(name))
}

fn withdraw(name: &str) -> String {
    format!("DELETE /api/v1/organizations/{}/join-requests/{REQUEST}", id(name))
}

fn request(name: &str) -> Value {
    json!({
        "id": REQUEST, "organization": {"id": id(name), "name": name}, "colour": "teal",
        "created_at": "2026-01-01T00:00:00Z",
    })
}

/// Ada in these organizations, who may ask to join Cargo.
fn ada(names: &[&str]) -> Server {
    let server = signed_in(names);
    server.says(SESSION, 200, &session_with(names, &[], &["Cargo"]));
    server.says(MINE, 200, &json!({"items": [], "next_page": null, "total": 0}));
    for name in names {
        has_members(&server, name, 1);
    }
    server
}

fn has_members(server: &Server, name: &str, total: u64) {
    let members = json!({"items": [], "next_page": null, "total": total});
    server.says(&format!("GET /api/v1/organizations/{}/members", id(name)), 200, &members);
}

fn sent(server: &Server) -> Vec<Value> {
    let sent = server.got(&ask("Cargo"));
    sent.iter().map(|request| serde_json::from_str(request.body.as_ref().unwrap()).unwrap()).collect()
}

async fn send(stage: &Stage) {
    stage.press("dialog[open] button[type=submit]").await;
}

#[wasm_bindgen_test]
async fn asking_is_told_and_can_be_withdrawn() {
    let server = ada(&[]);
    server.says(&ask("Cargo"), 201, &request("Cargo"));
    let stage = open(&server, "/").await;
    stage.press_named("Ask to join Cargo").await;
    assert!(server.got(&ask("Cargo")).is_empty(), "the word comes first");
    send(&stage).await;
    assert_eq!(sent(&server), [json!({})]);
    assert!(stage.all("dialog[open]").is_empty());
    assert!(stage.find("main .offer").inner_text().contains("Request sent. The admins have been notified."));
    assert_eq!(focused(), stage.find("main .offer-text"), "what became of it is read out");
    server.says(&withdraw("Cargo"), 204, &Value::Null);
    stage.press_named("Withdraw Cargo").await;
    assert_eq!(server.got(&withdraw("Cargo")).len(), 1);
    stage.named("Ask to join Cargo");
    assert_eq!(focused(), stage.find("main .offer-text"));
}

#[wasm_bindgen_test]
async fn a_request_of_before_still_waits() {
    let server = ada(&[]);
    let mut session = session_with(&[], &[], &[]);
    session["suggestions"]["items"] = json!([suggestion("Cargo", Some(REQUEST))]);
    server.says(SESSION, 200, &session);
    let stage = open(&server, "/").await;
    assert!(stage.find("main .offer").inner_text().contains("Request sent"));
    server.refuses(&withdraw("Cargo"), ProblemCode::AlreadyAnswered);
    server.says(SESSION, 200, &session_with(&[], &[], &[]));
    stage.press_named("Withdraw Cargo").await;
    assert!(stage.find(".toasts").inner_text().contains("already been answered"));
    assert!(stage.all("main .offer").is_empty(), "looked up anew");
}

#[wasm_bindgen_test]
async fn the_word_to_the_admins_is_kept_until_it_is_sent() {
    let server = ada(&[]);
    server.refuses(&ask("Cargo"), ProblemCode::Unavailable);
    let stage = open(&server, "/").await;
    stage.press_named("Ask to join Cargo").await;
    stage.type_into("textarea[name=note]", "Ada from sales").await;
    send(&stage).await;
    assert!(stage.find("dialog[open] [role=alert]").inner_text().contains("temporarily unavailable"));
    drop(stage);
    let stage = open_again(&server, "/").await;
    stage.press_named("Ask to join Cargo").await;
    let word: HtmlTextAreaElement = stage.find("textarea[name=note]").unchecked_into();
    assert_eq!(word.value(), "Ada from sales");
    server.says(&ask("Cargo"), 201, &request("Cargo"));
    send(&stage).await;
    assert_eq!(sent(&server)[1], json!({"note": "Ada from sales"}));
    server.says(&withdraw("Cargo"), 204, &Value::Null);
    stage.press_named("Withdraw Cargo").await;
    stage.press_named("Ask to join Cargo").await;
    let word: HtmlTextAreaElement = stage.find("textarea[name=note]").unchecked_into();
    assert_eq!(word.value(), "", "sent, and so kept no more");
}

#[wasm_bindgen_test]
async fn an_empty_organization_is_given_up_for_the_colleagues() {
    let server = ada(&["Acme"]);
    server.says(&ask("Cargo"), 201, &request("Cargo"));
    let stage = open(&server, "/organizations/acme").await;
    assert!(stage.find("main aside").inner_text().contains("Your colleagues use HQ in Cargo"));
    stage.press_named("Ask to join Cargo").await;
    assert!(stage.find("dialog[open]").inner_text().contains("Acme is deleted right away"));
    assert!(server.got(&ask("Cargo")).is_empty(), "nothing without the second press");
    send(&stage).await;
    assert_eq!(sent(&server), [json!({"instead_of": id("Acme")})]);
    assert_eq!(address(), "/");
    assert!(stage.find("main .offer").inner_text().contains("Request sent"));
    assert!(!stage.find(".shell-header").inner_text().contains("Acme"));
}

#[wasm_bindgen_test]
async fn who_has_other_organizations_comes_to_the_list_of_them() {
    let server = ada(&["Acme", "Bolt"]);
    server.says(&ask("Cargo"), 201, &request("Cargo"));
    let stage = open(&server, "/organizations/acme").await;
    let mut after = session_with(&["Bolt"], &[], &[]);
    after["suggestions"]["items"] = json!([suggestion("Cargo", Some(REQUEST))]);
    server.says(SESSION, 200, &after);
    stage.press_named("Ask to join Cargo").await;
    send(&stage).await;
    assert_eq!(address(), "/account/organizations");
    let page = stage.find("main").inner_text();
    assert!(page.contains("Bolt") && page.contains("Request sent") && !page.contains("Acme"));
}

#[wasm_bindgen_test]
async fn an_organization_in_use_stays() {
    let server = ada(&["Acme"]);
    server.refuses(&ask("Cargo"), ProblemCode::OrganizationInUse);
    let stage = open(&server, "/organizations/acme").await;
    stage.press_named("Ask to join Cargo").await;
    send(&stage).await;
    assert!(stage.find("dialog[open] [role=alert]").inner_text().contains("Acme is in use"));
    assert_eq!(address(), "/organizations/acme");
    assert!(stage.find(".shell-header").inner_text().contains("Acme"));
}

#[wasm_bindgen_test]
async fn only_an_admin_who_is_alone_is_told() {
    let server = ada(&["Acme"]);
    has_members(&server, "Acme", 2);
    let stage = open(&server, "/organizations/acme").await;
    assert!(stage.all("main aside").is_empty());
    drop(stage);
    let server = ada(&["Acme"]);
    let mut acme = organization("Acme");
    acme["role"] = json!("user");
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let stage = open(&server, "/organizations/acme").await;
    assert!(stage.all("main aside").is_empty());
}

#[wasm_bindgen_test]
async fn keeping_the_organization_is_remembered() {
    let server = ada(&["Acme"]);
    let stage = open(&server, "/organizations/acme").await;
    stage.press_named("Keep this organization").await;
    assert!(stage.all("main aside").is_empty());
    assert_eq!(focused(), stage.find("h1"));
    stage.press(".shell-home").await;
    assert_eq!(address(), "/organizations/acme");
    assert!(stage.all("main aside").is_empty());
}

#[wasm_bindgen_test]
async fn one_s_own_organizations_are_left() {
    let leave = format!("POST /api/v1/organizations/{}/leave", id("Acme"));
    let server = ada(&["Acme", "Bolt"]);
    let stage = open(&server, "/account/organizations").await;
    server.refuses(&leave, ProblemCode::LastAdmin);
    stage.press_named("Leave Acme").await;
    assert!(server.got(&leave).is_empty());
    stage.press("dialog[open] button[type=submit]").await;
    assert!(stage.find("dialog[open] [role=alert]").inner_text().contains("at least one admin"));
    server.says(&leave, 204, &Value::Null);
    stage.press("dialog[open] button[type=submit]").await;
    assert!(stage.all("dialog[open]").is_empty());
    let page = stage.find("main").inner_text();
    assert!(page.contains("Bolt") && !page.contains("Acme"));
    assert!(stage.find(".toasts").inner_text().contains("You left Acme"));
    assert_eq!(focused(), stage.find("h1"));
}

#[wasm_bindgen_test]
async fn requests_to_others_are_listed_with_one_s_organizations() {
    let server = ada(&["Acme"]);
    server.says(
        MINE,
        200,
        &json!({"items": [request("Delta"), request("Cargo")], "next_page": null, "total": 2}),
    );
    let stage = open(&server, "/account/organizations").await;
    let titles: Vec<String> =
        stage.all("main h2:not(.dialog-title)").iter().map(|title| title.inner_text()).collect();
    assert_eq!(titles, ["Your organizations", "Your colleagues are on HQ", "Requests to join"]);
    server.says(&withdraw("Delta"), 204, &Value::Null);
    server.says(MINE, 200, &json!({"items": [], "next_page": null, "total": 0}));
    stage.press_named("Withdraw Delta").await;
    assert!(!stage.text().contains("Delta"));
}
