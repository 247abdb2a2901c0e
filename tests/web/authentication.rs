//! Who may join.

use crate::{
    acme::{acme, at, visit},
    server::Server,
    stage::{Stage, attribute, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn decided(enabled: bool, domains: &[&str], available: &[&str]) -> Value {
    json!({"force_mfa": false, "join_requests": {"enabled": enabled, "domains": domains, "available": available}})
}

fn path(method: &str) -> String {
    at(method, "/authentication")
}

async fn page(server: &Server, decided: &Value) -> Stage {
    server.says(&path("GET"), 200, decided);
    visit(server, "/settings/authentication").await
}

/// The switch of the requests to join, the first on the page.
fn allow(stage: &Stage) -> web_sys::HtmlElement {
    stage.all("main [role=switch]").remove(0)
}

async fn turn(stage: &Stage) {
    allow(stage).click();
    settle().await;
}

#[wasm_bindgen_test]
async fn requests_are_allowed_for_a_domain() {
    let server = acme();
    let stage = page(&server, &decided(false, &[], &["example.org"])).await;
    assert!(stage.all("main input[type=checkbox]").is_empty());
    turn(&stage).await;
    server.says(&path("PATCH"), 200, &decided(true, &["example.org"], &["example.org"]));
    assert!(stage.text().contains("Unsaved changes"));
    stage.press_button("Save").await;
    let sent = server.got(&path("PATCH"));
    assert_eq!(sent[0].header("if-match"), Some("\"1\""));
    let body: Value = serde_json::from_str(sent[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(body, json!({"join_requests": {"enabled": true, "domains": ["example.org"]}}), "the only one");
    assert!(stage.toasts().contains("Saved."));
    assert!(!stage.text().contains("Unsaved changes"));
    assert_eq!(attribute(&allow(&stage), "aria-checked"), "true");
}

#[wasm_bindgen_test]
async fn for_no_domain_is_for_nobody() {
    let server = acme();
    let stage = page(&server, &decided(true, &["a.example"], &["a.example", "b.example"])).await;
    stage.called("label", "a.example").click();
    settle().await;
    stage.press_button("Save").await;
    assert!(stage.text().contains("Choose at least one domain."));
    assert!(server.got(&path("PATCH")).is_empty());
    stage.called("label", "b.example").click();
    settle().await;
    assert!(!stage.text().contains("Choose at least one domain."));
    server.says(&path("PATCH"), 200, &decided(true, &["b.example"], &["a.example", "b.example"]));
    stage.press_button("Save").await;
    let sent = server.got(&path("PATCH"));
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"join_requests":{"domains":["b.example"]}}"#));
}

#[wasm_bindgen_test]
async fn somebody_elses_change_is_told_and_the_choice_kept() {
    let server = acme();
    let stage = page(&server, &decided(false, &[], &["a.example", "b.example"])).await;
    turn(&stage).await;
    stage.called("label", "b.example").click();
    settle().await;
    server.refuses(&path("PATCH"), ProblemCode::Stale);
    server.says(&path("GET"), 200, &decided(true, &["a.example"], &["a.example", "b.example"]));
    stage.press_button("Save").await;
    assert!(stage.find("main .form-error").inner_text().contains("What you chose is kept"));
    let chosen = |stage: &Stage| {
        stage
            .all("main label")
            .into_iter()
            .filter(|label| label.query_selector(":checked").unwrap().is_some())
            .map(|label| label.inner_text())
            .collect::<Vec<_>>()
    };
    assert_eq!(chosen(&stage), ["b.example"]);
    stage.press_button("Discard").await;
    assert_eq!(chosen(&stage), ["a.example"], "theirs");
    assert!(stage.all("main .form-error").is_empty());
}

#[wasm_bindgen_test]
async fn without_a_domain_there_is_nothing_to_switch() {
    let stage = page(&acme(), &decided(false, &[], &[])).await;
    assert!(allow(&stage).has_attribute("disabled"));
    assert!(stage.text().contains("There is no domain to choose"));
}
