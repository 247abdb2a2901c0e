//! What brokers do, as pages show it: steps, failures, history, forgetting.

use crate::{
    acme::{name, page, visit},
    dataplants::{dataplant, failure, has, of, operation, page_of, step, with},
    server::address,
    stage::{Stage, settle, wait},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn steps(stage: &Stage) -> Vec<String> {
    stage.all("main .operation-steps[aria-label=Steps] > li").iter().map(|step| name(step)).collect()
}

fn moment(seconds_ago: i64) -> String {
    let now = js_sys::Date::now();
    #[expect(clippy::cast_precision_loss, reason = "some seconds")]
    let then = js_sys::Date::new(&(now - seconds_ago as f64 * 1000.0).into());
    then.to_iso_string().into()
}

#[wasm_bindgen_test]
async fn steps_are_shown_live_and_count_their_seconds() {
    let server = with(&[dataplant(1, "Sales", "creating")]);
    let mut running = step("connect_mart", "running");
    running["started_at"] = json!(moment(5));
    let of_a_broker = step("Warming <b>up</b>", "pending");
    let now =
        operation("create", "running", &[step("create_database", "done"), running.clone(), of_a_broker]);
    server.says(&of("GET", 1, "/steps"), 200, &now);
    let stage = visit(&server, &page_of(1)).await;
    let shown = steps(&stage);
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown[0].contains("Create the database") && shown[0].contains("done"), "{shown:?}");
    assert!(shown[0].contains("1 min 12 sec"), "{shown:?}");
    assert!(shown[1].contains("Connect to the mart tables") && shown[1].contains("in progress"), "{shown:?}");
    assert!(shown[2].contains("Warming <b>up</b>"), "what a broker says is plain text: {shown:?}");
    let said =
        stage.all("main [role=status]").iter().map(|one| one.text_content().unwrap()).collect::<String>();
    assert!(said.contains("Step 2 of 3"), "{said}");
    let time = |stage: &Stage| stage.all("main .operation-step-time")[1].inner_text();
    let before = time(&stage);
    wait(1_200).await;
    settle().await;
    assert_ne!(time(&stage), before, "it counts");
    let done = operation("create", "done", &[step("create_database", "done"), step("connect_mart", "done")]);
    has(&server, &[dataplant(1, "Sales", "ready")]);
    server.says(&of("GET", 1, "/steps"), 200, &done);
    server.says(&of("GET", 1, "/operations"), 200, &page(&[done]));
    wait(1_500).await;
    settle().await;
    assert!(stage.text().contains("Ready") && steps(&stage).is_empty(), "{}", stage.text());
    let asked = server.got(&of("GET", 1, "")).len();
    wait(2_000).await;
    assert_eq!(server.got(&of("GET", 1, "")).len(), asked, "nothing moves any more");
}

fn failed() -> Value {
    let mut one = dataplant(1, "Sales", "failed");
    one["failure"] = failure();
    one
}

#[wasm_bindgen_test]
async fn a_failure_says_all_that_is_known_and_can_be_tried_again() {
    let server = with(&[failed()]);
    let stage = visit(&server, &page_of(1)).await;
    let said = stage.find("main .failure").inner_text();
    for fact in [
        "Sales couldn’t be created",
        "The broker reported a failure.",
        "Create the database",
        "No space left <b>on</b> device",
        "500",
        "request-7",
    ] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    stage.press_button("Copy details").await;
    let copied = stage.find("main .failure [role=status]").inner_text();
    assert!(copied.contains("Copied.") || copied.contains("didn’t allow copying"), "{copied}");
    let again = dataplant(1, "Sales", "creating");
    has(&server, std::slice::from_ref(&again));
    server.says(&of("POST", 1, "/retry"), 202, &again);
    stage.press_button("Try again").await;
    settle().await;
    assert!(stage.all("main .failure").is_empty() && stage.text().contains("Creating"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn what_was_begun_can_be_cleaned_up_without_a_mail() {
    let server = with(&[failed()]);
    let stage = visit(&server, &page_of(1)).await;
    let going = dataplant(1, "Sales", "deleting");
    has(&server, std::slice::from_ref(&going));
    server.says(&of("DELETE", 1, ""), 202, &going);
    stage.press_button("Clean up").await;
    settle().await;
    assert_eq!(server.got(&of("DELETE", 1, ""))[0].header("if-match"), Some("\"1\""));
    assert!(stage.toasts().contains("Cleaning up"), "{}", stage.toasts());
}

#[wasm_bindgen_test]
async fn who_may_neither_is_offered_neither() {
    let mut one = failed();
    one["may"] = json!({"update": false, "delete": false});
    let server = with(&[one]);
    let stage = visit(&server, &page_of(1)).await;
    assert!(stage.has("main button", "Copy details"));
    assert!(!stage.has("main button", "Try again") && !stage.has("main button", "Clean up"));
}

#[wasm_bindgen_test]
async fn the_history_says_who_did_what_and_how_long_it_took() {
    let server = with(&[dataplant(1, "Sales", "ready")]);
    let mut resize = operation("resize", "failed", &[]);
    resize["from_fpu"] = json!(2);
    resize["to_fpu"] = json!(4);
    resize["failure"] = failure();
    let mut made = operation("create", "done", &[step("create_database", "done")]);
    made["id"] = json!(crate::acme::id(71));
    server.says(&of("GET", 1, "/operations"), 200, &page(&[resize, made]));
    let stage = visit(&server, &page_of(1)).await;
    let lines: Vec<String> = stage.all("main .operation").iter().map(|line| name(line)).collect();
    assert!(lines[0].contains("Resized from 2 to 4 FPU") && lines[0].contains("failed"), "{lines:?}");
    assert!(lines[0].contains("No space left"), "{lines:?}");
    assert!(lines[1].contains("Created") && lines[1].contains("by Ada Lovelace"), "{lines:?}");
    assert!(lines[1].contains("took 2 min"), "{lines:?}");
}

#[wasm_bindgen_test]
async fn forgetting_is_for_a_broker_that_is_gone_and_needs_the_name() {
    let server = with(&[dataplant(1, "Sales", "ready")]);
    let stage = visit(&server, &page_of(1)).await;
    assert!(!stage.has("main button", "Forget without deleting"));
    drop(stage);
    let mut away = dataplant(1, "Sales", "ready");
    away["broker_available"] = json!(false);
    has(&server, &[away]);
    let stage = visit(&server, &page_of(1)).await;
    assert!(stage.text().contains("can’t be reached right now"), "{}", stage.text());
    assert!(stage.called("main button", "Resize").has_attribute("disabled"));
    stage.press_button("Forget without deleting").await;
    assert!(stage.dialog().inner_text().contains("may keep running and costing money"), "{}", stage.text());
    stage.type_into("dialog[open] input[name=typed-name]", "Sales").await;
    server.says(&of("POST", 1, "/forget"), 204, &Value::Null);
    has(&server, &[]);
    stage.press_button("Forget Sales").await;
    settle().await;
    let sent = server.got(&of("POST", 1, "/forget")).pop().unwrap();
    assert_eq!(sent.body.as_deref(), Some(r#"{"name":"Sales"}"#));
    assert_eq!(address(), "/organizations/acme/dataplants");
}
