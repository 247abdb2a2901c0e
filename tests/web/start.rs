//! The start screen: who is expected somewhere finds the way there before a new organization.

use crate::server::{open, session_with, signed_in};
use wasm_bindgen_test::wasm_bindgen_test;

const SESSION: &str = "GET /api/v1/session";

#[wasm_bindgen_test]
async fn who_is_expected_nowhere_creates() {
    let stage = open(&signed_in(&[]), "/").await;
    let titles: Vec<String> =
        stage.all("main h2:not(.dialog-title)").iter().map(|title| title.inner_text()).collect();
    assert_eq!(titles, ["Create an organization", "What’s next"]);
}

#[wasm_bindgen_test]
async fn invitations_stand_before_a_new_organization() {
    let server = signed_in(&[]);
    server.says(SESSION, 200, &session_with(&[], &["Acme"], &["Cargo"]));
    let stage = open(&server, "/").await;
    let titles: Vec<String> =
        stage.all("main h2:not(.dialog-title)").iter().map(|title| title.inner_text()).collect();
    let order =
        ["Invitations", "Your colleagues are on HQ", "Or create your own organization", "What’s next"];
    assert_eq!(titles, order);
    let page = stage.text();
    assert!(page.contains("Grace Hopper invited you to join Acme") && page.contains("See you on Monday."));
}
