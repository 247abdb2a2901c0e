//! Another role for several members at once, and removing several.

use crate::{
    acme::{ADA, acme, at, id, member, page, visit},
    server::{Server, organization},
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn one(method: &str, number: u32) -> String {
    at(method, &format!("/members/{}", id(number)))
}

/// Acme with Carl and Dora beside Ada and Bob.
fn four() -> Server {
    let server = acme();
    let people = [
        member(ADA, "Ada Lovelace", "admin"),
        member(&id(2), "Bob Stone", "user"),
        member(&id(3), "Carl Gauss", "user"),
        member(&id(4), "Dora Maar", "admin"),
    ];
    server.says(&at("GET", "/members"), 200, &page(&people));
    for (number, person) in [(3, &people[2]), (4, &people[3])] {
        server.says(&one("GET", number), 200, person);
    }
    server
}

async fn choosing(server: &Server, button: &str) -> Stage {
    let stage = visit(server, "/members").await;
    stage.called("thead input[type=checkbox]", "Select all shown").click();
    settle().await;
    stage.press_button(button).await;
    stage
}

fn results(stage: &Stage) -> Vec<String> {
    let text = |selector: &str| stage.all(&format!("dialog[open] .given-line {selector}"));
    let lines = text(".person-name").into_iter().zip(text(".status-text"));
    lines.map(|(who, what)| format!("{} {}", who.inner_text(), what.inner_text())).collect()
}

#[wasm_bindgen_test]
async fn a_role_is_given_to_each_and_each_result_told() {
    let server = four();
    server.says(&one("PATCH", 2), 200, &member(&id(2), "Bob Stone", "admin"));
    server.refuses(&one("PATCH", 3), ProblemCode::Stale);
    let stage = choosing(&server, "Change role…").await;
    let names = stage.find("dialog[open] .bulk-names").inner_text();
    assert!(names.contains("Bob Stone") && names.contains("Dora Maar"));
    stage.find("dialog[open] input[value=admin]").click();
    settle().await;
    stage.press_button("Change role of 4 members").await;
    for _ in 0..8 {
        settle().await;
    }
    assert_eq!(
        server.got(&one("PATCH", 2))[0].header("if-match"),
        Some("\"1\""),
        "the version that was read"
    );
    assert_eq!(server.got(&one("PATCH", 2))[0].body.as_deref(), Some(r#"{"role":"admin"}"#));
    assert!(server.got(&one("PATCH", 4)).is_empty(), "Dora is one already");
    assert!(server.got(&at("PATCH", &format!("/members/{ADA}"))).is_empty());
    let told = results(&stage);
    assert_eq!(told[0], "Ada Lovelace Skipped: that’s you");
    assert_eq!(told[1], "Bob Stone Role changed");
    assert!(told[2].starts_with("Carl Gauss") && !told[2].contains("Role changed"), "{told:?}");
    assert_eq!(told[3], "Dora Maar No change needed");
    assert_eq!(stage.find("dialog[open] .given-summary").inner_text(), "1 member’s role changed.");
    assert_eq!(focused(), stage.find("dialog[open] .given"));
    assert_eq!(server.got(&at("GET", "/members")).len(), 2, "the list is read again");
    stage.press_button("Done").await;
    settle().await;
    assert!(stage.find(".picked").inner_text().contains("2 selected"), "oneself, and who can be tried again");
    assert_eq!(focused(), stage.find("#members-total"));
    stage.press_button("Change role…").await;
    assert!(stage.has("dialog[open] button", "Change role of 2 members"), "it begins anew");
}

#[wasm_bindgen_test]
async fn several_are_removed_with_what_becomes_of_their_invitations() {
    let server = four();
    server.says(&one("DELETE", 2), 204, &Value::Null);
    server.refuses(&one("GET", 3), ProblemCode::NotFound);
    server.refuses(&one("DELETE", 4), ProblemCode::LastAdmin);
    let stage = choosing(&server, "Remove…").await;
    assert!(stage.dialog().inner_text().contains("They lose access immediately"));
    let button = stage.called("dialog[open] button", "Remove 4 members");
    assert_eq!(attribute(&button, "data-kind"), "danger");
    stage.find("dialog[open] input[value=revoke]").click();
    settle().await;
    button.click();
    for _ in 0..8 {
        settle().await;
    }
    assert!(server.got(&one("DELETE", 2))[0].url.ends_with("?invitations=revoke"));
    let told = results(&stage);
    assert_eq!(told[1], "Bob Stone Removed");
    assert_eq!(told[2], "Carl Gauss No longer a member");
    assert!(told[3].contains("Make someone else admin first."), "{told:?}");
    assert_eq!(stage.find("dialog[open] .given-summary").inner_text(), "1 member removed.");
}

#[wasm_bindgen_test]
async fn a_run_can_be_stopped_and_ends_where_the_server_is_away() {
    let server = four();
    server.holds(&one("GET", 2));
    let stage = choosing(&server, "Remove…").await;
    stage.press_button("Remove 4 members").await;
    assert_eq!(stage.find("dialog[open] .given-summary").inner_text(), "1 of 3…", "oneself is left out");
    stage.press_button("Stop").await;
    server.says(&one("DELETE", 2), 204, &Value::Null);
    let mut bob = member(&id(2), "Bob Stone", "user");
    bob["version"] = Value::Null;
    server.answers_waiting(&bob).await;
    settle().await;
    settle().await;
    assert!(server.got(&one("GET", 3)).is_empty(), "nobody else");
    drop(stage);
    let server = four();
    server.loses(&one("GET", 2));
    let stage = choosing(&server, "Remove…").await;
    stage.press_button("Remove 4 members").await;
    settle().await;
    settle().await;
    assert!(server.got(&one("GET", 3)).is_empty());
    assert_eq!(stage.find("dialog[open] .given-summary").inner_text(), "Nothing changed.");
    stage.press_button("Done").await;
    settle().await;
    assert!(stage.find(".picked").inner_text().contains("4 selected"), "all can be tried again");
}

#[wasm_bindgen_test]
async fn who_may_not_invite_is_not_asked_about_invitations() {
    let server = four();
    let mut own = organization("Acme");
    own["permissions"] = json!([
        "read_organization",
        "read_members",
        "manage_members",
        "remove_members",
        "read_member_details"
    ]);
    server.says("GET /api/v1/organizations/acme", 200, &own);
    server.says(&one("DELETE", 2), 204, &Value::Null);
    let stage = choosing(&server, "Remove…").await;
    assert!(stage.all("dialog[open] input").is_empty());
    stage.press_button("Remove 4 members").await;
    for _ in 0..4 {
        settle().await;
    }
    assert!(!server.got(&one("DELETE", 2))[0].url.contains('?'), "they stay as they are");
}
