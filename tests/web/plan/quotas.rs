//! Quotas, and asking for more.

use super::{of_plan, quotas, sent, with};
use crate::{
    acme::{at, by_ada, id, name, visit, visit_again},
    server::address,
    stage::{focused, settle},
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

fn request() -> String {
    at("POST", "/quotas/requests")
}

fn asked(state: &str, answer: Option<&str>) -> Value {
    json!({
        "id": id(70), "kind": "dataplants", "wanted": 5, "reason": "Two more teams", "state": state, "answer": answer,
        "created_by": by_ada(), "created_at": "2026-11-26T08:00:00Z", "answered_at": null,
    })
}

#[wasm_bindgen_test]
async fn a_request_says_how_much_and_why_and_the_answer_comes_back() {
    let server = with(of_plan("premium", "active"), &[]);
    let stage = visit(&server, "/plan").await;
    let rows: Vec<String> = stage.all("main tbody tr").iter().map(|row| name(row)).collect();
    assert!(rows[0].contains("Dataplants") && rows[0].contains("Limit reached"), "{rows:?}");
    assert!(rows[3].contains("No limit") && !rows[3].contains("Request"), "{rows:?}");
    stage.press_button("Request a change Dataplants").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/plan?do=quota&kind=dataplants");
    let send = async || {
        stage.called("dialog[open] button", "Send request").click();
        settle().await;
        settle().await;
    };
    stage.type_into("dialog[open] input[name=wanted]", "2").await;
    send().await;
    assert!(
        stage.dialog().inner_text().contains("Enter a whole number of at least 3"),
        "{}",
        stage.dialog().inner_text()
    );
    assert_eq!(focused().get_attribute("name").as_deref(), Some("wanted"));
    stage.type_into("dialog[open] input[name=wanted]", "5").await;
    send().await;
    assert!(stage.dialog().inner_text().contains("Say what you need it for."));
    assert!(server.got(&request()).is_empty());
    stage.type_into("dialog[open] textarea[name=reason]", "Two more teams").await;
    server.says(&request(), 201, &asked("pending", None));
    server.says(&at("GET", "/quotas"), 200, &quotas(&[asked("pending", None)]));
    send().await;
    assert_eq!(
        sent(&server, &request()),
        json!({"kind": "dataplants", "wanted": 5, "reason": "Two more teams"})
    );
    assert!(stage.all("dialog[open]").is_empty() && stage.toasts().contains("Request sent."));
    assert!(
        stage.text().contains("Dataplants: 5") && stage.text().contains("Waiting for an answer"),
        "{}",
        stage.text()
    );
    server.says(&at("GET", "/quotas"), 200, &quotas(&[asked("refused", Some("Three for now."))]));
    drop(stage);
    let stage = visit_again(&server, "/plan").await;
    assert!(stage.text().contains("Refused") && stage.text().contains("Three for now."), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn what_was_typed_of_a_request_is_kept() {
    let server = with(of_plan("premium", "active"), &[]);
    let stage = visit(&server, "/plan?do=quota&kind=fpu").await;
    settle().await;
    stage.type_into("dialog[open] input[name=wanted]", "128").await;
    stage.type_into("dialog[open] textarea[name=reason]", "Training").await;
    drop(stage);
    let stage = visit_again(&server, "/plan?do=quota").await;
    settle().await;
    let value = |selector: &str| stage.find(selector).unchecked_into::<HtmlInputElement>().value();
    assert_eq!(value("dialog[open] input[name=wanted]"), "128");
    assert_eq!(value("dialog[open] select[name=quota]"), "fpu");
}
