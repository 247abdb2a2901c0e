//! What is typed into the settings and not saved.

use crate::{
    acme::{acme, at, visit},
    server::Server,
    stage::{Stage, settle},
};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

fn server() -> Server {
    let server = acme();
    let nobody = json!({"enabled": false, "domains": [], "available": ["a.example"], "verified": []});
    server.says(&at("GET", "/authentication"), 200, &json!({"force_mfa": false, "join_requests": nobody}));
    server
}

async fn go(stage: &Stage, page: &str) {
    stage.called("nav a", page).click();
    // The page, and what it reads.
    for _ in 0..3 {
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn the_navigation_tells_where_something_is_not_saved() {
    let stage = visit(&server(), "/settings").await;
    assert!(stage.has("nav a", "Information") && stage.has("nav a", "Authentication"));
    stage.type_into("input[name=organization]", "Acme Data").await;
    assert!(stage.has("nav a", "Information (unsaved changes)"));

    go(&stage, "Authentication").await;
    assert!(stage.has("nav a", "Information (unsaved changes)") && stage.has("nav a", "Authentication"));
    stage.all("main [role=switch]")[0].click();
    settle().await;
    assert!(stage.has("nav a", "Authentication (unsaved changes)"));
    stage.press_button("Discard").await;
    assert!(stage.has("nav a", "Authentication"));

    go(&stage, "Information (unsaved changes)").await;
    assert!(stage.text().contains("You left this page before saving."));
    stage.press_button("Discard").await;
    assert!(stage.has("nav a", "Information"));
}
