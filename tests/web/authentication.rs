//! Who may join.

use crate::{
    acme::{acme, at, name, visit, visit_again},
    server::{Server, organization},
    stage::{Stage, attribute, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn decided(enabled: bool, domains: &[&str], available: &[&str]) -> Value {
    with_verified(enabled, domains, available, &[])
}

fn with_verified(enabled: bool, domains: &[&str], available: &[&str], verified: &[&str]) -> Value {
    let requests =
        json!({"enabled": enabled, "domains": domains, "available": available, "verified": verified});
    json!({"force_mfa": false, "join_requests": requests})
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
    assert!(stage.find("main .form-error").inner_text().contains("Your changes are kept"));
    let chosen = |stage: &Stage| {
        stage
            .all("main label")
            .into_iter()
            .filter(|label| label.query_selector(":checked").unwrap().is_some())
            .map(|label| name(&label))
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
    assert!(stage.text().contains("No domains available"));
}

/// Acme with a plan.
fn acme_on(plan: &str) -> Server {
    let server = acme();
    let mut acme = organization("Acme");
    acme["plan"] = json!(plan);
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    server
}

#[wasm_bindgen_test]
async fn requests_are_closed_on_premium_and_above_only() {
    let open = decided(true, &["a.example"], &["a.example"]);
    let needs = "Turning this off needs Premium or Enterprise. This organization is on Standard.";
    let stage = page(&acme_on("standard"), &open).await;
    assert!(allow(&stage).has_attribute("disabled") && stage.text().contains(needs));
    drop(stage);

    let stage = page(&acme_on("standard"), &decided(false, &[], &["a.example"])).await;
    assert!(!allow(&stage).has_attribute("disabled"), "it can be opened");
    turn(&stage).await;
    assert!(!allow(&stage).has_attribute("disabled"), "and be left as it was");
    drop(stage);

    let server = acme_on("enterprise");
    let stage = page(&server, &open).await;
    assert!(
        !allow(&stage).has_attribute("disabled") && !stage.text().contains("needs Premium or Enterprise")
    );
    turn(&stage).await;
    server.refuses(&path("PATCH"), ProblemCode::PlanLacksIt);
    let reads = server.got("GET /api/v1/organizations/acme").len();
    stage.press_button("Save").await;
    let said = stage.find("main .form-error").inner_text();
    assert!(said.contains("doesn’t include turning off requests to join. Your choice is kept."), "{said}");
    assert_eq!(server.got("GET /api/v1/organizations/acme").len(), reads + 1, "the plan is another one");
}

#[wasm_bindgen_test]
async fn each_domain_says_why_it_can_be_chosen() {
    let all = ["a.example", "b.example"];
    let stage =
        page(&acme(), &with_verified(true, &["old.example", "a.example"], &all, &["a.example"])).await;
    let why = |domain: &str| {
        let input = stage.called("main label", domain).query_selector("input").unwrap().unwrap();
        crate::stage::by_id(&attribute(&input, "aria-describedby")).inner_text()
    };
    assert_eq!(why("a.example"), "Verified by DNS");
    assert_eq!(why("b.example"), "From an admin’s address");
    assert!(why("old.example").starts_with("Chosen earlier"));
    assert!(!stage.has("main a", "Verify a domain"));
    drop(stage);

    let stage = page(&acme(), &decided(true, &["a.example"], &["a.example"])).await;
    let verify = stage.called("main a", "Verify a domain");
    assert_eq!(attribute(&verify, "href"), "/organizations/acme/settings/domains");
}

#[wasm_bindgen_test]
async fn a_domain_of_other_letters_is_shown_in_both_forms() {
    let name = "xn--bcher-kva.example";
    let mut decided = decided(true, &[name], &[name]);
    decided["join_requests"]["display_names"] = json!({name: "bücher.example"});
    let stage = page(&acme(), &decided).await;
    assert!(stage.has("main label", "bücher.example (xn--bcher-kva.example)"));
}

#[wasm_bindgen_test]
async fn what_was_chosen_outlives_the_page() {
    let server = acme();
    let available = ["a.example", "b.example"];
    let stage = page(&server, &decided(true, &["a.example"], &available)).await;
    stage.called("main label", "b.example").click();
    settle().await;
    drop(stage);

    let stage = visit_again(&server, "/settings/authentication").await;
    assert!(stage.text().contains("You left this page before saving."));
    assert_eq!(stage.all("main fieldset input:checked").len(), 2);
    drop(stage);
    server.says(&path("GET"), 200, &decided(true, &["b.example", "c.example"], &available));
    let stage = visit_again(&server, "/settings/authentication").await;
    assert!(stage.find("main .banner").inner_text().contains("Someone else changed this"));
    server.says(&path("PATCH"), 200, &decided(true, &["a.example", "b.example"], &available));
    stage.press_button("Save").await;
    assert!(stage.all("main .banner").is_empty() && !stage.text().contains("Unsaved changes"));
    drop(stage);

    let stage = visit_again(&server, "/settings/authentication").await;
    assert!(stage.all("main .banner").is_empty(), "saved is saved");
}
