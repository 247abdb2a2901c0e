//! The list of storage engines, and the default configuration.

use crate::{
    acme::{acme_of_a_user_who_may, at, id, page, pause, visit},
    cloud::{acme_with, built_in, defaults, engine, with_engines},
    server::{Server, address},
    stage::{Stage, settle, wait},
};
use hq_contract::Permission;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PATH: &str = "/storage-engines";

fn list() -> String {
    at("GET", "/storage-engines")
}

fn put() -> String {
    at("PUT", "/storage-defaults")
}

fn sales() -> Value {
    let mut sales = engine(2, "Sales");
    sales["tags"] = json!(["ML"]);
    sales
}

fn asked(server: &Server) -> String {
    let sent = server.got(&list());
    sent.iter().rev().find(|sent| sent.url.contains('?')).map(|sent| sent.url.clone()).unwrap_or_default()
}

fn cells(stage: &Stage, name: &str) -> String {
    let text = crate::stage::unisolated(&stage.row(name).inner_text());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn the_built_in_sandbox_comes_first_and_grey() {
    let stage = visit(&acme_with(&[built_in(), sales()]), PATH).await;
    assert_eq!(stage.find("h1").inner_text(), "Storage engines");
    assert!(stage.has("nav a[aria-current=page]", "Storage engines"));
    let names: Vec<String> = stage.all("tbody .engine-name").iter().map(|name| name.inner_text()).collect();
    assert_eq!(names, ["Sandbox", "Sales"]);
    assert_eq!(stage.all("tr[data-built-in]").len(), 1);
    let sales = cells(&stage, "Sales");
    for part in ["ml", "PostgreSQL", "Paris, France", "A Cloud", "4 FPU", "5 GB of 20 GB", "Ready"] {
        assert!(sales.contains(part), "{part} in {sales}");
    }
    assert!(cells(&stage, "Sandbox").contains("On demand"));
}

#[wasm_bindgen_test]
async fn filters_stand_in_the_address() {
    let server = acme_with(&[built_in(), sales()]);
    let stage = visit(&server, PATH).await;
    stage.type_into("input[name=q]", "sal").await;
    pause().await;
    settle().await;
    stage.select("select[name=engine]", "postgresql").await;
    stage.select("select[name=state]", "ready").await;
    stage.press_button("Storage").await;
    assert!(
        address().ends_with("/storage-engines?q=sal&engine=postgresql&state=ready&sort=storage"),
        "{}",
        address()
    );
    assert!(
        asked(&server).ends_with("?q=sal&engine=postgresql&state=ready&sort=storage"),
        "{}",
        asked(&server)
    );

    server.says(&list(), 200, &page(&[]));
    stage.select("select[name=state]", "failed").await;
    settle().await;
    assert!(stage.text().contains("No storage engines match."));
    server.says(&list(), 200, &page(&[built_in()]));
    stage.press_named("Clear search and filters").await;
    settle().await;
    assert!(address().ends_with("/storage-engines?sort=storage"), "{}", address());
}

#[wasm_bindgen_test]
async fn who_has_but_the_sandbox_is_told_what_this_is() {
    let stage = visit(&acme_with(&[built_in()]), PATH).await;
    assert!(stage.text().contains("Add a storage engine"));
    assert_eq!(stage.all("a[href='/organizations/acme/storage-engines/new']").len(), 2);
}

#[wasm_bindgen_test]
async fn who_may_not_order_is_told_why() {
    let server = acme_of_a_user_who_may(&[]);
    with_engines(&server, &[]);
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("No storage engines you can see"), "{}", stage.text());
    assert!(stage.called("button", "New storage engine").has_attribute("disabled"));
    assert!(stage.has("button", "Why? You can’t create storage engines"));
    assert!(stage.has("button", "Why? You can’t change the default configuration"));
    assert!(stage.all("select[name=primary]").is_empty(), "names, and no choices");
    let stage = visit(&server, "/storage-engines/new").await;
    assert!(stage.text().contains("You can’t create storage engines"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn while_something_moves_it_is_looked_at_again() {
    let mut moving = sales();
    moving["state"] = json!("creating");
    let server = acme_with(&[built_in(), moving]);
    let stage = visit(&server, PATH).await;
    assert!(cells(&stage, "Sales").contains("Creating"));
    server.says(&list(), 200, &page(&[built_in(), sales()]));
    for _ in 0..30 {
        wait(100).await;
        if cells(&stage, "Sales").contains("Ready") {
            break;
        }
    }
    assert!(cells(&stage, "Sales").contains("Ready"));
    let asked = server.got(&list()).len();
    wait(1500).await;
    assert_eq!(server.got(&list()).len(), asked, "nothing moves any more");
}

#[wasm_bindgen_test]
async fn the_default_configuration_is_saved_with_its_version() {
    let server = acme_with(&[built_in(), sales()]);
    let stage = visit(&server, PATH).await;
    stage.select("select[name=mart]", &id(2)).await;
    assert!(stage.text().contains("Unsaved changes"));
    let saved = defaults((1, "Sandbox"), (2, "Sales"), (1, "Sandbox"));
    server.says(&put(), 200, &saved);
    stage.press_button("Save").await;
    let sent = server.got(&put());
    let body: Value = serde_json::from_str(sent[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(body, json!({"primary": id(1), "mart": id(2), "ml": id(1)}));
    assert!(sent[0].headers.iter().any(|(name, value)| *name == "if-match" && value == "\"1\""));
    assert!(stage.toasts().contains("Default configuration saved."));
}

#[wasm_bindgen_test]
async fn a_default_configuration_that_somebody_has_changed_is_shown_first() {
    let server = acme_with(&[built_in(), sales()]);
    let stage = visit(&server, PATH).await;
    stage.select("select[name=mart]", &id(2)).await;
    server.refuses(&put(), hq_contract::ProblemCode::Stale);
    let theirs = defaults((2, "Sales"), (1, "Sandbox"), (1, "Sandbox"));
    server.says(&at("GET", "/storage-defaults"), 200, &theirs);
    stage.press_button("Save").await;
    settle().await;
    assert!(stage.text().contains("Someone else changed the default configuration."));
    let chosen = |name: &str| {
        let select = stage.find(&format!("select[name={name}]"));
        wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlInputElement>(select).value()
    };
    assert_eq!((chosen("primary"), chosen("mart")), (id(2), id(2)), "theirs, and what was chosen");
}

#[wasm_bindgen_test]
async fn who_may_not_decide_sees_the_names() {
    let server = acme_of_a_user_who_may(&[Permission::CreateStorageEngines]);
    with_engines(&server, &[built_in()]);
    let mut hidden = defaults((1, "Sandbox"), (1, "Sandbox"), (2, "Sales"));
    hidden["ml"]["name"] = Value::Null;
    server.says(&at("GET", "/storage-defaults"), 200, &hidden);
    let stage = visit(&server, PATH).await;
    let facts = stage.find("dl.facts").inner_text();
    assert!(facts.contains("Sandbox") && facts.contains("An engine you can’t see"), "{facts}");
    assert!(!stage.has("button", "Save"));
}
