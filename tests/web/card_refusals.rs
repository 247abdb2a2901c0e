//! A card that was refused: where it is told, and what mends it.

use crate::{
    acme::{acme, at, id, page, visit},
    billing_accounts::has_account,
    plan::{current, euros, of_plan, with},
    receipts::invoice,
    server::{Server, open, signed_in},
    stage::{Stage, attribute, settle, unisolated},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// Refused on 20 November, by a bank that says why.
fn refusal(next: Option<&str>, mine: bool) -> Value {
    json!({
        "refused_at": "2026-11-20T12:00:00Z", "reason": mine.then_some("insufficient_funds"),
        "tries": if next.is_some() { 1 } else { 4 }, "next_try": next, "billing_account": mine.then(|| id(40)),
    })
}

fn refused(next: Option<&str>, mine: bool) -> Value {
    json!({
        "id": id(3), "number": "HQ-2026-0003", "open": euros(162_000), "reference": "RF18539007547034",
        "refusal": refusal(next, mine),
    })
}

const NEXT: Option<&str> = Some("2026-11-23T12:00:00Z");
const AGAIN: &str = "The bank refused the card for HQ-\u{2060}2026-\u{2060}0003 on November 20, 2026 for lack of funds; it’s tried again on November 23, 2026.";
const UNTOLD: &str = "The bank refused the card for HQ-\u{2060}2026-\u{2060}0003 on November 20, 2026; after 4 tries it isn’t tried again.";
const TRANSFER: &str = "You can pay it by bank transfer with the reference RF18539007547034.";

async fn at_plan(path: &str, refused: Value) -> Stage {
    let server = with(of_plan("premium", "active"), &[]);
    let mut current = current(of_plan("premium", "active"));
    current["card_refused"] = refused;
    server.says(&at("GET", "/subscription"), 200, &current);
    visit(&server, path).await
}

fn banner(stage: &Stage) -> String {
    unisolated(
        &stage.all("main .banner").iter().map(|banner| banner.inner_text()).collect::<Vec<_>>().join(" / "),
    )
}

#[wasm_bindgen_test]
async fn the_plan_and_the_bills_say_it_and_lead_whoever_pays_to_their_cards() {
    for path in ["/plan", "/billing"] {
        let stage = at_plan(path, refused(NEXT, true)).await;
        assert!(banner(&stage).contains(AGAIN), "{path}: {}", banner(&stage));
        assert!(!banner(&stage).contains("bank transfer"), "one way out: {}", banner(&stage));
        let way = stage.called("main .banner a", "Choose another card");
        assert!(
            attribute(&way, "href").ends_with(&format!("/billing-accounts/{}/payment", id(40))),
            "{path}"
        );
        drop(stage);
        let stage = at_plan(path, Value::Null).await;
        assert!(!banner(&stage).contains("refused"), "{path}");
    }
}

#[wasm_bindgen_test]
async fn others_are_told_how_to_pay_and_not_why_it_was_refused() {
    for path in ["/plan", "/billing"] {
        let stage = at_plan(path, refused(None, false)).await;
        let said = banner(&stage);
        assert!(said.contains(UNTOLD) && said.contains(TRANSFER), "{path}: {said}");
        assert!(!stage.has("main .banner a", "Choose another card"), "{path}");
    }
}

fn receipts(refusal: Value) -> Server {
    let mut late = invoice(3, "open");
    late["card_refusal"] = refusal;
    let server = acme();
    server.says(&at("GET", "/invoices"), 200, &page(&[late, invoice(2, "open")]));
    server
}

#[wasm_bindgen_test]
async fn a_receipt_says_it_in_its_line_and_where_one_pays_it() {
    let stage = visit(&receipts(refusal(NEXT, true)), "/receipts").await;
    let row = unisolated(&stage.row("HQ-2026-0003").inner_text());
    assert!(row.contains("Card refused, tried again Nov 23"), "{row}");
    assert!(!stage.row("HQ-2026-0002").inner_text().contains("refused"));
    stage.press_button("How to pay HQ-2026-0003").await;
    let said = unisolated(&stage.dialog().inner_text());
    assert!(said.contains(AGAIN) && said.contains("RF18539007547034"), "{said}");
    assert!(!said.contains("nothing left to do"), "{said}");
    let way = stage.called("dialog[open] .banner a", "Choose another card");
    assert!(attribute(&way, "href").ends_with(&format!("/billing-accounts/{}/payment", id(40))));
    drop(stage);

    let stage = visit(&receipts(refusal(None, false)), "/receipts").await;
    let row = unisolated(&stage.row("HQ-2026-0003").inner_text());
    assert!(row.contains("Card refused, not tried again"), "{row}");
    stage.press_button("How to pay HQ-2026-0003").await;
    assert!(unisolated(&stage.dialog().inner_text()).contains(UNTOLD));
    assert!(!stage.has("dialog[open] .banner a", "Choose another card"));
    stage.press_button("Close").await;
    stage.press_button("How to pay HQ-2026-0002").await;
    let said = stage.dialog().inner_text();
    assert!(said.contains("nothing left to do") && !said.contains("refused"), "{said}");
}

#[wasm_bindgen_test]
async fn among_the_cards_it_is_said_that_another_one_is_charged_at_once() {
    let server = signed_in(&["Acme"]);
    has_account(&server);
    let methods = format!("GET /api/v1/billing-accounts/{}/payment-methods", id(40));
    let card = json!({
        "id": id(50), "brand": "visa", "last4": "4242", "expires": {"month": 3, "year": 2029}, "is_default": true,
    });
    let mut answer = json!({"cards": true, "methods": [card], "refused": refused(NEXT, true)});
    server.says(&methods, 200, &answer);
    let path = format!("/billing-accounts/{}/payment", id(40));
    let stage = open(&server, &path).await;
    settle().await;
    let said = banner(&stage);
    assert!(
        said.contains(AGAIN) && said.contains("Choose another card: it’s charged immediately."),
        "{said}"
    );
    assert!(stage.all("main .banner a").is_empty(), "they are here");
    // Once another is chosen it is no longer said.
    let other = json!({
        "id": id(51), "brand": "amex", "last4": "1881", "expires": {"month": 3, "year": 2029}, "is_default": false,
    });
    answer["methods"].as_array_mut().unwrap().push(other);
    server.says(&methods, 200, &answer);
    drop(stage);
    let stage = open(&server, &path).await;
    settle().await;
    answer["refused"] = Value::Null;
    let pay = format!("POST /api/v1/billing-accounts/{}/payment-methods/{}/default", id(40), id(51));
    server.says(&pay, 200, &answer);
    stage.press_button("Pay with this card American Express ending in 1881").await;
    assert_eq!(banner(&stage), "");
}

#[wasm_bindgen_test]
async fn every_reason_is_a_sentence_of_its_own() {
    let mut said = std::collections::BTreeSet::new();
    let reasons = hq_contract::card_payments::RefusalReason::ALL;
    for reason in reasons {
        let mut one = refused(NEXT, true);
        one["refusal"]["reason"] = json!(reason.as_str());
        let stage = at_plan("/plan", one).await;
        let text = banner(&stage).replace('\u{2060}', "");
        assert!(
            text.contains("HQ-2026-0003") && text.contains("; it’s tried again on November 23, 2026."),
            "{text}"
        );
        said.insert(text);
    }
    assert_eq!(said.len(), reasons.len(), "{said:?}");
}
