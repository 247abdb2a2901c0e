//! Removing a member, leaving, and stepping down.

use crate::{
    acme::{acme, at, id, page, pause, visit},
    server::{Server, organization},
    stage::{Stage, focused, settle, wait},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const STEP_DOWN: &str = "Make someone else admin and step down…";

fn bob(method: &str, rest: &str) -> String {
    at(method, &format!("/members/{}{rest}", id(2)))
}

async fn removing(server: &Server) -> Stage {
    let stage = visit(server, "/members").await;
    stage.choose("Actions for Bob Stone", "Remove from organization").await;
    stage
}

fn holds(server: &Server, invitations: u32, only_admin: bool) {
    let holdings = json!({"invitations": invitations, "only_admin": only_admin});
    server.says(&bob("GET", "/holdings"), 200, &holdings);
}

#[wasm_bindgen_test]
async fn who_removes_says_where_the_invitations_go() {
    let server = acme();
    holds(&server, 3, false);
    server.says(&bob("DELETE", ""), 204, &Value::Null);
    let stage = removing(&server).await;
    assert!(stage.dialog().inner_text().contains("They leave 3 pending invitations."));
    stage.press_button("Remove Bob Stone").await;
    assert!(server.got(&bob("DELETE", ""))[0].url.ends_with("?invitations=take_over"));
    drop(stage);
    let stage = removing(&server).await;
    stage.find("dialog[open] input[value=revoke]").click();
    stage.press_button("Remove Bob Stone").await;
    assert!(server.got(&bob("DELETE", ""))[1].url.ends_with("?invitations=revoke"));
}

#[wasm_bindgen_test]
async fn who_may_not_invite_leaves_the_invitations_to_those_who_may() {
    let server = acme();
    let mut own = organization("Acme");
    own["role"] = json!("user");
    own["permissions"] = json!(["read_organization", "read_members", "remove_members"]);
    server.says("GET /api/v1/organizations/acme", 200, &own);
    holds(&server, 3, false);
    server.says(&bob("DELETE", ""), 204, &Value::Null);
    let stage = removing(&server).await;
    assert!(stage.dialog().inner_text().contains("can’t be accepted until someone sends them again"));
    assert!(stage.all("dialog[open] input").is_empty());
    stage.press_button("Remove Bob Stone").await;
    assert!(!server.got(&bob("DELETE", ""))[0].url.contains('?'), "nobody takes them over");
}

#[wasm_bindgen_test]
async fn the_only_admin_is_not_offered_to_be_removed() {
    let server = acme();
    holds(&server, 1, true);
    let stage = removing(&server).await;
    assert!(stage.dialog().inner_text().contains("Make someone else admin first."));
    assert!(!stage.has("dialog[open] button", "Remove Bob Stone"));
    assert!(stage.all("dialog[open] input").is_empty());
}

#[wasm_bindgen_test]
async fn nobody_is_removed_before_it_is_known_what_they_leave() {
    let server = acme();
    server.refuses(&bob("GET", "/holdings"), ProblemCode::Unavailable);
    let stage = removing(&server).await;
    assert!(stage.dialog().inner_text().contains("temporarily unavailable"));
    holds(&server, 1, false);
    stage.press_button("Remove Bob Stone").await;
    assert!(server.got(&bob("DELETE", "")).is_empty());
    assert!(stage.dialog().inner_text().contains("They leave 1 pending invitation."));
}

fn transfer() -> String {
    at("POST", "/transfer")
}

/// What the server says once Ada has stepped down.
fn stepped_down(server: &Server) {
    server.says(&transfer(), 204, &Value::Null);
    let mut acme = organization("Acme");
    acme["role"] = json!("user");
    acme["permissions"] = json!(["read_organization", "read_members"]);
    server.says("GET /api/v1/organizations/acme", 200, &acme);
}

async fn choose_bob(stage: &Stage) {
    stage.find(&format!("dialog[open] input[value='{}']", id(2))).click();
    settle().await;
}

#[wasm_bindgen_test]
async fn an_admin_makes_another_one_and_steps_down() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    stage.choose("Actions for Ada Lovelace", STEP_DOWN).await;
    assert_eq!(stage.all("dialog[open] input[type=radio]").len(), 1, "not oneself");
    stage.press_button("Make admin and step down").await;
    assert!(stage.dialog().inner_text().contains("Choose the new admin."));
    assert_eq!(focused(), stage.find("dialog[open] input[name=find]"));
    stage.type_into("dialog[open] input[name=find]", "bo").await;
    pause().await;
    assert!(server.got(&at("GET", "/members")).last().unwrap().url.ends_with("?q=bo"));
    choose_bob(&stage).await;
    server.says(&at("GET", "/members"), 200, &page(&[]));
    stage.type_into("dialog[open] input[name=find]", "zed").await;
    pause().await;
    assert_eq!(stage.all("dialog[open] input[type=radio]:checked").len(), 1, "who is chosen stays");
    server.refuses(&transfer(), ProblemCode::Internal);
    stage.press_button("Make Bob Stone admin and step down").await;
    assert!(stage.dialog().inner_text().contains("Something went wrong"));
    stepped_down(&server);
    stage.press_button("Make Bob Stone admin and step down").await;
    let body = server.got(&transfer())[1].body.clone().unwrap();
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), json!({"user": id(2)}));
    assert!(stage.toasts().contains("Bob Stone is now an admin, and you’re a user."));
    assert_eq!(server.got("GET /api/v1/organizations/acme").len(), 2, "the organization is read anew");
    assert!(!stage.has("button", "Invite people"), "that is for admins");
}

#[wasm_bindgen_test]
async fn users_cannot_step_down_and_others_are_not_stepped_down() {
    let stage = visit(&acme(), "/members").await;
    stage.press_button("Actions for Bob Stone").await;
    assert!(!stage.has("[role=menuitem]", STEP_DOWN));
}

#[wasm_bindgen_test]
async fn the_last_admin_who_leaves_is_led_to_making_another() {
    let server = acme();
    let leave = at("POST", "/leave");
    server.refuses(&leave, ProblemCode::LastAdmin);
    let stage = visit(&server, "/members").await;
    stage.choose("Actions for Ada Lovelace", "Leave organization").await;
    stage.press_button("Leave Acme").await;
    assert!(!stage.has("dialog[open] button", "Leave Acme"), "it would be refused again");
    stage.press_button("Make someone else admin…").await;
    wait(60).await;
    assert!(stage.dialog().inner_text().contains("Then you can leave."));
    stepped_down(&server);
    choose_bob(&stage).await;
    stage.press_button("Make Bob Stone admin and step down").await;
    server.says(&leave, 204, &Value::Null);
    stage.press_button("Leave Acme").await;
    settle().await;
    assert!(stage.toasts().contains("You left Acme."));
    assert_eq!(server.got(&leave).len(), 2);
}
