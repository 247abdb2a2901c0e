//! Two-step sign-in for everybody of an organization: who decides it, and whom it keeps out.

use crate::{
    acme::{acme, at, page, visit},
    mfa::{STATE, off},
    server::{Server, address},
    stage::{Stage, attribute, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn decided(force: bool) -> Value {
    json!({"force_mfa": force, "join_requests": {"enabled": false, "domains": [], "available": [], "verified": []}})
}

/// The page on which Acme decides, and its switch.
async fn deciding(server: &Server, force: bool) -> Stage {
    server.says(&at("GET", "/authentication"), 200, &decided(force));
    visit(server, "/settings/authentication").await
}

fn switch(stage: &Stage) -> web_sys::HtmlElement {
    stage.all("main [role=switch]").remove(1)
}

#[wasm_bindgen_test]
async fn forcing_it_shows_who_has_none_and_asks_before() {
    let server = acme();
    let stage = deciding(&server, false).await;
    assert!(server.got(&at("GET", "/members")).iter().any(|sent| sent.url.ends_with("?mfa=false")));
    assert!(stage.text().contains("2 members haven’t set it up yet."));
    assert!(stage.find(".force-list").inner_text().contains("Bob Stone"));
    switch(&stage).click();
    settle().await;
    assert!(server.got(&at("PATCH", "/authentication")).is_empty(), "it is asked before");
    stage.press("dialog[open] .actions button[type=button]").await;
    assert_eq!(attribute(&switch(&stage), "aria-checked"), "false", "nothing was decided");

    server.says(&at("PATCH", "/authentication"), 200, &decided(true));
    switch(&stage).click();
    settle().await;
    stage.press("dialog[open] button[type=submit]").await;
    settle().await;
    let sent = server.got(&at("PATCH", "/authentication"));
    assert_eq!(sent[0].header("if-match"), Some("\"1\""));
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"force_mfa":true}"#));
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(attribute(&switch(&stage), "aria-checked"), "true");

    server.says(&at("PATCH", "/authentication"), 200, &decided(false));
    switch(&stage).click();
    settle().await;
    assert_eq!(
        server.got(&at("PATCH", "/authentication"))[1].body.as_deref(),
        Some(r#"{"force_mfa":false}"#)
    );
    assert_eq!(attribute(&switch(&stage), "aria-checked"), "false");
}

#[wasm_bindgen_test]
async fn the_dialog_turns_it_on_and_never_off() {
    let server = acme();
    let stage = deciding(&server, false).await;
    switch(&stage).click();
    settle().await;
    // Somebody else is faster.
    server.refuses(&at("PATCH", "/authentication"), ProblemCode::Stale);
    server.says(&at("GET", "/authentication"), 200, &decided(true));
    stage.press("dialog[open] button[type=submit]").await;
    settle().await;
    settle().await;
    assert!(stage.all("dialog[open]").is_empty(), "there is nothing left to ask");
    assert_eq!(attribute(&switch(&stage), "aria-checked"), "true");
    let sent = server.got(&at("PATCH", "/authentication"));
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"force_mfa":true}"#));
}

#[wasm_bindgen_test]
async fn it_is_asked_before_where_nobody_knows_whom_it_keeps_out() {
    let server = acme();
    server.refuses(&at("GET", "/members"), ProblemCode::Forbidden);
    let stage = deciding(&server, false).await;
    assert!(!stage.find(".force-said").inner_text().is_empty(), "that it is not known is said");
    switch(&stage).click();
    settle().await;
    assert!(server.got(&at("PATCH", "/authentication")).is_empty());
    assert_eq!(stage.all("dialog[open]").len(), 1);
}

#[wasm_bindgen_test]
async fn a_refused_switch_goes_back_and_says_why() {
    let server = acme();
    server.says(&at("GET", "/members"), 200, &page(&[]));
    let stage = deciding(&server, false).await;
    assert!(stage.text().contains("All members have set it up."));
    server.refuses(&at("PATCH", "/authentication"), ProblemCode::MfaOff);
    switch(&stage).click();
    settle().await;
    assert_eq!(attribute(&switch(&stage), "aria-checked"), "false");
    assert!(stage.find("main .form-error").inner_text().contains("for your own account first"));
}

#[wasm_bindgen_test]
async fn who_has_none_is_led_to_set_it_up_before_forcing_others() {
    let server = acme();
    server.says(STATE, 200, &off());
    server.says("GET /api/v1/me/sessions", 200, &json!({"items": [], "next_page": null, "total": 0}));
    let stage = deciding(&server, false).await;
    assert!(switch(&stage).has_attribute("disabled"));
    stage.press_named("Set up two-step sign-in").await;
    assert_eq!(address(), "/account/security?return_to=%2Forganizations%2Facme%2Fsettings%2Fauthentication");
}

#[wasm_bindgen_test]
async fn the_switch_waits_until_it_is_known_whether_one_has_it_oneself() {
    let server = acme();
    server.holds(STATE);
    let stage = deciding(&server, false).await;
    let before = stage.all("main [role=switch]").len();
    server.answers_waiting(&off()).await;
    assert_eq!(stage.all("main [role=switch]").len(), before + 1);
}
