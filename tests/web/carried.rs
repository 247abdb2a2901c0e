//! An address that was typed goes along between signing in, signing up and a forgotten password.

use crate::{
    server::{address, open, signed_out},
    stage::{Stage, settle},
};
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const EMAIL: &str = "input[name=email]";
const ADDRESS: &str = "ada@example.org";

fn value(stage: &Stage) -> String {
    stage.find(EMAIL).unchecked_into::<HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn the_address_goes_along_by_every_link() {
    let ways = [
        ("/sign-in", "Forgot your password?", "/reset-password"),
        ("/sign-in", "Create an account", "/sign-up"),
        ("/sign-up", "Sign in", "/sign-in"),
        ("/reset-password", "Back to sign-in", "/sign-in"),
    ];
    for (from, link, to) in ways {
        let stage = open(&signed_out(), from).await;
        stage.type_into(EMAIL, ADDRESS).await;
        stage.called("main a", link).click();
        settle().await;
        assert_eq!(address(), to);
        assert_eq!(value(&stage), ADDRESS, "from {from} to {to}");
        drop(stage);
    }
}

#[wasm_bindgen_test]
async fn what_is_no_address_stays_where_it_is() {
    let stage = open(&signed_out(), "/sign-in").await;
    stage.type_into(EMAIL, "ada").await;
    stage.called("main a", "Forgot your password?").click();
    settle().await;
    assert_eq!(value(&stage), "");
}

#[wasm_bindgen_test]
async fn after_the_mail_was_asked_for_signing_in_knows_the_address() {
    let server = signed_out();
    server.says("POST /api/v1/password-resets", 202, &Value::Null);
    let stage = open(&server, "/reset-password").await;
    stage.type_into(EMAIL, ADDRESS).await;
    stage.press("main button[type=submit]").await;
    stage.called("main a", "Back to sign-in").click();
    settle().await;
    assert_eq!((address().as_str(), value(&stage).as_str()), ("/sign-in", ADDRESS));
}
