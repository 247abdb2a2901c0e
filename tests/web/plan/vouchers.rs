//! Using a voucher.

use super::{current, euros, of_plan, sent, subscription, with};
use crate::{
    acme::{at, visit},
    server::address,
    stage::{focused, settle},
};
use hq_contract::{Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn redeem() -> String {
    at("POST", "/vouchers")
}

#[wasm_bindgen_test]
async fn what_is_no_code_is_not_sent_and_what_was_refused_says_why() {
    let server = with(Value::Null, &[]);
    let stage = visit(&server, "/plan?do=voucher").await;
    settle().await;
    let press = async || {
        stage.called("dialog[open] button", "Use a voucher").click();
        settle().await;
        settle().await;
    };
    press().await;
    assert!(stage.dialog().inner_text().contains("Enter the voucher code."));
    stage.type_into("input[name=voucher]", "welcömé").await;
    press().await;
    assert!(stage.dialog().inner_text().contains("A code has 4 to 40 letters"));
    assert!(server.got(&redeem()).is_empty());
    stage.type_into("input[name=voucher]", " welcome 2026 ").await;
    for (code, words) in [
        (ProblemCode::VoucherUsed, "already been used up"),
        (ProblemCode::VoucherExpired, "has expired"),
        (ProblemCode::VoucherRedeemed, "has already used this voucher"),
        (ProblemCode::BillingOff, "doesn’t accept vouchers"),
    ] {
        server.refuses(&redeem(), code);
        press().await;
        assert!(stage.dialog().inner_text().contains(words), "{code:?}: {}", stage.dialog().inner_text());
    }
    assert_eq!(sent(&server, &redeem()), json!({"code": "WELCOME2026"}));
    let mut unknown = serde_json::to_value(Problem::new(ProblemCode::Invalid)).unwrap();
    unknown["fields"] = json!({"/code": "not_a_voucher"});
    server.says(&redeem(), 422, &unknown);
    press().await;
    assert!(stage.dialog().inner_text().contains("No voucher has this code."));
    assert_eq!(focused().get_attribute("name").as_deref(), Some("voucher"), "beside its field");
}

#[wasm_bindgen_test]
async fn what_a_voucher_gave_and_what_is_left_is_said() {
    let server = with(of_plan("premium", "active"), &[]);
    let voucher = json!({
        "code": "WELCOME", "gift": {"kind": "credit", "amount": euros(10_000)}, "left": euros(4_000),
        "until": "2027-01-31T12:00:00Z",
    });
    let stage = visit(&server, "/plan").await;
    assert!(stage.text().contains("No vouchers used yet."));
    stage.press_button("Use a voucher").await;
    settle().await;
    stage.type_into("input[name=voucher]", "welcome").await;
    server.says(&redeem(), 200, &voucher);
    let mut with_it = current(of_plan("premium", "active"));
    with_it["vouchers"] = json!([voucher, {
        "code": "TRY-IT", "gift": {"kind": "trial", "plan": "premium", "days": 30}, "left": null, "until": null,
    }]);
    server.says(&subscription(), 200, &with_it);
    stage.called("dialog[open] button", "Use a voucher").click();
    settle().await;
    settle().await;
    settle().await;
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(address(), "/organizations/acme/plan");
    assert!(stage.toasts().contains("€100.00 off the next receipts"), "{}", stage.toasts());
    let said = stage.text();
    for fact in ["WELCOME", "€40.00 left, until January 31, 2027", "Premium free for 30 days"] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
}
