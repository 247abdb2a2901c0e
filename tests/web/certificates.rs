//! TLS certificates: the list with its warnings, removing.

use crate::{
    acme::{acme, acme_of_a_user, at, id, name, visit},
    server::{Server, address},
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// The page.
pub const PATH: &str = "/settings/certificates";

/// Where the certificates are.
pub fn list() -> String {
    at("GET", "/certificates")
}

/// Where one is added.
pub fn add() -> String {
    at("POST", "/certificates")
}

/// Where one of them is.
pub fn one(method: &str, number: u32) -> String {
    at(method, &format!("/certificates/{}", id(number)))
}

/// How urgent it is for a certificate of years, with so many days to go.
pub fn urgency(days: i64) -> &'static str {
    match days {
        ..0 => "expired",
        0..7 => "now",
        7..30 => "soon",
        _ => "none",
    }
}

/// A certificate for names, each with its verified domain.
pub fn certificate(number: u32, names: &[(&str, Option<&str>)], days: i64) -> Value {
    let names: Vec<Value> =
        names.iter().map(|(name, domain)| json!({"name": name, "domain": domain})).collect();
    json!({
        "id": id(number), "version": 3, "names": names, "issuer": "Acme Test Authority", "key_type": "P-256",
        "fingerprint": "ab12", "serial": "0f", "chain_length": 3, "left_out": 0, "publicly_trusted": true,
        "not_before": "2026-01-01T00:00:00Z", "not_after": format!("{}-01-01T00:00:00Z", 2200 + days),
        "expires_in_days": days, "urgency": urgency(days), "created_at": "2026-01-02T00:00:00Z", "replaced_at": null,
    })
}

/// One for Acme.
pub fn ours(number: u32, days: i64) -> Value {
    certificate(number, &[("acme.example", Some("acme.example"))], days)
}

/// What the server answers.
pub fn certificates(items: &[Value], can_be_kept: bool) -> Value {
    json!({"items": items, "next_page": null, "total": items.len(), "can_be_kept": can_be_kept})
}

/// A server with these.
pub fn with(items: &[Value]) -> Server {
    let server = acme();
    server.says(&list(), 200, &certificates(items, true));
    server
}

#[wasm_bindgen_test]
async fn without_certificates_there_is_one_thing_to_do() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    assert_eq!(stage.find("h1").inner_text(), "TLS certificates");
    assert!(stage.text().contains("No certificates yet"));
    stage.press("main .empty button").await;
    settle().await;
    assert!(address().ends_with("/settings/certificates?add=1"), "{}", address());
    assert_eq!(focused().inner_text(), "Add a certificate", "the title has the focus");
    stage.press_button("Cancel").await;
    settle().await;
    settle().await;
    assert!(address().ends_with(PATH), "{}", address());
    assert!(stage.text().contains("No certificates yet"));
}

#[wasm_bindgen_test]
async fn the_list_tells_names_domains_issuer_and_end() {
    let mut mixed = certificate(1, &[("acme.example", Some("acme.example")), ("x.test", None)], 400);
    mixed["publicly_trusted"] = json!(false);
    let stage = visit(&with(&[mixed]), PATH).await;
    let row = stage.row("acme.example");
    let said = row.inner_text();
    for part in
        ["x.test", "Not for your verified domains", "Acme Test Authority", "Not publicly trusted", "P-256"]
    {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(row.query_selector("strong").unwrap().unwrap().text_content().unwrap(), "acme.example");
    let link = row.query_selector("a").unwrap().unwrap();
    assert_eq!(attribute(&link, "href"), "/organizations/acme/settings/domains");
    assert!(attribute(&row.query_selector("time").unwrap().unwrap(), "title").contains("2600"));
    assert!(stage.all("main .banner").is_empty());
    stage.choose("Actions for acme.example", "Details").await;
    let details = stage.dialog().inner_text();
    assert!(
        details.contains("ab12") && details.contains("0f") && details.contains("3 certificates"),
        "{details}"
    );
    assert!(stage.has("dialog[open] button", "Copy: Fingerprint (SHA-256)"));
}

#[wasm_bindgen_test]
async fn what_expires_soon_is_told_with_the_way_to_another() {
    let soon = certificate(2, &[("soon.example", None)], 29);
    let stage = visit(&with(&[ours(1, -3), soon, certificate(3, &[("late.example", None)], 30)]), PATH).await;
    let banner = stage.find("main .banner");
    assert!(banner.inner_text().contains("2 certificates have expired or expire soon."));
    assert_eq!(attribute(&banner, "data-tone"), "danger", "one is over");
    let tone = |about: &str| {
        let badge = stage.row(about).query_selector("time .badge").unwrap();
        badge.map(|badge| attribute(&badge, "data-tone"))
    };
    assert_eq!(tone("acme.example").as_deref(), Some("danger"));
    assert_eq!(tone("soon.example").as_deref(), Some("warning"));
    assert_eq!(tone("late.example"), None);
    stage.press_button("Replace soon.example").await;
    assert!(address().ends_with(&format!("{PATH}?replace={}", id(2))), "{}", address());
    assert_eq!(stage.find("h1").inner_text(), "Replace the certificate for soon.example");
}

#[wasm_bindgen_test]
async fn removing_asks_first_and_takes_the_version() {
    let server = with(&[ours(1, 400), certificate(2, &[("x.test", None)], 500)]);
    let stage = visit(&server, PATH).await;
    let confirm = async |stage: &Stage| {
        stage.called("dialog[open] .actions button", "Remove the certificate for acme.example").click();
        settle().await;
        settle().await;
    };
    stage.choose("Actions for acme.example", "Remove").await;
    assert!(stage.dialog().inner_text().contains("This can’t be undone"));
    server.refuses(&one("DELETE", 1), ProblemCode::Stale);
    let mut changed = ours(1, 400);
    changed["issuer"] = json!("Another issuer");
    server.says(&list(), 200, &certificates(&[changed, certificate(2, &[("x.test", None)], 500)], true));
    confirm(&stage).await;
    assert!(stage.toasts().contains("Someone else changed the certificate for acme.example"));
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(server.got(&list()).len(), 2, "the list is read anew");
    assert!(stage.row("acme.example").inner_text().contains("Another issuer"));
    assert_eq!(name(&focused()), "Actions for acme.example", "its row stays, and with it the focus");
    server.says(&one("DELETE", 1), 204, &Value::Null);
    stage.choose("Actions for acme.example", "Remove").await;
    confirm(&stage).await;
    assert_eq!(server.got(&one("DELETE", 1))[0].header("if-match"), Some("\"3\""));
    assert!(stage.toasts().contains("Certificate for acme.example removed."));
    assert_eq!(stage.all("tbody tr").len(), 1);
    assert_eq!(name(&focused()), "TLS certificates");
}

#[wasm_bindgen_test]
async fn the_button_is_there_before_the_list_and_stays() {
    let server = acme();
    server.holds(&list());
    let stage = visit(&server, PATH).await;
    assert!(stage.has("main .page-head button", "Add certificate"), "what is below it would move");
    drop(stage);
    server.says(&list(), 200, &certificates(&[], true));
    let stage = visit(&server, PATH).await;
    assert!(stage.has("main .empty button", "Add certificate"));
    assert!(stage.has("main .page-head button", "Add certificate"), "who is on it keeps the focus");
}

#[wasm_bindgen_test]
async fn without_a_key_of_the_operator_none_can_be_added() {
    let server = acme();
    server.says(&list(), 200, &certificates(&[], false));
    let stage = visit(&server, PATH).await;
    assert!(stage.find("main .banner").inner_text().contains("HQ_SECRETS_KEY"));
    for button in stage.all("main .page-head button, main .empty button") {
        assert!(button.has_attribute("disabled"), "{}", button.inner_text());
    }
    drop(stage);
    let stage = visit(&server, &format!("{PATH}?add=1")).await;
    assert!(stage.find("main .banner").inner_text().contains("HQ_SECRETS_KEY"));
    assert!(stage.called("main button", "Add certificate").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_failure_to_load_can_be_tried_again_and_others_do_not_see_the_page() {
    let server = acme();
    server.refuses(&list(), ProblemCode::Internal);
    let stage = visit(&server, PATH).await;
    server.says(&list(), 200, &certificates(&[ours(1, 400)], true));
    stage.press_button("Try again").await;
    stage.row("acme.example");
    drop(stage);
    let server = acme_of_a_user();
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("You can’t manage domains and TLS certificates"));
    assert!(server.got(&list()).is_empty());
}
