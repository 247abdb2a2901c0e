//! Where the focus is once the button that was pressed has gone: at the page's title, and not nowhere.

use super::{ada, card, methods, of, paid, visit};
use crate::{
    acme::{id, page},
    plan::whole_account,
    stage::{Stage, focused, settle},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// Presses what can be pressed, from the keyboard: it has the focus.
async fn press(stage: &Stage, selector: &str, wanted: &str) {
    let button = stage.called(selector, wanted);
    button.focus().unwrap();
    button.click();
    settle().await;
    settle().await;
}

const IN_PAGE: &str = "main button";
const IN_DIALOG: &str = "dialog[open] button";

#[wasm_bindgen_test]
async fn it_is_at_the_title_after_a_card_is_removed() {
    let server = ada();
    let all = of("GET", 40, "/payment-methods");
    server.says(&all, 200, &methods(true, &[card(50, "visa", true), card(51, "amex", false)]));
    let stage = visit(&server, "/payment").await;
    let visa = stage.all(".payment-card")[0].clone();
    server.says(&of("DELETE", 40, &format!("/payment-methods/{}", id(51))), 204, &Value::Null);
    server.says(&all, 200, &methods(true, &[card(50, "visa", true)]));
    let remove = "Remove American Express ending in 4242";
    press(&stage, IN_PAGE, remove).await;
    press(&stage, IN_DIALOG, remove).await;
    settle().await;
    assert_eq!(stage.all(".payment-card").len(), 1);
    assert!(visa.is_connected(), "the others stay as they are");
    assert_eq!(focused(), stage.find("h1"));
}

#[wasm_bindgen_test]
async fn it_is_at_the_title_after_another_card_is_chosen() {
    let server = ada();
    let first = methods(true, &[card(50, "visa", true), card(51, "amex", false)]);
    server.says(&of("GET", 40, "/payment-methods"), 200, &first);
    let stage = visit(&server, "/payment").await;
    let cards = stage.all(".payment-card");
    let now = methods(true, &[card(50, "visa", false), card(51, "amex", true)]);
    server.says(&of("POST", 40, &format!("/payment-methods/{}/default", id(51))), 200, &now);
    press(&stage, IN_PAGE, "Pay with this card American Express ending in 4242").await;
    assert!(stage.has(IN_PAGE, "Pay with this card Visa ending in 4242"));
    assert!(cards.iter().all(|card| card.is_connected()), "the rows stay");
    assert_eq!(focused(), stage.find("h1"));
}

#[wasm_bindgen_test]
async fn it_is_at_the_title_after_who_paid_has_stopped() {
    let server = ada();
    let list = of("GET", 40, "/subscriptions");
    let acme = paid(1, "Acme", Some("acme"), "active");
    server.says(&list, 200, &page(&[acme.clone(), paid(2, "Zoo", None, "active")]));
    let stage = visit(&server, "/subscriptions").await;
    let stopped = paid(2, "Zoo", None, "cancelled");
    server.says(&of("POST", 40, &format!("/subscriptions/{}/stop", id(2))), 200, &stopped);
    server.says(&list, 200, &page(&[acme, stopped]));
    press(&stage, IN_PAGE, "Stop paying Zoo").await;
    press(&stage, IN_DIALOG, "Stop paying for Zoo").await;
    settle().await;
    assert!(stage.row("Zoo").inner_text().contains("Cancelled"), "{}", stage.text());
    assert_eq!(focused(), stage.find("h1"));
}

#[wasm_bindgen_test]
async fn it_is_at_the_title_after_a_transfer_is_cancelled() {
    let server = ada();
    let mut account = whole_account(40, "Acme SAS");
    account["transfer"] = json!({
        "to": "grace@example.org", "confirmed": true, "accepted": false, "expires_at": "2036-01-01T00:00:00Z",
    });
    server.says(&of("GET", 40, ""), 200, &account);
    let stage = visit(&server, "").await;
    server.says(&of("DELETE", 40, "/transfer"), 204, &Value::Null);
    server.says(&of("GET", 40, ""), 200, &whole_account(40, "Acme SAS"));
    press(&stage, IN_PAGE, "Cancel transfer").await;
    press(&stage, IN_DIALOG, "Cancel transfer").await;
    settle().await;
    assert!(stage.has(IN_PAGE, "Send both links"), "{}", stage.text());
    assert_eq!(focused(), stage.find("h1"));
}
