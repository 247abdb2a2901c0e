//! A new password for somebody who forgot theirs.

use crate::{
    server::{address, open, signed_out},
    stage::settle,
};
use hq_contract::ProblemCode;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const REQUEST: &str = "POST /api/v1/password-resets";
const CONFIRM: &str = "POST /api/v1/password-resets/confirm";

#[wasm_bindgen_test]
async fn asking_says_the_same_to_everybody() {
    let server = signed_out();
    server.says(REQUEST, 202, &Value::Null);
    let stage = open(&server, "/reset-password").await;
    stage.type_into("input[name=email]", "nobody@example.org").await;
    stage.press("form button[type=submit]").await;
    assert_eq!(stage.find("h1").inner_text(), "Check your email");
    assert!(stage.text().contains("If nobody@example.org has an account"));
}

#[wasm_bindgen_test]
async fn a_new_password_leads_to_signing_in() {
    let server = signed_out();
    server.says(CONFIRM, 204, &Value::Null);
    let stage = open(&server, "/reset-password/abc").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("form button[type=submit]").await;
    settle().await;
    assert_eq!(address(), "/sign-in", "the token is gone from the address bar");
    assert!(stage.find("[role=status].toasts").inner_text().contains("Password changed"));
}

#[wasm_bindgen_test]
async fn a_dead_link_leads_to_another() {
    let server = signed_out();
    server.refuses(CONFIRM, ProblemCode::LinkExpired);
    let stage = open(&server, "/reset-password/abc").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("form button[type=submit]").await;
    assert_eq!(stage.find("h1").inner_text(), "This link has expired");
    assert_eq!(stage.find("main a").get_attribute("href").unwrap(), "/reset-password");
}
