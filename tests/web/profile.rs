//! The signed-in person's own pages.

use crate::{
    server::{Server, me, open, signed_in},
    stage::{Stage, settle},
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const ME: &str = "GET /api/v1/me";
const CHANGE: &str = "PATCH /api/v1/me";
const PASSWORD: &str = "PUT /api/v1/me/password";
const SESSIONS: &str = "GET /api/v1/me/sessions";

fn ada() -> Server {
    let server = signed_in(&["Acme"]);
    server.says(ME, 200, &me("Ada Lovelace"));
    server.says("GET /api/v1/me/mfa", 200, &json!({"enabled_at": null, "recovery_codes": 0}));
    server.says(SESSIONS, 200, &json!({"items": [other(), this()], "next_page": null, "total": 2}));
    server
}

fn this() -> Value {
    let mut session = other();
    session["id"] = json!("01890a5d-ac96-774b-bcce-b302099a8001");
    session["current"] = json!(true);
    session
}

fn other() -> Value {
    json!({
        "id": "01890a5d-ac96-774b-bcce-b302099a8009", "current": false, "created_at": "2026-01-01T00:00:00Z",
        "last_seen_at": "2026-01-02T00:00:00Z", "address": "192.0.2.7",
        "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    })
}

async fn submit(stage: &Stage, field: &str) {
    let form = stage.find(field).closest("form").unwrap().unwrap();
    let button = form.query_selector("button[type=submit]").unwrap().unwrap();
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(button).click();
    settle().await;
}

#[wasm_bindgen_test]
async fn a_new_name_is_in_the_menu_at_once() {
    let server = ada();
    let stage = open(&server, "/account").await;
    server.says(CHANGE, 200, &me("Ada King"));
    stage.type_into("input[name=name]", "Ada King").await;
    submit(&stage, "input[name=name]").await;
    assert_eq!(server.got(CHANGE)[0].header("if-match"), Some("\"1\""));
    assert_eq!(stage.all("button[aria-label='Menu of Ada King']").len(), 1);
}

#[wasm_bindgen_test]
async fn somebody_elses_change_is_told_and_nothing_typed_is_lost() {
    let server = ada();
    let stage = open(&server, "/account").await;
    server.refuses(CHANGE, ProblemCode::Stale);
    stage.type_into("input[name=name]", "Ada King").await;
    submit(&stage, "input[name=name]").await;
    assert!(stage.find("main .form-error").inner_text().contains("changed this in the meantime"));
    let input: web_sys::HtmlInputElement =
        wasm_bindgen::JsCast::unchecked_into(stage.find("input[name=name]"));
    assert_eq!(input.value(), "Ada King");
    assert_eq!(server.got(ME).len(), 2, "the next try is at the present version");
}

#[wasm_bindgen_test]
async fn a_wrong_password_is_told_at_its_field() {
    let server = ada();
    let refused =
        Problem::invalid([FieldError { pointer: "/current".into(), code: FieldCode::WrongPassword }]);
    server.says(PASSWORD, 422, &serde_json::to_value(refused).unwrap());
    let stage = open(&server, "/account/security").await;
    stage.type_into("input[name=current-password]", "wrong").await;
    stage.type_into("input[name=new-password]", "correct horse battery").await;
    submit(&stage, "input[name=new-password]").await;
    assert_eq!(crate::stage::focused(), stage.find("input[name=current-password]"));
    server.says(PASSWORD, 204, &Value::Null);
    stage.type_into("input[name=current-password]", "right").await;
    submit(&stage, "input[name=new-password]").await;
    assert!(stage.find("[role=status].toasts").inner_text().contains("Password changed"));
}

#[wasm_bindgen_test]
async fn other_sessions_can_be_ended() {
    let server = ada();
    server.says("DELETE /api/v1/me/sessions/01890a5d-ac96-774b-bcce-b302099a8009", 204, &Value::Null);
    let stage = open(&server, "/account/security").await;
    let rows = stage.all(".session");
    assert!(rows[0].inner_text().contains("This browser"), "this one first");
    assert!(rows[1].inner_text().contains("Firefox on Linux"));
    server.says(SESSIONS, 200, &json!({"items": [this()], "next_page": null, "total": 1}));
    stage.press(".session button").await;
    settle().await;
    assert_eq!(stage.all(".session").len(), 1);
}

#[wasm_bindgen_test]
async fn every_other_session_is_ended_at_once() {
    const ALL: &str = "DELETE /api/v1/me/sessions";
    let server = ada();
    let stage = open(&server, "/account/security").await;
    server.refuses(ALL, ProblemCode::TooManyRequests);
    stage.press_button("Sign out everywhere else").await;
    assert!(stage.all("main .form-error").iter().any(|error| !error.inner_text().is_empty()));
    assert_eq!(stage.all(".session").len(), 2, "nothing has ended");
    server.says(ALL, 204, &Value::Null);
    server.says(SESSIONS, 200, &json!({"items": [this()], "next_page": null, "total": 1}));
    stage.press_button("Sign out everywhere else").await;
    assert!(stage.find("[role=status].toasts").inner_text().contains("Signed out everywhere else."));
    assert_eq!(stage.all(".session").len(), 1);
    assert!(!stage.has("button", "Sign out everywhere else"), "there is nowhere else");
    assert_eq!(crate::stage::focused(), stage.find(".sessions"), "the button that had the focus has gone");
}

#[wasm_bindgen_test]
async fn deleting_the_account_stands_apart() {
    let stage = open(&ada(), "/account/security").await;
    let cards = stage.all(".settings > .card");
    let dangerous: Vec<bool> = cards.iter().map(|card| card.has_attribute("data-danger")).collect();
    assert_eq!(dangerous.iter().filter(|danger| **danger).count(), 1);
    assert_eq!(dangerous.last(), Some(&true), "it is the last");
}
