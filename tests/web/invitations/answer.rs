//! The invited person answers, or cannot yet.

use super::{ACCEPT, READ, SESSION, invitee, linked, title, visit};
use crate::server::{address, mine, open, session, signed_in, signed_out};
use crate::stage::focused;
use hq_contract::{IDEMPOTENCY_KEY, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const DECLINE: &str = "POST /api/v1/invitations/t0ken/decline";

#[wasm_bindgen_test]
async fn reading_a_link_answers_nothing() {
    let (server, stage) = invitee().await;
    assert_eq!(title(&stage), "Grace Hopper invited you to join Acme");
    let page = stage.text();
    for fact in ["See you on Monday.", "Grace Hopper", "ada@example.org", "User", "2027"] {
        assert!(page.contains(fact), "{fact} in {page}");
    }
    assert!(server.got(ACCEPT).is_empty() && server.got(DECLINE).is_empty());
}

#[wasm_bindgen_test]
async fn joining_leads_inside() {
    let (server, stage) = invitee().await;
    server.says(ACCEPT, 200, &mine("Acme"));
    server.says(SESSION, 200, &session(&["Acme"]));
    stage.press_named("Join Acme").await;
    assert_eq!(address(), "/organizations/acme", "the token is gone from the address bar");
    assert_eq!(title(&stage), "Acme");
    stage.press(".finder-button").await;
    assert!(stage.find("[role=option]").inner_text().contains("Acme"));
    assert!(stage.all(".finder .offer").is_empty(), "the invitation is answered");
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_asked_for_again() {
    let (server, stage) = invitee().await;
    server.loses(ACCEPT);
    stage.press_named("Join Acme").await;
    assert!(stage.find("main [role=alert]").inner_text().contains("Can’t reach HQ"));
    server.says(ACCEPT, 200, &mine("Acme"));
    stage.press_named("Join Acme").await;
    let sent = server.got(ACCEPT);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].header(IDEMPOTENCY_KEY), sent[1].header(IDEMPOTENCY_KEY));
    assert_eq!(address(), "/organizations/acme");
}

#[wasm_bindgen_test]
async fn declining_leaves_a_way_out() {
    let (server, stage) = invitee().await;
    server.says(DECLINE, 204, &Value::Null);
    server.says(SESSION, 200, &session(&[]));
    server.says(READ, 200, &linked(&json!({"viewer": "invitee", "state": "declined"})));
    stage.press_named("Decline").await;
    assert_eq!(title(&stage), "You declined this invitation");
    assert_eq!(focused(), stage.find("h1"), "the new page is read out");
    assert_eq!(stage.named("Go to HQ").get_attribute("href").unwrap(), "/");
    stage.press_named("Go to HQ").await;
    assert!(title(&stage).contains("Welcome"));
    assert!(!stage.text().contains("Acme"));
}

#[wasm_bindgen_test]
async fn full_seats_are_looked_at_again() {
    let server = signed_in(&[]);
    let stage = visit(&server, &json!({"viewer": "invitee", "obstacle": "seats_full"})).await;
    assert_eq!(title(&stage), "Acme has no free seats");
    assert!(stage.text().contains("Ask Grace Hopper"));
    stage.press_named("Try again").await;
    assert!(stage.find(".toasts").inner_text().contains("Nothing has changed"));
    server.says(READ, 200, &linked(&json!({"viewer": "invitee"})));
    stage.press_named("Try again").await;
    assert_eq!(title(&stage), "Grace Hopper invited you to join Acme");
    assert_eq!(focused(), stage.find("h1"));
}

#[wasm_bindgen_test]
async fn an_invitation_of_who_lost_the_right_needs_another() {
    let server = signed_in(&[]);
    let different = json!({"viewer": "invitee", "obstacle": "inviter_lost_right"});
    let stage = visit(&server, &different).await;
    assert_eq!(title(&stage), "An admin has to invite you");
    assert!(stage.text().contains("Grace Hopper can no longer give this role or these rules."));
    assert_eq!(stage.named("Go to HQ").get_attribute("href").unwrap(), "/");
    server.says("POST /api/v1/invitations/t0ken/renewal", 202, &Value::Null);
    stage.press_named("Ask for another invitation").await;
    assert!(stage.find("main [role=status]").inner_text().contains("An admin of Acme was notified"));
}

#[wasm_bindgen_test]
async fn a_link_that_does_not_load_is_read_again() {
    let server = signed_out();
    server.refuses(READ, ProblemCode::Unavailable);
    let stage = open(&server, "/join/t0ken").await;
    assert!(stage.find("main [role=alert]").inner_text().contains("temporarily unavailable"));
    server.says(READ, 200, &linked(&json!({})));
    stage.press_named("Try again").await;
    assert_eq!(title(&stage), "Sign in to join Acme");
}
