//! A member's page: what can be done there, and what they may do at a glance.

use crate::{
    acme::{ADA, acme, acme_of_a_user_who_may, at, id, member, name, visit},
    server::{Server, address},
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::Permission;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn path() -> String {
    format!("/members/{}", id(2))
}

fn rule(category: &str, name: &str, effect: &str, action: &str, resource: &str) -> Value {
    json!({"category": category, "name": name, "effect": effect, "action": action, "resource": resource})
}

fn with_rules(server: &Server, of: &str) {
    let rules = [
        rule("dataplants", "Read all", "allow", "read", "all"),
        rule("billing", "Bills", "allow", "all", "all"),
        rule("dataplants", "No secrets", "deny", "read", "tag:secret"),
        rule("dataplants", "Deploy demo", "allow", "deploy", "tag:demo"),
    ];
    let body = json!({"rules": rules, "former": null});
    server.says(&at("GET", &format!("/members/{of}/rules")), 200, &body);
}

fn server() -> Server {
    let server = acme();
    with_rules(&server, &id(2));
    server
}

#[wasm_bindgen_test]
async fn a_role_is_changed_on_the_page() {
    let server = server();
    let stage = visit(&server, &path()).await;
    server.says(&at("PATCH", &path()), 200, &member(&id(2), "Bob Stone", "admin"));
    stage.called("button", "Change role…").focus().unwrap();
    stage.press_button("Change role…").await;
    stage.find("dialog[open] input[value=admin]").click();
    settle().await;
    server.says(&at("GET", &path()), 200, &member(&id(2), "Bob Stone", "admin"));
    stage.called("dialog[open] button", "Save").click();
    settle().await;
    settle().await;
    assert!(stage.toasts().contains("Bob Stone is now an admin."));
    assert!(stage.find(".member-facts").inner_text().contains("Admin"));
    assert_eq!(focused(), stage.called("button", "Change role…"));
}

#[wasm_bindgen_test]
async fn who_is_removed_there_leads_back_to_the_others() {
    let server = server();
    let stage = visit(&server, &path()).await;
    server.says(&at("DELETE", &path()), 204, &Value::Null);
    stage.press_button("Remove…").await;
    stage.called("dialog[open] button", "Remove Bob Stone").click();
    settle().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members");
    assert!(stage.toasts().contains("Bob Stone was removed."));
    assert_eq!(stage.find("h1").inner_text(), "Members");
}

#[wasm_bindgen_test]
async fn what_one_may_not_do_is_not_offered() {
    let server = acme_of_a_user_who_may(&[Permission::ReadMemberDetails, Permission::RemoveMembers]);
    for (user, role, removes) in [(id(2), "admin", false), (id(3), "user", true)] {
        server.says(&at("GET", &format!("/members/{user}")), 200, &member(&user, "Bob Stone", role));
        with_rules(&server, &user);
        let stage = visit(&server, &format!("/members/{user}")).await;
        assert!(stage.has("button", "Copy address"));
        assert!(!stage.has("button", "Change role…"));
        assert_eq!(stage.has("button", "Remove…"), removes, "{role}");
    }
    let server = acme();
    with_rules(&server, ADA);
    let stage = visit(&server, &format!("/members/{ADA}")).await;
    assert!(stage.has("button", "Change role…") && !stage.has("button", "Remove…"), "one leaves");
}

fn verdict(stage: &Stage, field: &str) -> String {
    let fields = stage.all(".matrix-field");
    let found = fields.iter().find(|one| name(one).starts_with(field)).expect(field);
    attribute(found, "data-verdict")
}

#[wasm_bindgen_test]
async fn the_table_says_what_is_allowed_and_asks_why() {
    let stage = visit(&server(), &path()).await;
    assert_eq!(stage.all(".matrix tbody tr").len(), 6);
    assert_eq!(stage.all(".matrix-field").len(), 6 + 1 + 4 + 4 + 2 + 4, "every action of every category");
    for (field, wanted) in [
        ("Dataplants, Read", "partly"),
        ("Dataplants, Deploy", "partly"),
        ("Dataplants, Delete", "denied"),
        ("Billing, Read", "allowed"),
        ("Billing, Update", "allowed"),
        ("Members, Invite", "denied"),
        ("Storage config, Update", "denied"),
    ] {
        assert_eq!(verdict(&stage, field), wanted, "{field}");
    }
    let answer = || stage.find(".why-answer").inner_text();
    stage.press_button("Billing, Update: Allowed").await;
    assert!(answer().contains("Decided by “Bills”"), "{}", answer());
    assert_eq!(attribute(&stage.called("button", "Billing, Update: Allowed"), "aria-pressed"), "true");
    assert_eq!(stage.all(".matrix-field[aria-pressed=true]").len(), 1);
    stage.press_button("Go to rule").await;
    assert_eq!(focused(), stage.row("Bills"));
    stage.press_button("Dataplants, Delete: Denied").await;
    assert!(answer().contains("No rule allows it.") && !stage.has("button", "Go to rule"));
    stage.press_button("Members, Answer requests: Denied").await;
    assert!(answer().contains("can’t answer requests to join"), "{}", answer());
    stage.select("[name=why_category]", "billing").await;
    settle().await;
    assert!(answer().contains("read plan and bills"), "an action of that category: {}", answer());
}

#[wasm_bindgen_test]
async fn the_table_follows_what_is_edited_and_admins_may_do_everything() {
    let stage = visit(&server(), &path()).await;
    stage.choose("Actions for Bills", "Delete").await;
    assert_eq!(verdict(&stage, "Billing, Read"), "denied");
    stage.select("[name=why_list]", "saved").await;
    settle().await;
    assert_eq!(verdict(&stage, "Billing, Read"), "allowed", "as saved");
    drop(stage);
    let server = server();
    server.says(&at("GET", &path()), 200, &member(&id(2), "Bob Stone", "admin"));
    let stage = visit(&server, &path()).await;
    assert!(stage.all(".matrix-field").iter().all(|field| attribute(field, "data-verdict") == "allowed"));
}

#[wasm_bindgen_test]
async fn the_focus_stays_on_the_page_once_rules_are_saved() {
    let server = server();
    let stage = visit(&server, &path()).await;
    stage.choose("Actions for Bills", "Delete").await;
    let body = json!({"rules": [], "former": null});
    server.says(&at("PUT", &format!("{}/rules", path())), 200, &body);
    let save = stage.called(".rules-bar button", "Save");
    save.focus().unwrap();
    save.click();
    settle().await;
    settle().await;
    assert!(stage.all(".rules-bar").is_empty());
    assert_eq!(focused(), stage.find("#rules-title"));
}

#[wasm_bindgen_test]
async fn a_category_without_rules_is_one_line() {
    let stage = visit(&server(), &path()).await;
    let empty = stage.find("[data-category=members]");
    let head = stage.find("[data-category=members] .rules-part-head");
    assert_eq!(empty.child_element_count(), 1, "nothing under its heading");
    assert!(head.inner_text().contains("No rules: no access.") && head.inner_text().contains("Add new rule"));
}
