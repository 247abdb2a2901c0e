//! Why something may not be done, and whom to ask.

use crate::{
    acme::{ADA, acme, acme_of_a_user, at, id, member, page, visit},
    server::{Server, me, organization},
    stage::{Stage, focused, settle},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const WHY_INFORMATION: &str = "Why? You can’t change the organization’s information";

fn rule(position: u32, name: &str, effect: &str) -> Value {
    let rule = json!({
        "category": "settings", "name": name, "effect": effect, "action": "all", "resource": "all",
    });
    json!({"position": position, "rule": rule})
}

fn decided(deciding: &Value, overridden: &[Value]) -> Value {
    json!({"allowed": false, "role": "user", "deciding_rule": deciding, "overridden": overridden})
}

fn access() -> String {
    at("GET", &format!("/members/{ADA}/access"))
}

fn members() -> String {
    at("GET", "/members")
}

/// Acme, where no rule of Ada's says anything, and Bob is the admin.
fn without_rules() -> Server {
    let server = acme_of_a_user();
    server.says(&access(), 200, &decided(&Value::Null, &[]));
    server.says(&members(), 200, &page(&[member(&id(2), "Bob Stone", "admin")]));
    server
}

async fn ask(stage: &Stage, about: &str) -> String {
    stage.press_button(about).await;
    settle().await;
    stage.dialog().inner_text()
}

#[wasm_bindgen_test]
async fn a_locked_form_names_the_rule_and_whom_to_ask() {
    let server = without_rules();
    let (everything, nothing) = (rule(1, "Everything", "allow"), rule(2, "No settings", "deny"));
    server.says(&access(), 200, &decided(&nothing, &[everything]));
    let stage = visit(&server, "/settings").await;
    assert!(stage.find("main fieldset.form").has_attribute("disabled"));
    assert!(!stage.has("main button", "Save"));
    let why = stage.called("button", WHY_INFORMATION);
    why.focus().unwrap();
    let said = ask(&stage, WHY_INFORMATION).await;
    assert!(said.starts_with("You can’t change the organization’s information"), "{said}");
    let denies = said.find("Rule 2, “No settings”, denies it.").unwrap();
    assert!(said.find("Rule 1, “Everything”, allows it.").unwrap() > denies, "{said}");
    assert!(said.contains("give you a rule") && said.contains("Bob Stone"), "{said}");
    assert!(!said.contains("other"), "{said}");
    assert!(server.got(&access())[0].url.ends_with("?category=settings&action=update"));
    assert!(server.got(&members())[0].url.ends_with("?role=admin"));
    stage.press("dialog[open] button[aria-label=Close]").await;
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(focused(), why, "where the person was");
}

#[wasm_bindgen_test]
async fn without_a_rule_that_is_said_and_three_admins_are_named() {
    let server = without_rules();
    let named = ["Bob Stone", "Carol King", "Dan Brown", "Eve Moss", "Finn Ash"];
    let admins: Vec<Value> =
        named.iter().zip(10..).map(|(name, number)| member(&id(number), name, "admin")).collect();
    server.says(&members(), 200, &page(&admins));
    let stage = visit(&server, "/settings").await;
    let said = ask(&stage, WHY_INFORMATION).await;
    assert!(said.contains("No rule allows it"), "{said}");
    assert!(said.contains("Dan Brown") && !said.contains("Eve Moss"), "{said}");
    assert!(said.contains("and 2 others"), "{said}");
    assert!(stage.has("dialog a[href='mailto:bob.stone@example.org']", "bob.stone@example.org"));
}

#[wasm_bindgen_test]
async fn who_may_is_not_told_why_not() {
    let stage = visit(&acme(), "/settings").await;
    assert!(stage.all(".why").is_empty());
    drop(stage);
    let stage = visit(&acme(), "").await;
    assert!(stage.has("main a", "Invite people"));
    assert!(stage.all(".why").is_empty());
}

#[wasm_bindgen_test]
async fn the_home_of_a_user_asks_for_no_reasons_of_steps_that_are_not_theirs() {
    let server = without_rules();
    let mut acme = organization("Acme");
    acme["role"] = json!("user");
    acme["permissions"] = json!([Permission::ReadOrganization, Permission::CreateDataplants]);
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let stage = visit(&server, "").await;
    assert!(stage.has("main a", "New dataplant"));
    assert!(stage.all("main .step").is_empty() && stage.all(".why").is_empty(), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_page_for_others_says_why_and_is_not_offered() {
    let server = without_rules();
    let stage = visit(&server, "/settings/authentication").await;
    assert_eq!(stage.find("h1").inner_text(), "Authentication");
    assert!(!stage.has("nav a", "Authentication") && stage.has("nav a", "Members"));
    let said = stage.find("main .card").inner_text();
    assert!(said.starts_with("You can’t decide who can join"), "{said}");
    assert!(said.contains("No rule allows it") && said.contains("Bob Stone"), "{said}");
    assert!(server.got(&at("GET", "/authentication")).is_empty());
    assert!(server.got(&access())[0].url.ends_with("?category=settings&action=authentication"));
}

#[wasm_bindgen_test]
async fn what_has_become_allowed_is_there_at_a_press() {
    let server = without_rules();
    let allowed = json!({
        "allowed": true, "role": "user", "deciding_rule": rule(1, "Settings", "allow"), "overridden": [],
    });
    server.says(&access(), 200, &allowed);
    let stage = visit(&server, "/settings/authentication").await;
    assert!(stage.text().contains("you can do this now") && !stage.text().contains("Who to ask"));
    server.says("GET /api/v1/organizations/acme", 200, &organization("Acme"));
    let requests = json!({"enabled": false, "domains": [], "available": [], "verified": []});
    server.says(&at("GET", "/authentication"), 200, &json!({"force_mfa": false, "join_requests": requests}));
    stage.press_button("Refresh").await;
    settle().await;
    assert!(stage.has("nav a", "Authentication") && stage.has("[role=switch]", ""));
    assert!(stage.all(".why-answer").is_empty());
}

/// Saves another name of Acme.
async fn rename(stage: &Stage) {
    stage.type_into("input[name=organization]", "Acme Labs").await;
    stage.press_button("Save").await;
}

#[wasm_bindgen_test]
async fn a_refusal_of_what_was_sent_can_be_asked_about() {
    let server = without_rules();
    server.says("GET /api/v1/organizations/acme", 200, &organization("Acme"));
    server.denies(&at("PATCH", ""), Permission::UpdateOrganization);
    let stage = visit(&server, "/settings").await;
    rename(&stage).await;
    let error = stage.find("main .form-error");
    assert!(error.inner_text().contains("Your role and rules don’t allow this"));
    assert_eq!(error.query_selector_all("button").unwrap().length(), 1);
    assert!(ask(&stage, WHY_INFORMATION).await.contains("No rule allows it"));
    stage.press("dialog[open] button[aria-label=Close]").await;
    server.denies(&at("PATCH", ""), Permission::ManageMembers);
    stage.press_button("Save").await;
    let said = ask(&stage, "Why? You can’t change members’ roles and rules").await;
    assert!(said.contains("Only admins can do this") && said.contains("make you an admin"), "{said}");
    assert_eq!(server.got(&access()).len(), 1, "no rule is asked about what only admins may");
    stage.press("dialog[open] button[aria-label=Close]").await;
    for code in [ProblemCode::Forbidden, ProblemCode::Internal] {
        server.refuses(&at("PATCH", ""), code);
        stage.press_button("Save").await;
        assert!(!stage.find("main .form-error").inner_text().is_empty());
        assert!(stage.all(".why").is_empty(), "{code:?} names nothing to ask about");
    }
}

#[wasm_bindgen_test]
async fn a_refusal_to_show_something_can_be_asked_about() {
    let server = without_rules();
    server.says("GET /api/v1/organizations/acme", 200, &organization("Acme"));
    server.denies(&at("GET", "/authentication"), Permission::ManageAuthentication);
    let stage = visit(&server, "/settings/authentication").await;
    let why = "Why? You can’t decide who can join and how members sign in";
    let places = stage.all("main .why button");
    assert_eq!(places.len(), 2, "one for each card");
    assert!(places.iter().all(|place| crate::acme::name(place) == why));
    places[0].click();
    settle().await;
    settle().await;
    assert!(stage.dialog().inner_text().contains("No rule allows it"));
}

#[wasm_bindgen_test]
async fn a_refusal_in_a_toast_can_be_asked_about() {
    let server = without_rules();
    server.denies("DELETE /api/v1/session", Permission::UpdateOrganization);
    let stage = visit(&server, "").await;
    let name = me("Ada Lovelace")["full_name"].as_str().unwrap().to_owned();
    stage.choose(&format!("Menu of {name}"), "Sign out").await;
    assert!(stage.toasts().contains("Your role and rules don’t allow this"));
    stage.find(".toasts .why button").click();
    settle().await;
    settle().await;
    assert!(stage.dialog().inner_text().contains("No rule allows it"));
}

#[wasm_bindgen_test]
async fn an_answer_that_does_not_come_is_asked_for_again() {
    let server = without_rules();
    server.loses(&access());
    let stage = visit(&server, "/settings").await;
    let said = ask(&stage, WHY_INFORMATION).await;
    assert!(said.contains("Can’t reach HQ") && said.contains("Bob Stone"), "{said}");
    server.says(&access(), 200, &decided(&Value::Null, &[]));
    stage.press_named("Try again").await;
    settle().await;
    assert!(stage.dialog().inner_text().contains("No rule allows it"));
}
