//! The summary, and placing the order.

use super::{
    account,
    choose::{path, premium_at},
    current, of_plan, put, quote, quoted, rows, sent, subscription, with,
};
use crate::{
    acme::{id, pause, visit_again},
    server::Server,
    stage::{Stage, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const SUMMARY: &str = "/organizations/acme/plan/choose/summary";

async fn summary(server: &Server) -> Stage {
    let stage = premium_at(server, "/summary").await;
    assert_eq!(path(), SUMMARY);
    stage
}

fn ordinary() -> Server {
    with(Value::Null, &[account(40, "Acme SAS")])
}

#[wasm_bindgen_test]
async fn the_summary_says_what_is_billed_today_line_by_line() {
    let stage = summary(&ordinary()).await;
    let today = rows(&stage, "main .quote");
    for fact in [
        "Premium, Monthly €1,350.00",
        "Support: Advanced €990.00",
        "Without VAT €2,340.00",
        "VAT 20% €468.00",
        "Amount billed today €2,808.00",
    ] {
        assert!(today.iter().any(|row| row == fact), "{fact}: {today:?}");
    }
    let prices = rows(&stage, "main .quote-prices");
    for row in ["Plan €1,350.00 €14,580.00", "Support €990.00 €11,880.00", "Committed FPU €0.00 €0.00"]
    {
        assert!(prices.iter().any(|price| price == row), "{row}: {prices:?}");
    }
    let said = stage.text();
    for fact in ["Acme SAS", "Bank transfer", "Immediately, when you confirm", "December 26, 2026"] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    assert!(stage.has("main a", "Change Plan") && stage.has("main a", "Change Billing account"));
}

#[wasm_bindgen_test]
async fn confirming_sends_what_was_shown_once_and_leads_to_the_plan() {
    let server = ordinary();
    let stage = summary(&server).await;
    server.holds(&put());
    let button = stage.called("main button", "Confirm, €2,808.00 today");
    button.click();
    settle().await;
    button.click();
    settle().await;
    assert_eq!(server.got(&put()).len(), 1, "a second press orders nothing twice");
    let order = sent(&server, &put());
    assert_eq!(order["quote"], "q1");
    assert_eq!(order["billing_account"], json!(id(40)));
    assert_eq!(
        order["terms"],
        json!({"plan": "premium", "cycle": "monthly", "support": "advanced", "committed_fpu": 0})
    );
    // What is quoted begins where the person is, and what is ordered where it was quoted.
    let asked = sent(&server, &quote());
    assert!(asked["zone"].as_str().is_some_and(|zone| !zone.is_empty()), "{asked}");
    assert_eq!(order["zone"], "Europe/Paris");
    let now = current(of_plan("premium", "active"));
    server.says(&subscription(), 200, &now);
    server.answers_waiting(&now).await;
    settle().await;
    settle().await;
    assert_eq!(path(), "/organizations/acme/plan");
    assert!(stage.toasts().contains("Premium is now your plan."), "{}", stage.toasts());
    drop(stage);
    let stage = visit_again(&server, "/plan/choose").await;
    settle().await;
    assert!(!crate::server::address().contains("support="), "what was ordered is not kept");
    drop(stage);
}

#[wasm_bindgen_test]
async fn a_quote_that_has_changed_is_shown_beside_the_old_one_and_asked_again() {
    let server = ordinary();
    let stage = summary(&server).await;
    server.refuses(&put(), ProblemCode::QuoteChanged);
    server.says(&quote(), 200, &quoted("q2", 250_000, true));
    stage.press_button("Confirm, €2,808.00 today").await;
    settle().await;
    assert!(stage.text().contains("so nothing was ordered"), "{}", stage.text());
    let beside = rows(&stage, "main .quote-changed");
    for row in ["Amount billed today €2,808.00 €3,000.00", "Per month, without VAT €2,340.00 €2,500.00"]
    {
        assert!(beside.iter().any(|one| one == row), "{row}: {beside:?}");
    }
    let now = current(of_plan("premium", "active"));
    server.says(&put(), 200, &now);
    server.says(&subscription(), 200, &now);
    stage.press_button("Confirm, €3,000.00 today").await;
    settle().await;
    assert_eq!(sent(&server, &put())["quote"], "q2", "only what was shown is agreed to");
    assert_eq!(path(), "/organizations/acme/plan");
}

#[wasm_bindgen_test]
async fn refusals_have_words_and_nothing_is_lost() {
    let server = ordinary();
    let stage = summary(&server).await;
    for (code, words) in [
        (ProblemCode::BillingIncomplete, "The billing account is missing details"),
        (ProblemCode::AskForOffer, "This plan is priced on request."),
        (ProblemCode::QuotaReached, "has reached its limit"),
        (ProblemCode::TransferPending, "is being transferred"),
        (ProblemCode::BillingOff, "This HQ doesn’t sell plans"),
    ] {
        server.refuses(&put(), code);
        stage.press_button("Confirm, €2,808.00 today").await;
        settle().await;
        assert!(stage.text().contains(words), "{code:?}: {}", stage.text());
        assert_eq!(path(), SUMMARY, "{code:?}");
    }
    server.loses(&put());
    stage.press_button("Confirm, €2,808.00 today").await;
    settle().await;
    assert_eq!(path(), SUMMARY);
    drop(stage);
    let stage = visit_again(&server, "/plan/choose/summary").await;
    pause().await;
    settle().await;
    assert!(stage.has("main button", "Confirm, €2,808.00 today"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_trial_bills_nothing_and_says_until_when() {
    let server = ordinary();
    let mut free = quoted("q1", 234_000, true);
    free["trial_until"] = json!("2026-12-03T12:00:00Z");
    free["lines"] = json!([]);
    free["taxes"] = json!([]);
    for sum in ["net", "gross"] {
        free[sum] = super::euros(0);
    }
    server.says(&quote(), 200, &free);
    let stage = summary(&server).await;
    let said = stage.text();
    assert!(said.contains("Nothing is billed today: the trial runs until December 3, 2026."), "{said}");
    assert!(said.contains("Immediately, free until December 3, 2026"), "{said}");
    assert_eq!(rows(&stage, "main .quote"), ["Amount billed today €0.00"]);
    assert!(stage.has("main button", "Confirm"));
}

#[wasm_bindgen_test]
async fn another_persons_account_goes_on_paying() {
    let mut own = of_plan("standard", "active");
    own["payer"]["mine"] = json!(false);
    let server = with(own, &[]);
    let stage = summary(&server).await;
    assert_eq!(sent(&server, &quote()).get("billing_account"), None, "the one that pays now");
    assert!(stage.text().contains("Acme SAS"), "{}", stage.text());
    drop(stage);
    let stage = premium_at(&server, "/payment").await;
    assert!(stage.text().contains("Acme SAS pays by: Bank transfer."), "{}", stage.text());
    drop(stage);
    let stage = premium_at(&server, "/payer").await;
    assert!(
        stage.text().contains("belongs to someone else") && stage.all("input[name=payer-name]").is_empty()
    );
    stage.press("input[type=radio][value=new]").await;
    settle().await;
    assert_eq!(stage.all("input[name=payer-name]").len(), 1);
}
