//! One dataplant: how it is, and doing something with it.

use super::{dataplant, has, list, of, page_of, sent, with};
use crate::{
    acme::{acme_of_a_user, id, page, visit},
    server::address,
    stage::{Stage, settle, wait},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

async fn show(one: &Value) -> (crate::server::Server, Stage) {
    let server = with(std::slice::from_ref(one));
    let stage = visit(&server, &page_of(1)).await;
    (server, stage)
}

#[wasm_bindgen_test]
async fn a_page_says_how_it_is_apart_from_where_it_is_in_its_life() {
    let (_server, stage) = show(&dataplant(1, "Sales", "ready")).await;
    let said = stage.text();
    for fact in [
        "Ready",
        "Reachable",
        "answered in 8 ms",
        "2 FPU",
        "€20.00 a month",
        "Primary tables",
        "An engine you can’t see",
    ] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    let open = stage.called("main a", "Open Sales");
    assert_eq!(open.get_attribute("href").as_deref(), Some("https://127.0.0.1:9443/1"));
    let engine = stage.called("main a", "Sandbox");
    assert!(engine.get_attribute("href").unwrap().ends_with(&format!("/storage-engines/{}", id(90))));
    drop(stage);
    let mut silent = dataplant(1, "Sales", "ready");
    silent["health"]["reachable"] = json!(false);
    silent["health"]["detail"] = json!("Connection refused");
    silent["url"] = Value::Null;
    let (_server, stage) = show(&silent).await;
    let said = stage.text();
    assert!(said.contains("Ready") && said.contains("Not reachable"), "{said}");
    assert!(said.contains("Connection refused") && !stage.has("main a", "Open Sales"), "{said}");
}

#[wasm_bindgen_test]
async fn an_address_that_is_no_page_is_no_link() {
    let mut odd = dataplant(1, "Sales", "ready");
    odd["url"] = json!("javascript:alert(1)");
    let (_server, stage) = show(&odd).await;
    assert!(stage.text().contains("javascript:alert(1)") && !stage.has("main a", "Open Sales"));
}

#[wasm_bindgen_test]
async fn name_description_and_tags_are_changed_and_nothing_else_is_sent() {
    let (server, stage) = show(&dataplant(1, "Sales", "ready")).await;
    stage.press_button("Edit").await;
    assert_eq!(address(), format!("/organizations/acme/dataplants/{}?do=edit", id(1)));
    stage.type_into("dialog[open] input[name=dataplant]", "Sales 2").await;
    stage.type_into("dialog[open] textarea[name=tags]", "north").await;
    let changed = dataplant(1, "Sales 2", "ready");
    server.says(&of("PATCH", 1, ""), 200, &changed);
    stage.press_button("Save").await;
    assert_eq!(sent(&server, &of("PATCH", 1, "")), json!({"name": "Sales 2", "tags": ["sales", "north"]}));
    assert_eq!(server.got(&of("PATCH", 1, ""))[0].header("if-match"), Some("\"1\""));
    assert!(stage.all("dialog[open]").is_empty() && stage.find("h1").inner_text() == "Sales 2");
    assert!(!address().contains("do="), "{}", address());
}

#[wasm_bindgen_test]
async fn what_others_changed_meanwhile_is_said_and_what_is_typed_stays() {
    let (server, stage) = show(&dataplant(1, "Sales", "ready")).await;
    stage.press_button("Edit").await;
    stage.type_into("dialog[open] input[name=dataplant]", "Mine").await;
    server.refuses(&of("PATCH", 1, ""), ProblemCode::Stale);
    stage.press_button("Save").await;
    assert!(stage.dialog().inner_text().contains("Someone else changed this"), "{}", stage.text());
    server.says(&of("PATCH", 1, ""), 200, &dataplant(1, "Mine", "ready"));
    stage.press_button("Save").await;
    assert_eq!(stage.find("h1").inner_text(), "Mine");
}

#[wasm_bindgen_test]
async fn another_size_says_what_it_changes_a_month() {
    let (server, stage) = show(&dataplant(1, "Sales", "ready")).await;
    stage.press_button("Resize").await;
    assert!(stage.dialog().query_selector("button[type=submit]").unwrap().unwrap().has_attribute("disabled"));
    stage.type_into("dialog[open] input[name=fpu]", "5").await;
    settle().await;
    assert!(
        stage.dialog().inner_text().contains("€30.00 more a month: €50.00 in total."),
        "{}",
        stage.text()
    );
    let mut resizing = dataplant(1, "Sales", "updating");
    resizing["pending_fpu"] = json!(5);
    has(&server, std::slice::from_ref(&resizing));
    server.says(&of("PATCH", 1, ""), 202, &resizing);
    stage.press_button("Resize to 5 FPU").await;
    settle().await;
    assert_eq!(sent(&server, &of("PATCH", 1, "")), json!({"fpu": 5}));
    assert!(stage.text().contains("2 → 5 FPU"), "{}", stage.text());
    assert!(stage.called("main button", "Resize").has_attribute("disabled"), "one thing at a time");
}

#[wasm_bindgen_test]
async fn one_that_could_not_be_made_is_tried_again_or_cleaned_up_and_nothing_else() {
    let mut failed = dataplant(1, "Sales", "failed");
    failed["failure"] = super::failure();
    let (_server, stage) = show(&failed).await;
    let buttons: Vec<String> = stage.all("main button").iter().map(|button| button.inner_text()).collect();
    for there in ["Edit", "Try again", "Clean up"] {
        assert!(buttons.iter().any(|button| button == there), "{there}: {buttons:?}");
    }
    for not_there in ["Resize", "Domain names", "Delete"] {
        assert!(buttons.iter().all(|button| button != not_there), "{not_there}: {buttons:?}");
    }
    assert!(!stage.text().contains("once this is done"), "nothing waits");
}

#[wasm_bindgen_test]
async fn a_deletion_needs_the_name_and_then_the_mail() {
    let (server, stage) = show(&dataplant(1, "Sales", "ready")).await;
    stage.press_button("Delete").await;
    let button = || stage.dialog().query_selector("button[type=submit]").unwrap().unwrap();
    assert!(button().has_attribute("disabled"));
    assert!(stage.dialog().inner_text().contains("30 minutes"), "{}", stage.text());
    stage.type_into("dialog[open] input[name=typed-name]", " sales ").await;
    assert!(!button().has_attribute("disabled"), "spaces and case are no obstacle");
    let mut waits = dataplant(1, "Sales", "ready");
    waits["deletion_until"] = json!("2036-01-02T00:30:00Z");
    server.says(&of("DELETE", 1, ""), 202, &waits);
    stage.press_button("Send link").await;
    settle().await;
    assert!(stage.all("dialog[open]").is_empty());
    assert!(stage.find("main").inner_text().contains("Check your email to confirm"), "{}", stage.text());
    assert!(stage.text().contains("Ready"), "nothing is deleted yet");
}

#[wasm_bindgen_test]
async fn what_is_deleted_while_its_page_is_open_leads_to_the_others() {
    let (server, stage) = show(&dataplant(1, "Sales", "deleting")).await;
    assert!(stage.text().contains("Deleting"));
    server.refuses(&of("GET", 1, ""), ProblemCode::NotFound);
    server.says(&list(), 200, &page(&[]));
    wait(1_400).await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/dataplants");
    assert!(stage.toasts().contains("Sales deleted."), "{}", stage.toasts());
}

#[wasm_bindgen_test]
async fn who_may_not_change_it_is_told_why() {
    let mut one = dataplant(1, "Sales", "ready");
    one["may"] = json!({"update": false, "delete": false});
    let server = acme_of_a_user();
    has(&server, std::slice::from_ref(&one));
    let stage = visit(&server, &page_of(1)).await;
    for button in ["Edit", "Resize", "Delete"] {
        assert!(!stage.has("main button", button), "{button}");
    }
    assert!(stage.has("main button", "Why? You can’t change dataplants"), "{}", stage.text());
    drop(stage);
    let stage = visit(&server, &format!("{}?do=delete", page_of(1))).await;
    assert!(stage.all("dialog[open]").is_empty(), "an address gives no right");
}

#[wasm_bindgen_test]
async fn one_that_is_not_there_looks_like_none() {
    let server = with(&[]);
    server.refuses(&of("GET", 9, ""), ProblemCode::NotFound);
    let stage = visit(&server, &page_of(9)).await;
    assert!(stage.text().contains("Page not found"), "{}", stage.text());
    drop(stage);
    let stage = visit(&server, "/dataplants/not-an-id").await;
    assert!(stage.text().contains("Page not found"), "{}", stage.text());
}
