//! Answering requests to join.

use crate::{
    acme::{acme, acme_of_a_user, at, id, name, page, request, visit},
    server::Server,
    stage::{Stage, settle, wait},
};
use hq_contract::ProblemCode;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

fn asked() -> Server {
    let server = acme();
    let requests = [request(31, "Joan Clarke"), request(32, "Rosa May")];
    server.says(&at("GET", "/join-requests"), 200, &page(&requests));
    server
}

/// The link to the members in the navigation beside the page.
fn side(stage: &Stage) -> web_sys::HtmlElement {
    stage.find("nav:not(.people-tabs *) a[href='/organizations/acme/members']")
}

fn answer(number: u32, word: &str) -> String {
    at("POST", &format!("/join-requests/{}/{word}", id(number)))
}

#[wasm_bindgen_test]
async fn who_asks_counts_in_the_navigation_and_has_a_page() {
    let stage = visit(&asked(), "/members/requests").await;
    let requests = stage.find(".members-part").inner_text();
    for said in ["Joan Clarke", "joan@example.org", "Bob knows me.", "Denied people aren’t notified"] {
        assert!(requests.contains(said), "{said}");
    }
    assert_eq!(name(&side(&stage)), "Members 2 requests to join");
    drop(stage);
    let stage = visit(&asked(), "/settings").await;
    // Elsewhere they are asked for once the page has stood for a while.
    for _ in 0..100 {
        if name(&side(&stage)).ends_with("2 requests to join") {
            break;
        }
        wait(20).await;
    }
    assert!(name(&side(&stage)).ends_with("2 requests to join"));
}

#[wasm_bindgen_test]
async fn approving_lets_in_and_denying_is_silent() {
    let server = asked();
    let stage = visit(&server, "/members/requests").await;
    server.says(&answer(31, "approve"), 204, &Value::Null);
    server.says(&answer(32, "deny"), 204, &Value::Null);
    stage.press_button("Approve Joan Clarke").await;
    assert!(stage.toasts().contains("Joan Clarke is now a member."));
    assert!(name(&side(&stage)).ends_with("1 request to join"));
    stage.press_button("Deny Rosa May").await;
    assert!(stage.toasts().contains("They won’t be notified"));
    assert!(stage.text().contains("No requests to join"), "nobody asks any more");
    assert_eq!(name(&side(&stage)), "Members");
}

#[wasm_bindgen_test]
async fn a_denial_can_be_undone() {
    let server = asked();
    let stage = visit(&server, "/members/requests").await;
    server.says(&answer(31, "deny"), 204, &Value::Null);
    server.says(&answer(31, "reopen"), 204, &Value::Null);
    stage.press_button("Deny Joan Clarke").await;
    assert!(!stage.has("button", "Deny Joan Clarke"));
    stage.press_button("Undo").await;
    settle().await;
    assert_eq!(server.got(&answer(31, "reopen")).len(), 1);
    assert!(stage.has("button", "Deny Joan Clarke"), "it waits again");
    server.refuses(&answer(31, "reopen"), ProblemCode::AlreadyAnswered);
    stage.press_button("Deny Joan Clarke").await;
    stage.press_button("Undo").await;
    assert!(stage.find(".toast[data-tone=danger]").inner_text().len() > 5, "why not");
    assert!(!stage.has("button", "Deny Joan Clarke"));
}

#[wasm_bindgen_test]
async fn what_failed_stays_and_what_others_answered_goes() {
    let server = asked();
    let stage = visit(&server, "/members/requests").await;
    server.refuses(&answer(31, "approve"), ProblemCode::SeatsFull);
    stage.press_button("Approve Joan Clarke").await;
    assert!(stage.find("main .form-error").inner_text().contains("All seats"));
    assert!(stage.has("button", "Approve Joan Clarke"));
    server.refuses(&answer(31, "approve"), ProblemCode::AlreadyAnswered);
    server.says(&at("GET", "/join-requests"), 200, &page(&[request(32, "Rosa May")]));
    stage.press_button("Approve Joan Clarke").await;
    settle().await;
    assert!(stage.toasts().contains("answered or withdrawn"));
    assert!(!stage.has("button", "Approve Joan Clarke"));
    assert!(stage.all("main .form-error").is_empty(), "it is said once");
}

#[wasm_bindgen_test]
async fn nobody_asks_and_users_do_not_answer() {
    let stage = visit(&acme(), "/members/requests").await;
    assert!(stage.text().contains("No requests to join"));
    drop(stage);
    let server = acme_of_a_user();
    server.says(&at("GET", "/join-requests"), 200, &page(&[request(31, "Joan Clarke")]));
    let stage = visit(&server, "/members/requests").await;
    assert!(!stage.text().contains("Joan Clarke"));
    assert!(server.got(&at("GET", "/join-requests")).is_empty());
}
