//! Codes as people have them: other digits, a clock that is off, a QR code that no longer works, a server that cannot keep a secret.

use crate::{
    mfa::{BEGIN, CONFIRM, SIGN_IN, ada, body, off, sign_in},
    server::{Server, open, signed_out},
    stage::Stage,
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// A refused code, and how far the clock is off.
fn clock_ahead(seconds: i64) -> Value {
    let wrong = Problem::invalid([FieldError { pointer: "/code".into(), code: FieldCode::WrongCode }]);
    serde_json::to_value(wrong.clock_ahead(Some(seconds))).unwrap()
}

/// Ada's page with the QR code.
async fn scanning(server: &Server) -> Stage {
    let stage = open(server, "/account/security").await;
    stage.press_named("Set up").await;
    stage.type_into("input[name=mfa-password]", "correct horse battery").await;
    stage.press_named("Continue").await;
    stage
}

#[wasm_bindgen_test]
async fn a_clock_that_is_off_is_named() {
    let server = ada(&off());
    let stage = scanning(&server).await;
    for (seconds, said) in
        [(-120, "about 2 minutes slow"), (60, "about 1 minute fast"), (-600, "about 10 minutes slow")]
    {
        server.says(CONFIRM, 422, &clock_ahead(seconds));
        stage.type_into("input[name=code]", "１２３ ４５６").await;
        stage.press_named("Turn on").await;
        assert_eq!(body(&server, CONFIRM), json!({"code": "123456"}));
        assert!(stage.find(".field-error:not(:empty)").inner_text().contains(said), "{}", stage.text());
        assert!(stage.all(".form-error").is_empty(), "said in one place");
        stage.type_into("input[name=code]", "1").await;
        assert!(!stage.text().contains(said), "another code is not that one");
    }
}

#[wasm_bindgen_test]
async fn signing_in_names_a_slow_clock() {
    let server = signed_out();
    let stage = open(&server, "/sign-in").await;
    server.refuses(SIGN_IN, ProblemCode::MfaRequired);
    sign_in(&stage).await;
    let wrong = Problem::new(ProblemCode::WrongCode).clock_ahead(Some(-180));
    server.says(SIGN_IN, 401, &serde_json::to_value(wrong).unwrap());
    stage.type_into("input[name=code]", "٠١٢٣٤٥").await;
    stage.press("form button[type=submit]").await;
    assert_eq!(body(&server, SIGN_IN)["code"], "012345");
    assert!(stage.text().contains("about 3 minutes slow"), "{}", stage.text());
    server.refuses(SIGN_IN, ProblemCode::WrongCode);
    stage.press("form button[type=submit]").await;
    assert!(stage.text().contains("wrong or already used"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_qr_code_that_no_longer_works_says_so() {
    let server = ada(&off());
    let stage = scanning(&server).await;
    for (code, said) in
        [(ProblemCode::MfaReplaced, "started again in another browser"), (ProblemCode::MfaOff, "has expired")]
    {
        server.refuses(CONFIRM, code);
        stage.type_into("input[name=code]", "123456").await;
        stage.press_named("Turn on").await;
        assert!(stage.find(".form-error").inner_text().contains(said), "{}", stage.text());
    }
}

#[wasm_bindgen_test]
async fn a_server_without_a_key_says_that_it_cannot_be_set_up() {
    let server = ada(&off());
    let stage = open(&server, "/account/security").await;
    stage.press_named("Set up").await;
    server.refuses(BEGIN, ProblemCode::NoSecretsKey);
    stage.type_into("input[name=mfa-password]", "correct horse battery").await;
    stage.press_named("Continue").await;
    assert!(stage.find(".form-error").inner_text().contains("HQ_SECRETS_KEY"));
}
