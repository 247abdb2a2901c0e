//! Who does not know the inviter: declining and reporting without an account.

use super::{READ, linked, title, visit};
use crate::server::{Server, address, open, signed_in, signed_out};
use crate::stage::{Stage, focused};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const DECLINE: &str = "POST /api/v1/invitations/t0ken/decline";
const REPORT: &str = "POST /api/v1/invitations/t0ken/report";
const SIGN_OUT: &str = "DELETE /api/v1/session";

async fn question(server: &Server, different: &Value) -> Stage {
    server.says(READ, 200, &linked(different));
    open(server, "/join/t0ken/report").await
}

#[wasm_bindgen_test]
async fn the_page_of_the_link_leads_there_and_reading_it_does_nothing() {
    let server = signed_out();
    let stage = visit(&server, &json!({})).await;
    stage.press_named("Decline or report").await;
    assert_eq!(address(), "/join/t0ken/report");
    assert_eq!(title(&stage), "Decline or report this invitation");
    assert!(stage.text().contains("Grace Hopper invited ada@example.org to join Acme"));
    assert!(server.got(DECLINE).is_empty() && server.got(REPORT).is_empty());
    drop(stage);
    // Who holds a link that was passed on needs their account for it.
    let stage = visit(&server, &json!({"mailed": false})).await;
    assert!(!stage.text().contains("Decline or report"));
}

#[wasm_bindgen_test]
async fn nobody_signs_in_to_decline() {
    let server = signed_out();
    server.says(DECLINE, 204, &Value::Null);
    let stage = question(&server, &json!({})).await;
    stage.press_named("Decline").await;
    assert_eq!(server.got(DECLINE).len(), 1);
    assert_eq!(title(&stage), "You declined this invitation");
    assert_eq!(focused(), stage.find("h1"), "the new page is read out");
}

#[wasm_bindgen_test]
async fn nobody_signs_in_to_report() {
    // Whoever is signed in on that machine makes no difference.
    for server in [signed_out(), signed_in(&["Bolt"])] {
        let stage = question(&server, &json!({})).await;
        server.loses(REPORT);
        stage.press_named("Report").await;
        assert!(stage.find("main [role=alert]").inner_text().contains("Can’t reach HQ"));
        server.says(REPORT, 204, &Value::Null);
        server.says(READ, 200, &linked(&json!({"state": "reported"})));
        stage.press_named("Report").await;
        assert_eq!(title(&stage), "You reported this invitation");
        assert!(stage.text().contains("Acme can no longer invite ada@example.org"));
        assert!(!stage.text().contains("Ask for another invitation"));
        assert!(server.got(SIGN_OUT).is_empty());
    }
}

#[wasm_bindgen_test]
async fn an_older_mail_can_still_be_reported_but_not_declined() {
    let server = signed_out();
    for state in ["replaced", "expired", "revoked", "declined"] {
        let stage = question(&server, &json!({"state": state})).await;
        assert_eq!(title(&stage), "Decline or report this invitation", "{state}");
        let buttons: Vec<String> = stage.all("main button").iter().map(|one| one.inner_text()).collect();
        assert_eq!(buttons, ["Report"], "{state}");
    }
}

#[wasm_bindgen_test]
async fn what_is_over_has_its_own_page() {
    let server = signed_out();
    let stage = question(&server, &json!({"state": "accepted"})).await;
    assert_eq!(title(&stage), "This invitation was already accepted");
    drop(stage);
    let stage = question(&server, &json!({"state": "reported"})).await;
    assert_eq!(title(&stage), "You reported this invitation");
    drop(stage);
    server.refuses(READ, ProblemCode::LinkUnknown);
    let stage = open(&server, "/join/t0ken/report").await;
    assert_eq!(title(&stage), "Unknown link");
}

#[wasm_bindgen_test]
async fn what_happens_meanwhile_is_a_page_and_no_error() {
    let server = signed_out();
    let stage = question(&server, &json!({})).await;
    server.refuses(REPORT, ProblemCode::LinkUsed);
    stage.press_named("Report").await;
    assert_eq!(title(&stage), "This invitation was already accepted");
}
