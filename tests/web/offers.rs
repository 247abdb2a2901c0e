//! Invitations that wait for the person's answer, on the start screen and in the drop-down.

use crate::{
    server::{address, mine, open, organization, session, session_with, signed_in},
    stage::{Stage, focused},
};
use hq_contract::ProblemCode;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const SESSION: &str = "GET /api/v1/session";

fn answer(name: &str, verb: &str) -> String {
    format!("POST /api/v1/me/invitations/{}/{verb}", organization(name)["id"].as_str().unwrap())
}

/// Ada without an organization, invited to Acme and Bolt.
async fn invited() -> (crate::server::Server, Stage) {
    let server = signed_in(&["Acme"]);
    server.says(SESSION, 200, &session_with(&[], &["Acme", "Bolt"], &[]));
    let stage = open(&server, "/").await;
    (server, stage)
}

#[wasm_bindgen_test]
async fn joining_leads_inside() {
    let (server, stage) = invited().await;
    server.says(&answer("Acme", "accept"), 200, &mine("Acme"));
    stage.press_named("Join Acme").await;
    assert_eq!(address(), "/organizations/acme");
    stage.press(".finder-button").await;
    assert!(stage.find("[role=option]").inner_text().contains("Acme"));
    assert!(stage.find(".finder .offer").inner_text().contains("Bolt"), "the other one still waits");
}

#[wasm_bindgen_test]
async fn declining_leaves_the_others() {
    let (server, stage) = invited().await;
    server.says(&answer("Acme", "decline"), 204, &Value::Null);
    stage.press_named("Decline Acme").await;
    assert!(stage.find("main .offer").inner_text().contains("Bolt"));
    assert!(stage.find(".toasts").inner_text().contains("declined the invitation to Acme"));
    assert_eq!(focused(), stage.find("h1"));
}

#[wasm_bindgen_test]
async fn what_can_be_tried_again_stays_with_its_invitation() {
    let (server, stage) = invited().await;
    server.refuses(&answer("Bolt", "accept"), ProblemCode::SeatsFull);
    stage.press_named("Join Bolt").await;
    let rows = stage.all("main .offer");
    assert!(rows[1].inner_text().contains("All seats"));
    assert!(!rows[0].inner_text().contains("All seats"));
    assert_eq!(server.got(SESSION).len(), 1);
}

#[wasm_bindgen_test]
async fn an_invitation_that_is_gone_goes() {
    let (server, stage) = invited().await;
    server.refuses(&answer("Bolt", "accept"), ProblemCode::InvitationRevoked);
    server.says(SESSION, 200, &session_with(&[], &["Acme"], &[]));
    stage.press_named("Join Bolt").await;
    assert!(stage.find(".toasts").inner_text().contains("revoked"));
    assert!(stage.find("main .offer").inner_text().contains("Acme"));
}

#[wasm_bindgen_test]
async fn an_invitation_is_answered_in_the_drop_down() {
    let server = signed_in(&["Acme", "Cargo"]);
    server.says(SESSION, 200, &session_with(&["Cargo"], &["Acme", "Bolt"], &[]));
    let stage = open(&server, "/organizations/cargo").await;
    stage.press(".finder-button").await;
    server.says(&answer("Bolt", "decline"), 204, &Value::Null);
    stage.press_named("Decline Bolt").await;
    assert_eq!(focused(), stage.find("[role=combobox]"));
    server.says(&answer("Acme", "accept"), 200, &mine("Acme"));
    stage.press_named("Join Acme").await;
    assert_eq!(address(), "/organizations/acme");
    assert!(stage.all(".finder").is_empty(), "the list has closed");
}

#[wasm_bindgen_test]
async fn the_last_of_a_page_asks_for_the_next() {
    let server = signed_in(&[]);
    let mut first = session_with(&[], &["Acme"], &[]);
    first["invitations"]["next_page"] = "more".into();
    server.says(SESSION, 200, &first);
    let stage = open(&server, "/").await;
    server.says(&answer("Acme", "decline"), 204, &Value::Null);
    server.says(SESSION, 200, &session_with(&[], &["Bolt"], &[]));
    stage.press_named("Decline Acme").await;
    assert!(stage.find("main .offer").inner_text().contains("Bolt"));
    server.says(SESSION, 200, &session(&[]));
}
