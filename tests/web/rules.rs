//! A member's page: what they may do, and changing it.

mod lists;

use crate::{
    acme::{ADA, acme, acme_of_a_user, at, id, member, visit, visit_again},
    server::Server,
    stage::{Stage, focused, settle},
};
use hq_contract::{Method, ProblemCode};
use js_sys::Function;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn path() -> String {
    format!("/members/{}", id(2))
}

fn rules(method: &str) -> String {
    at(method, &format!("{}/rules", path()))
}

fn rule(category: &str, name: &str, effect: &str, action: &str, resource: &str) -> Value {
    json!({"category": category, "name": name, "effect": effect, "action": action, "resource": resource})
}

fn three() -> Vec<Value> {
    vec![
        rule("dataplants", "Read all", "allow", "read", "all"),
        rule("billing", "Bills", "allow", "read", "all"),
        rule("dataplants", "No secrets", "deny", "read", "tag:secret"),
        rule("dataplants", "Deploy demo", "allow", "deploy", "tag:demo"),
    ]
}

fn list(rules: &[Value]) -> Value {
    json!({"rules": rules, "former": null})
}

fn server() -> Server {
    let server = acme();
    server.says(&rules("GET"), 200, &list(&three()));
    server
}

fn names(stage: &Stage, category: &str) -> Vec<String> {
    let rows = stage.all(&format!("[data-category={category}] .rule-name"));
    rows.iter().map(|name| name.inner_text()).collect()
}

fn sent(server: &Server) -> Vec<String> {
    let last = server.got(&rules("PUT")).pop().expect("something was saved");
    assert_eq!(last.method, Method::Put);
    let body: Value = serde_json::from_str(&last.body.unwrap()).unwrap();
    let names = body["rules"].as_array().unwrap().iter();
    names.map(|rule| rule["name"].as_str().unwrap().to_owned()).collect()
}

fn preview(stage: &Stage) -> String {
    stage.find(".rules-preview").inner_text().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(stage: &Stage) -> String {
    let regions = stage.all("p[role=status].visually-hidden");
    regions.iter().map(|region| region.inner_text()).collect()
}

#[wasm_bindgen_test]
async fn the_page_says_who_it_is_and_what_they_may_do() {
    let stage = visit(&server(), &path()).await;
    assert_eq!(stage.find("h1").inner_text(), "Bob Stone");
    for text in ["bob.stone@example.org", "User", "The last matching rule wins"] {
        assert!(stage.text().contains(text), "{text}");
    }
    assert_eq!(names(&stage, "dataplants"), ["Read all", "No secrets", "Deploy demo"]);
    assert_eq!(names(&stage, "billing"), ["Bills"]);
    assert!(stage.find("[data-category=members]").inner_text().contains("No rules: no access"));
    let secrets = stage.row("No secrets").inner_text();
    for text in ["Deny", "Read", "Tag “secret”"] {
        assert!(secrets.contains(text), "{text} in {secrets}");
    }
    assert!(stage.all(".rules-bar").is_empty(), "nothing is unsaved");
    stage.find("main .back-link").click();
    settle().await;
    assert_eq!(stage.find("h1").inner_text(), "Members");
}

#[wasm_bindgen_test]
async fn the_list_of_members_leads_there() {
    let stage = visit(&server(), "/members").await;
    stage.called("main a", "Bob Stone").click();
    settle().await;
    settle().await;
    assert_eq!(stage.find("h1").inner_text(), "Bob Stone");
    assert!(stage.text().contains("Read all"));
}

#[wasm_bindgen_test]
async fn who_does_not_exist_looks_like_any_page_that_does_not() {
    let server = server();
    server.refuses(&at("GET", &path()), ProblemCode::NotFound);
    let stage = visit(&server, &path()).await;
    assert_eq!(stage.find("h1").inner_text(), "Page not found");
}

#[wasm_bindgen_test]
async fn users_see_their_own_rules_and_change_none() {
    let server = acme_of_a_user();
    server.says(&at("GET", &format!("/members/{ADA}")), 200, &member(ADA, "Ada Lovelace", "user"));
    server.says(&at("GET", &format!("/members/{ADA}/rules")), 200, &list(&three()));
    let stage = visit(&server, &format!("/members/{ADA}")).await;
    assert_eq!(names(&stage, "billing"), ["Bills"]);
    assert!(stage.text().contains("These are your own rules. Only admins can change them."));
    for button in ["Add new rule Dataplants", "Actions for Bills", "Start from…"] {
        assert!(!stage.has("button", button), "{button}");
    }
    let stage = visit_again(&server, &path()).await;
    assert!(stage.text().contains("You can’t see these rules"));
    assert!(server.got(&rules("GET")).is_empty(), "and they are not asked for");
}

#[wasm_bindgen_test]
async fn admins_are_told_that_rules_do_not_count_yet() {
    let server = server();
    server.says(&at("GET", &path()), 200, &member(&id(2), "Bob Stone", "admin"));
    let stage = visit(&server, &path()).await;
    assert!(stage.text().contains("Admins can do everything. Rules apply once they become a user."));
    assert!(stage.text().contains("Bob Stone is an admin, and admins can do everything."));
}

#[wasm_bindgen_test]
async fn a_rule_is_added_with_a_name_that_follows_until_it_is_typed() {
    let server = server();
    server.says(&rules("PUT"), 200, &list(&three()));
    let stage = visit(&server, &path()).await;
    stage.press_button("Add new rule Dataplants").await;
    let name = || stage.find("dialog[open] [name=rule_name]").unchecked_into::<web_sys::HtmlInputElement>();
    assert_eq!(name().value(), "Read all dataplants");
    stage.select("dialog[open] [name=action]", "delete").await;
    stage.select("dialog[open] [name=resource]", "tag").await;
    stage.press_button("Add rule").await;
    assert!(stage.dialog().inner_text().contains("Fill this in."), "without a tag it is no rule");
    stage.type_into("dialog[open] [name=tag]", "Prod").await;
    assert_eq!(name().value(), "Delete dataplants with tag “prod”");
    stage.type_into("dialog[open] [name=rule_name]", "Clean up").await;
    stage.select("dialog[open] [name=action]", "all").await;
    assert_eq!(name().value(), "Clean up", "what was typed stays");
    stage.press_button("Add rule").await;
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(names(&stage, "dataplants"), ["Read all", "No secrets", "Deploy demo", "Clean up"]);
    assert!(said(&stage).contains("“Clean up” added at position 4 of 4."));
    assert!(preview(&stage).contains("Gains Dataplants "), "{}", preview(&stage));
    stage.press_button("Save").await;
    assert_eq!(sent(&server), ["Read all", "Bills", "No secrets", "Deploy demo", "Clean up"]);
    let put = server.got(&rules("PUT")).pop().unwrap();
    assert!(put.headers.iter().any(|(name, value)| *name == "if-match" && value == "\"1\""));
    assert!(put.body.unwrap().contains("tag:prod"));
}

#[wasm_bindgen_test]
async fn a_rule_is_changed_and_deleted_and_that_is_taken_back() {
    let stage = visit(&server(), &path()).await;
    stage.choose("Actions for Read all", "Edit").await;
    stage.find("dialog[open] input[value=deny]").click();
    settle().await;
    stage.press_button("Change rule").await;
    assert!(stage.row("Read all").inner_text().contains("Deny"));
    assert_eq!(preview(&stage), "Loses Dataplants Read all dataplants except those with tag “secret”");
    stage.choose("Actions for Bills", "Delete").await;
    assert!(names(&stage, "billing").is_empty());
    assert!(preview(&stage).contains("Billing Read plan and bills"));
    assert!(stage.toasts().contains("“Bills” deleted."));
    stage.press_named("Undo").await;
    assert_eq!(names(&stage, "billing"), ["Bills"]);
    stage.press_button("Discard").await;
    assert!(stage.row("Read all").inner_text().contains("Allow"));
    assert!(stage.all(".rules-bar").is_empty());
}

#[wasm_bindgen_test]
async fn rules_move_and_keep_the_focus() {
    let server = server();
    server.says(&rules("PUT"), 200, &list(&three()));
    let stage = visit(&server, &path()).await;
    stage.choose("Actions for Deploy demo", "Move up").await;
    assert_eq!(names(&stage, "dataplants"), ["Read all", "Deploy demo", "No secrets"]);
    assert!(said(&stage).contains("“Deploy demo”, position 2 of 3."));
    assert_eq!(focused().get_attribute("aria-label").unwrap(), "Actions for Deploy demo");
    assert!(preview(&stage).contains("No change in what Bob Stone can do."));
    stage.choose("Actions for Read all", "Move to position…").await;
    stage.select("dialog[open] [name=position]", "3").await;
    stage.press_button("Move").await;
    settle().await;
    assert_eq!(names(&stage, "dataplants"), ["Deploy demo", "No secrets", "Read all"]);
    assert_eq!(focused().get_attribute("aria-label").unwrap(), "Actions for Read all");
    assert!(stage.row("No secrets").inner_text().contains("No effect: overridden by “Read all”."));
    assert_eq!(preview(&stage), "Gains Dataplants Read dataplants with tag “secret”");
    stage.press_button("Actions for Read all").await;
    assert!(!stage.has("[role=menuitem]", "Move down"), "it is the last");
    stage.key("Escape").await;
    stage.press_button("Save").await;
    assert_eq!(sent(&server), ["Deploy demo", "Bills", "No secrets", "Read all"]);
}

/// What a mouse does at a point of the window.
fn pointer(target: &JsValue, name: &str, x: f64, y: f64) {
    let fire = Function::new_with_args(
        "name, x, y",
        "this.dispatchEvent(new PointerEvent(name, {bubbles: true, cancelable: true, clientX: x, clientY: y}))",
    );
    fire.call3(target, &name.into(), &x.into(), &y.into()).unwrap();
}

#[wasm_bindgen_test]
async fn rules_move_by_dragging() {
    let stage = visit(&server(), &path()).await;
    let grip = stage.row("Deploy demo").query_selector(".rule-grip").unwrap().unwrap();
    // Away from the edges, where the page scrolls along.
    let centre = Function::new_no_args("this.scrollIntoView({block: 'center'})");
    centre.call0(&stage.row("Read all")).unwrap();
    let onto = stage.row("Read all").get_bounding_client_rect();
    let (x, y) = (onto.left() + 60.0, onto.top() + 2.0);
    pointer(&grip, "pointerdown", x, y);
    pointer(&grip, "pointermove", x, y);
    settle().await;
    pointer(&grip, "pointerup", x, y);
    settle().await;
    assert_eq!(names(&stage, "dataplants"), ["Deploy demo", "Read all", "No secrets"]);
    assert!(said(&stage).contains("“Deploy demo”, position 1 of 3."));
    let onto = stage.row("No secrets").get_bounding_client_rect();
    pointer(&stage.row("Deploy demo").query_selector(".rule-grip").unwrap().unwrap(), "pointerdown", x, y);
    pointer(&grip, "pointermove", x, onto.bottom() - 2.0);
    stage.find("h1").focus().unwrap();
    stage.key("Escape").await;
    assert_eq!(names(&stage, "dataplants"), ["Deploy demo", "Read all", "No secrets"], "broken off");
}

#[wasm_bindgen_test]
async fn what_is_not_saved_outlives_the_page() {
    let server = server();
    let stage = visit(&server, &path()).await;
    stage.choose("Actions for Bills", "Delete").await;
    drop(stage);
    let stage = visit_again(&server, &path()).await;
    assert!(names(&stage, "billing").is_empty());
    assert!(stage.text().contains("You left this page before saving."));
    stage.press_button("Discard").await;
    drop(stage);
    let stage = visit_again(&server, &path()).await;
    assert_eq!(names(&stage, "billing"), ["Bills"]);
}

async fn meet(server: &Server) -> Stage {
    let stage = visit(server, &path()).await;
    stage.choose("Actions for Bills", "Delete").await;
    server.refuses(&rules("PUT"), ProblemCode::Stale);
    let mut theirs = three();
    theirs.remove(3);
    theirs.push(rule("settings", "Names", "allow", "update", "all"));
    server.says(&rules("GET"), 200, &list(&theirs));
    stage.press_button("Save").await;
    settle().await;
    stage
}

#[wasm_bindgen_test]
async fn two_admins_meet_and_nothing_is_lost() {
    let server = server();
    let stage = meet(&server).await;
    let told = stage.find(".rules-conflict").inner_text();
    for text in ["Someone else changed these rules", "Settings: “Names”", "Dataplants: “Deploy demo”"]
    {
        assert!(told.contains(text), "{text} in {told}");
    }
    assert_eq!(names(&stage, "dataplants").len(), 3, "what was edited stands");
    server.says(&rules("PUT"), 200, &list(&[]));
    stage.press_button("Keep mine").await;
    assert_eq!(sent(&server), ["Read all", "No secrets", "Deploy demo"]);
    assert!(stage.all(".rules-bar").is_empty());
    assert!(stage.toasts().contains("Rules saved for Bob Stone."));
}

#[wasm_bindgen_test]
async fn theirs_can_be_taken_instead() {
    let stage = meet(&server()).await;
    stage.press_button("Use theirs").await;
    assert_eq!(names(&stage, "settings"), ["Names"]);
    assert_eq!(names(&stage, "billing"), ["Bills"]);
    assert!(stage.all(".rules-bar").is_empty());
}

#[wasm_bindgen_test]
async fn a_refusal_keeps_the_list_and_says_why() {
    let server = server();
    server.loses(&rules("PUT"));
    let stage = visit(&server, &path()).await;
    stage.choose("Actions for Bills", "Delete").await;
    stage.press_button("Save").await;
    assert!(stage.find(".rules-bar .form-error").inner_text().contains("Can’t reach HQ"));
    assert!(names(&stage, "billing").is_empty());
}

#[wasm_bindgen_test]
async fn of_many_rules_only_one_moves() {
    let server = acme();
    let many: Vec<Value> = (0..200)
        .map(|number| {
            let tag = format!("tag:t{}", number % 40);
            rule("dataplants", &format!("Rule {number}"), "allow", "read", &tag)
        })
        .collect();
    server.says(&rules("GET"), 200, &list(&many));
    let stage = visit(&server, &path()).await;
    let rows = stage.all("tr[data-rule]");
    stage.press_button("Actions for Rule 150").await;
    stage.called("[role=menuitem]", "Move up").click();
    settle().await;
    assert!(rows.iter().all(|row| row.is_connected()), "the rows stay");
    assert!(said(&stage).contains("position 150 of 200"));
}
