//! The page of one storage engine.

mod information;

use crate::{
    acme::{by_ada, id, page, visit},
    cloud::{acme_with, at_engine, built_in, engine, has_engine, operation, step},
    server::{Server, address},
    stage::{Stage, settle, unisolated, wait},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn path() -> String {
    format!("/storage-engines/{}", id(2))
}

fn with(engine: &Value) -> Server {
    let server = acme_with(&[built_in(), engine.clone()]);
    has_engine(&server, 2, engine);
    server
}

fn credential(number: u32, name: &str, state: &str) -> Value {
    json!({
        "id": id(number), "name": name, "dataplant": null, "state": state, "host": "db.example", "port": "5432",
        "database": "hq_2", "username": format!("hq_{number}"), "replaces": null, "created_by": by_ada(),
        "created_at": "2026-01-02T00:00:00Z", "failure": null,
    })
}

fn of_credential(method: &str, number: u32, path: &str) -> String {
    at_engine(method, 2, &format!("/credentials/{}{path}", id(number)))
}

fn has_credentials(server: &Server, credentials: &[Value]) {
    server.says(&at_engine("GET", 2, "/credentials"), 200, &page(credentials));
}

fn flat(text: &str) -> String {
    unisolated(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn until(stage: &Stage, text: &str) {
    for _ in 0..40 {
        if flat(&stage.text()).contains(text) {
            return;
        }
        wait(100).await;
    }
    panic!("{text} in {}", stage.text());
}

#[wasm_bindgen_test]
async fn state_and_health_are_told_apart() {
    let mut silent = engine(2, "Sales");
    silent["health"]["reachable"] = json!(false);
    silent["health"]["detail"] = json!("connection refused");
    let stage = visit(&with(&silent), &path()).await;
    let standing = flat(&stage.find(".engine-standing").inner_text());
    assert!(standing.contains("Ready") && standing.contains("Not reachable"), "{standing}");
    assert!(standing.contains("connection refused"), "{standing}");
    let text = flat(&stage.text());
    for part in ["4 FPU", "5 GB of 20 GB", "€50.00 a month", "Paris, France", "by Ada Lovelace"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[wasm_bindgen_test]
async fn what_is_not_there_for_this_person_is_not_found() {
    let server = acme_with(&[built_in()]);
    server.refuses(&at_engine("GET", 2, ""), ProblemCode::NotFound);
    let stage = visit(&server, &path()).await;
    assert!(stage.text().contains("Page not found"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn storage_over_time_has_a_table_behind_it() {
    let server = with(&engine(2, "Sales"));
    let day = |day: &str, bytes: u64| json!({"day": day, "storage_bytes": bytes, "storage_limit_bytes": 20_000_000_000_u64});
    let days = [day("2026-01-01", 2_000_000_000), day("2026-01-02", 5_000_000_000)];
    server.says(&at_engine("GET", 2, "/usage"), 200, &page(&days));
    let stage = visit(&server, &path()).await;
    let drawing = stage.find(".chart-drawing");
    assert!(unisolated(&crate::stage::attribute(&drawing, "aria-label")).contains("now 5 GB of 20 GB"));
    stage.press(".chart summary").await;
    let rows: Vec<String> =
        stage.all(".chart-table tbody tr").iter().map(|row| flat(&row.inner_text())).collect();
    assert_eq!(rows, ["2026-01-02 5 GB 20 GB", "2026-01-01 2 GB 20 GB"]);
}

#[wasm_bindgen_test]
async fn credentials_are_made_and_told_once() {
    let server = with(&engine(2, "Sales"));
    let stage = visit(&server, &path()).await;
    assert!(stage.text().contains("No credentials yet."));
    stage.type_into("input[name=credential]", "Reports").await;
    server.says(&at_engine("POST", 2, "/credentials"), 202, &credential(5, "Reports", "creating"));
    has_credentials(&server, &[credential(5, "Reports", "creating")]);
    stage.press_button("Create credentials").await;
    settle().await;
    let sent = server.got(&at_engine("POST", 2, "/credentials"));
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"name":"Reports"}"#));
    has_credentials(&server, &[credential(5, "Reports", "hidden")]);
    until(&stage, "password not shown yet").await;

    let told = json!({
        "credential": credential(5, "Reports", "shown"), "password": "s3cret/é", "uri": null, "others": {},
    });
    server.says(&of_credential("POST", 5, "/reveal"), 200, &told);
    has_credentials(&server, &[credential(5, "Reports", "shown")]);
    stage.press_button("Show password once Reports").await;
    let dialog = flat(&stage.dialog().inner_text());
    assert!(dialog.contains("s3cret/é") && dialog.contains("HQ doesn’t keep it"), "{dialog}");
    assert!(dialog.contains("postgresql://hq_5:s3cret%2F%C3%A9@db.example:5432/hq_2"), "{dialog}");
    assert!(stage.has("dialog[open] button", "Copy: Password"));
    stage.press_button("Done").await;
    assert!(!stage.text().contains("s3cret"), "nobody has it but who copied it");
    assert!(!stage.has("button", "Show password once Reports"));
}

#[wasm_bindgen_test]
async fn where_a_file_is_can_be_shown_again() {
    let server = with(&engine(2, "Sales"));
    let mut file = credential(5, "Reports", "hidden");
    for part in ["host", "port", "username"] {
        file[part] = Value::Null;
    }
    file["database"] = json!("/data/1.sqlite");
    has_credentials(&server, std::slice::from_ref(&file));
    let told = json!({
        "credential": file, "password": null, "uri": "sqlite:///data/1.sqlite", "others": {"file": "/data/1.sqlite"},
    });
    server.says(&of_credential("POST", 5, "/reveal"), 200, &told);
    let stage = visit(&server, &path()).await;
    assert!(!stage.text().contains("password not shown yet"), "{}", stage.text());
    for _ in 0..2 {
        stage.press_button("Show connection Reports").await;
        let dialog = flat(&stage.dialog().inner_text());
        assert!(
            dialog.contains("sqlite:///data/1.sqlite") && !dialog.contains("HQ doesn’t keep it"),
            "{dialog}"
        );
        stage.press_button("Done").await;
    }
}

#[wasm_bindgen_test]
async fn a_password_that_somebody_else_was_shown_is_no_longer_there() {
    let server = with(&engine(2, "Sales"));
    has_credentials(&server, &[credential(5, "Reports", "hidden")]);
    let stage = visit(&server, &path()).await;
    server.refuses(&of_credential("POST", 5, "/reveal"), ProblemCode::AlreadyShown);
    has_credentials(&server, &[credential(5, "Reports", "shown")]);
    stage.press_button("Show password once Reports").await;
    settle().await;
    assert!(stage.text().contains("This password was already shown"), "{}", stage.text());
    assert!(!stage.has("button", "Show password once Reports"));
}

#[wasm_bindgen_test]
async fn rotating_keeps_both_until_the_old_ones_are_removed() {
    let server = with(&engine(2, "Sales"));
    has_credentials(&server, &[credential(5, "Reports", "shown")]);
    let stage = visit(&server, &path()).await;
    let mut newer = credential(6, "Reports", "hidden");
    newer["replaces"] = json!(id(5));
    server.says(&of_credential("POST", 5, "/rotate"), 202, &newer);
    has_credentials(&server, &[newer, credential(5, "Reports", "shown")]);
    stage.press_button("Rotate Reports").await;
    settle().await;
    assert!(stage.toasts().contains("Both work until you remove the old ones."));
    assert!(stage.text().contains("Both work until you remove the old ones."));
    assert_eq!(stage.all(".credential").len(), 2);

    server.says(&of_credential("DELETE", 5, ""), 202, &Value::Null);
    let old = stage.all(".credential")[1].clone();
    let buttons = old.query_selector_all("button").unwrap();
    let remove = buttons.item(buttons.length() - 1).unwrap();
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(remove).click();
    settle().await;
    assert!(stage.dialog().inner_text().contains("is disconnected"));
    has_credentials(&server, &[credential(6, "Reports", "hidden")]);
    let confirm = stage.called("dialog[open] button[data-kind=danger]", "Remove the credentials of Reports");
    confirm.click();
    settle().await;
    settle().await;
    assert_eq!(server.got(&of_credential("DELETE", 5, "")).len(), 1);
    until(&stage, "password not shown yet").await;
}

#[wasm_bindgen_test]
async fn those_of_a_dataplant_are_hqs_own() {
    let server = with(&engine(2, "Sales"));
    let mut own = credential(5, "Web shop", "hidden");
    own["dataplant"] = json!(id(7));
    has_credentials(&server, &[own]);
    let stage = visit(&server, &path()).await;
    assert!(unisolated(&stage.text()).contains("For the dataplant Web shop."));
    assert!(stage.find(".credential").query_selector("button").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn another_size_says_first_what_it_comes_to() {
    let server = with(&engine(2, "Sales"));
    let stage = visit(&server, &path()).await;
    stage.press_button("Resize").await;
    settle().await;
    let submit = |name: &str| stage.called("dialog[open] button[type=submit]", name);
    assert!(submit("Resize").has_attribute("disabled"), "it has this size");
    stage.type_into("dialog[open] input[name=fpu]", "8").await;
    assert!(unisolated(&stage.dialog().inner_text()).contains("€50.00 more a month"), "{}", stage.text());
    stage.type_into("dialog[open] input[name=fpu]", "2").await;
    assert!(unisolated(&stage.dialog().inner_text()).contains("€25.00 less a month"));

    let mut resized = engine(2, "Sales");
    resized["state"] = json!("updating");
    resized["pending_fpu"] = json!(8);
    stage.type_into("dialog[open] input[name=fpu]", "8").await;
    server.says(&at_engine("PATCH", 2, ""), 202, &resized);
    server.says(&at_engine("GET", 2, ""), 200, &resized);
    submit("Resize to 8 FPU").click();
    settle().await;
    settle().await;
    let sent = server.got(&at_engine("PATCH", 2, ""));
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"fpu":8}"#));
    assert!(unisolated(&stage.text()).contains("4 → 8 FPU"), "{}", stage.text());
    assert!(stage.all("dialog[open]").is_empty());
}

#[wasm_bindgen_test]
async fn a_size_that_is_too_small_for_what_it_holds_is_refused_before_it_is_sent() {
    let mut full = engine(2, "Sales");
    full["storage_bytes"] = json!(15_000_000_000_u64);
    let server = with(&full);
    let stage = visit(&server, &path()).await;
    stage.press_button("Resize").await;
    settle().await;
    stage.type_into("dialog[open] input[name=fpu]", "2").await;
    let dialog = unisolated(&stage.dialog().inner_text());
    assert!(dialog.contains("It holds 15 GB, and this size is meant for 10 GB at most."), "{dialog}");
    assert!(stage.called("dialog[open] button[type=submit]", "Resize to 2 FPU").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn what_is_in_use_is_not_deleted_and_says_by_what() {
    let mut used = engine(2, "Sales");
    used["dataplants"] = json!(1);
    used["default_for"] = json!(["mart"]);
    let server = with(&used);
    let shop = json!({"dataplant": id(7), "name": "Web shop", "tables": ["primary"]});
    server.says(&at_engine("GET", 2, "/dataplants"), 200, &page(&[shop]));
    let stage = visit(&server, &path()).await;
    assert!(stage.called("button", "Delete Sales").has_attribute("disabled"));
    let obstacles = stage.find(".engine-obstacles");
    let text = flat(&obstacles.inner_text());
    assert!(text.contains("1 dataplant uses it.") && text.contains("Web shop"), "{text}");
    assert!(text.contains("It’s the default for: Mart tables."), "{text}");
    let link = obstacles.query_selector("a").unwrap().unwrap();
    assert!(crate::stage::attribute(&link, "href").ends_with(&format!("/dataplants/{}", id(7))));
}

#[wasm_bindgen_test]
async fn deleting_asks_for_the_name_and_ends_with_a_receipt() {
    let server = with(&engine(2, "Sales"));
    has_credentials(&server, &[credential(5, "Reports", "shown")]);
    let stage = visit(&server, &path()).await;
    stage.called("main button", "Delete Sales").click();
    settle().await;
    let submit = || stage.called("dialog[open] button[type=submit]", "Delete Sales");
    assert!(submit().has_attribute("disabled"));
    assert!(unisolated(&stage.dialog().inner_text()).contains("All its data (5 GB)"));
    stage.type_into("dialog[open] input[name=typed-name]", " sales ").await;
    let mut going = engine(2, "Sales");
    going["state"] = json!("deleting");
    server.says(&at_engine("DELETE", 2, ""), 202, &going);
    let steps = [step("end_sessions", "done"), step("drop_database", "running")];
    server.says(
        &at_engine("GET", 2, "/operations"),
        200,
        &page(&[operation(9, "delete", "running", &steps)]),
    );
    submit().click();
    settle().await;
    settle().await;
    let sent = server.got(&at_engine("DELETE", 2, ""));
    assert!(sent[0].headers.iter().any(|(name, value)| *name == "if-match" && value == "\"1\""));
    assert!(stage.text().contains("Deleting") && stage.text().contains("Delete the database"));
    server.refuses(&at_engine("GET", 2, ""), ProblemCode::NotFound);
    until(&stage, "Sales is deleted").await;
    let receipt = flat(&stage.find("dl.facts").inner_text());
    assert!(receipt.contains("5 GB of 20 GB") && receipt.contains("1 removed"), "{receipt}");
}

fn failed() -> Value {
    let mut failed = engine(2, "Sales");
    failed["state"] = json!("failed");
    failed["health"] = Value::Null;
    failed["failure"] = json!({
        "code": "broker_failed", "step": "create_database", "description": "disk full", "status": 500,
        "request_id": "req-1",
    });
    failed
}

#[wasm_bindgen_test]
async fn what_failed_says_why_and_can_be_tried_again_or_cleaned_up() {
    let server = with(&failed());
    let stage = visit(&server, &path()).await;
    let failure = flat(&stage.find(".failure").inner_text());
    for part in ["It couldn’t be created", "disk full", "Create the database", "req-1", "Copy details"] {
        assert!(failure.contains(part), "{part} in {failure}");
    }
    let mut again = engine(2, "Sales");
    again["state"] = json!("creating");
    server.says(&at_engine("POST", 2, "/retry"), 202, &again);
    server.says(&at_engine("GET", 2, ""), 200, &again);
    stage.press_button("Try again").await;
    settle().await;
    assert_eq!(server.got(&at_engine("POST", 2, "/retry")).len(), 1);
    assert!(stage.all(".failure").is_empty());

    let server = with(&failed());
    let stage = visit(&server, &path()).await;
    let mut going = failed();
    going["state"] = json!("deleting");
    server.says(&at_engine("DELETE", 2, ""), 202, &going);
    stage.press_button("Clean up").await;
    assert_eq!(server.got(&at_engine("DELETE", 2, "")).len(), 1);
}

#[wasm_bindgen_test]
async fn what_its_broker_has_left_can_be_forgotten() {
    let mut left = engine(2, "Sales");
    left["broker_available"] = json!(false);
    let server = with(&left);
    let stage = visit(&server, &path()).await;
    assert!(stage.text().contains("can’t be reached right now"));
    stage.press_button("Forget without deleting").await;
    assert!(stage.dialog().inner_text().contains("may keep running and costing money"), "{}", stage.text());
    stage.type_into("dialog[open] input[name=typed-name]", "Sales").await;
    server.says(&at_engine("POST", 2, "/forget"), 204, &Value::Null);
    stage.called("dialog[open] button[type=submit]", "Forget Sales").click();
    settle().await;
    settle().await;
    assert_eq!(server.got(&at_engine("POST", 2, "/forget"))[0].body.as_deref(), Some(r#"{"name":"Sales"}"#));
    assert!(address().ends_with("/storage-engines"), "{}", address());
}

#[wasm_bindgen_test]
async fn name_description_and_tags_are_saved_with_the_version() {
    let server = with(&engine(2, "Sales"));
    let stage = visit(&server, &path()).await;
    stage.type_into("input[name=engine-name]", "Sales 2").await;
    let mut renamed = engine(2, "Sales 2");
    renamed["tags"] = json!([]);
    server.says(&at_engine("PATCH", 2, ""), 200, &renamed);
    stage.press_button("Save").await;
    let sent = server.got(&at_engine("PATCH", 2, ""));
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"name":"Sales 2"}"#), "only what changed");
    assert!(stage.toasts().contains("Storage engine saved."));
    assert_eq!(stage.find("h1").inner_text(), "Sales 2");
}

#[wasm_bindgen_test]
async fn who_may_only_read_changes_nothing() {
    let mut read = engine(2, "Sales");
    read["may"] = json!({"update": false, "delete": false});
    let server = with(&read);
    has_credentials(&server, &[credential(5, "Reports", "hidden")]);
    let stage = visit(&server, &path()).await;
    for button in ["Resize", "Delete Sales"] {
        assert!(stage.called("button", button).has_attribute("disabled"), "{button}");
    }
    for button in ["Save", "Create credentials", "Rotate Reports", "Show password once Reports"] {
        assert!(!stage.has("button", button), "{button}");
    }
    assert!(stage.has("button", "Why? You can’t delete storage engines"));
}

#[wasm_bindgen_test]
async fn the_built_in_sandbox_is_made_when_somebody_wants_it() {
    let server = acme_with(&[built_in()]);
    has_engine(&server, 1, &built_in());
    let stage = visit(&server, &format!("/storage-engines/{}", id(1))).await;
    assert!(stage.text().contains("Created on first use"));
    assert!(!stage.has("button", "Delete Sandbox"));
    let mut made = built_in();
    made["state"] = json!("creating");
    server.says(&at_engine("POST", 1, "/retry"), 202, &made);
    server.says(&at_engine("GET", 1, ""), 200, &made);
    stage.press_button("Create it now").await;
    settle().await;
    assert_eq!(server.got(&at_engine("POST", 1, "/retry")).len(), 1);
    assert!(!stage.text().contains("Created on first use"));
}
