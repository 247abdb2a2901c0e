//! The page behind "It wasn't me".

use crate::{
    server::{Server, address, open, signed_in, signed_out},
    stage::{Stage, attribute, settle, unisolated},
};
use hq_contract::{ProblemCode, account_alerts::AlertKind};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const READ: &str = "GET /api/v1/account-alerts/t0ken";
const SECURE: &str = "POST /api/v1/account-alerts/t0ken/secure";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

fn alert(kind: &str, mfa: &str) -> Value {
    json!({
        "kind": kind, "happened_at": "2026-01-01T00:00:00Z", "user_agent": FIREFOX, "address": "192.0.2.7",
        "expires_at": "2026-01-08T00:00:00Z", "mfa": mfa, "email": null,
    })
}

async fn visit(server: &Server, kind: &str, mfa: &str) -> Stage {
    server.says(READ, 200, &alert(kind, mfa));
    open(server, "/secure-account/t0ken").await
}

fn title(stage: &Stage) -> String {
    stage.find("h1").inner_text()
}

#[wasm_bindgen_test]
async fn it_says_what_happened_and_reading_it_does_nothing() {
    let server = signed_out();
    for kind in AlertKind::ALL {
        let stage = visit(&server, kind.as_str(), "unchanged").await;
        assert_eq!(title(&stage), "Secure your account");
        let text = stage.text();
        assert!(text.contains("Firefox on Linux") && text.contains("192.0.2.7"), "{text}");
        assert!(text.contains("Was it you? Close this page"), "{text}");
        assert_eq!(text.contains("stays as it is"), kind.is_of_mfa(), "{text}");
    }
    for (mfa, said) in [
        ("on", "turned on again, with your former app"),
        ("off", "Two-step sign-in is turned off again"),
        ("former_codes", "Your former app and recovery codes work again"),
    ] {
        let stage = visit(&server, "mfa_disabled", mfa).await;
        assert!(stage.text().contains(said), "{}", stage.text());
    }
    assert!(server.got(SECURE).is_empty());
}

#[wasm_bindgen_test]
async fn it_says_which_email_the_account_gets_back() {
    let server = signed_out();
    for (kind, email, said) in [
        ("email_changed", json!("ada@example.org"), "You sign in with ada@example.org again."),
        ("signed_in", json!("ada@example.org"), "You sign in with ada@example.org again."),
        ("email_changed", Value::Null, "Another account now has your previous email"),
    ] {
        let mut told = alert(kind, "unchanged");
        told["email"] = email;
        server.says(READ, 200, &told);
        let stage = open(&server, "/secure-account/t0ken").await;
        assert!(unisolated(&stage.text()).contains(said), "{}", stage.text());
    }
    let stage = visit(&server, "email_change_asked", "unchanged").await;
    assert!(!stage.text().contains("again.") && !stage.text().contains("former email"));
}

#[wasm_bindgen_test]
async fn a_new_password_secures_the_account_and_leads_to_signing_in() {
    let server = signed_out();
    let stage = visit(&server, "password_changed", "unchanged").await;
    assert_eq!(attribute(&stage.find("input[name=password]"), "autocomplete"), "new-password");
    stage.type_into("input[name=password]", "short").await;
    stage.press_named("Secure account").await;
    assert!(server.got(SECURE).is_empty(), "the rules of the reset page");
    server.loses(SECURE);
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press_named("Secure account").await;
    assert!(stage.find("main [role=alert]").inner_text().contains("Can’t reach HQ"));
    server.says(SECURE, 204, &Value::Null);
    stage.press_named("Secure account").await;
    settle().await;
    let sent = server.got(SECURE);
    assert_eq!(sent.last().unwrap().body.as_deref(), Some(r#"{"password":"correct horse battery"}"#));
    assert_eq!(address(), "/sign-in", "the token is gone from the address bar");
    assert!(stage.find("[role=status].toasts").inner_text().contains("Your account is secured"));
}

#[wasm_bindgen_test]
async fn who_was_signed_in_here_signs_in_again() {
    let server = signed_in(&["Acme"]);
    let stage = visit(&server, "mfa_enabled", "off").await;
    server.says(SECURE, 204, &Value::Null);
    server.says("GET /api/v1/session", 200, &Value::Null);
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press_named("Secure account").await;
    settle().await;
    settle().await;
    assert!(address().starts_with("/sign-in"), "{}", address());
}

#[wasm_bindgen_test]
async fn a_link_that_does_nothing_any_more_has_one_way_out() {
    let server = signed_out();
    for (code, said) in [
        (ProblemCode::LinkUnknown, "Unknown link"),
        (ProblemCode::LinkExpired, "This link has expired"),
        (ProblemCode::LinkUsed, "This link has already been used"),
    ] {
        server.refuses(READ, code);
        let stage = open(&server, "/secure-account/t0ken").await;
        assert_eq!(title(&stage), said);
        assert!(stage.all("input").is_empty());
        assert_eq!(attribute(&stage.find("main a"), "href"), "/reset-password");
    }
    // Somebody was quicker: another page, and no error.
    let stage = visit(&server, "password_changed", "unchanged").await;
    server.refuses(SECURE, ProblemCode::LinkUsed);
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press_named("Secure account").await;
    assert_eq!(title(&stage), "This link has already been used");
}

#[wasm_bindgen_test]
async fn what_does_not_come_can_be_asked_for_again() {
    let server = signed_out();
    server.loses(READ);
    let stage = open(&server, "/secure-account/t0ken").await;
    server.says(READ, 200, &alert("signed_in", "unchanged"));
    stage.press_named("Try again").await;
    assert!(stage.text().contains("Someone signed in to your account"));
}
