//! Choosing a plan, step by step.

use super::{account, of_plan, put, quote, quoted, sent, subscription, with};
use crate::{
    acme::{acme, acme_of_a_user, id, name, page, pause, visit, visit_again},
    server::{Server, address},
    stage::{Stage, attribute, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlFormElement, HtmlInputElement};

const CHOOSE: &str = "/organizations/acme/plan/choose";

pub fn path() -> String {
    address().split('?').next().unwrap().to_owned()
}

pub fn value(stage: &Stage, selector: &str) -> String {
    stage.find(selector).unchecked_into::<HtmlInputElement>().value()
}

fn checked(stage: &Stage, selector: &str) -> bool {
    stage.find(selector).unchecked_into::<HtmlInputElement>().checked()
}

fn total(stage: &Stage) -> String {
    name(&stage.find("main .total"))
}

/// As Enter does in a field of the step.
async fn enter(stage: &Stage) {
    let form: HtmlFormElement = stage.find("main form").unchecked_into();
    form.request_submit().unwrap();
    settle().await;
    settle().await;
}

/// Premium with Advanced support, at the step with this path.
pub async fn premium_at(server: &Server, step: &str) -> Stage {
    let stage = visit(server, &format!("/plan/choose{step}?plan=premium&support=advanced")).await;
    pause().await;
    settle().await;
    stage
}

#[wasm_bindgen_test]
async fn cards_say_what_each_plan_costs_and_includes() {
    let stage = visit(&with(Value::Null, &[]), "/plan/choose").await;
    let cards: Vec<String> = stage.all("main .plan-card").iter().map(|card| card.inner_text()).collect();
    for (card, facts) in [
        (
            0,
            vec![
                "Standard",
                "€90.00",
                "a month without VAT",
                "7 days free. After that €90.00 a month",
                "1 dataplant",
            ],
        ),
        (1, vec!["Premium", "€1,350.00", "8 FPU included", "250 GB", "2 dataplants"]),
        (2, vec!["Enterprise", "Custom", "on request", "Any number of dataplants"]),
    ] {
        for fact in facts {
            assert!(cards[card].contains(fact), "{fact}: {}", cards[card]);
        }
    }
    assert!(!cards[1].contains("days free"), "only what has a trial speaks of one");
    let mail = attribute(&stage.called("main a", "Ask for a quote"), "href");
    assert_eq!(mail, "mailto:sales@hq.example?subject=Enterprise%20plan%20for%20Acme");
    stage.press("input[type=radio][value=yearly]").await;
    settle().await;
    assert!(
        stage.text().contains("€14,580.00") && stage.text().contains("Yearly, 10% less"),
        "{}",
        stage.text()
    );
    assert_eq!(address(), format!("{CHOOSE}?cycle=yearly"));
}

#[wasm_bindgen_test]
async fn nothing_is_chosen_for_who_has_no_plan() {
    let server = with(Value::Null, &[]);
    let stage = visit(&server, "/plan/choose").await;
    assert!(total(&stage).contains("Choose a plan first"));
    enter(&stage).await;
    assert_eq!(path(), CHOOSE);
    assert!(stage.text().contains("Choose a plan to continue."));
    drop(stage);
    let stage = visit(&server, "/plan/choose/summary").await;
    settle().await;
    assert_eq!(path(), CHOOSE, "a step too early leads to what is missing");
    drop(stage);
    let stage = visit(&server, "/plan/choose/summary?plan=premium").await;
    settle().await;
    assert_eq!(path(), format!("{CHOOSE}/payer"), "nobody pays yet");
    drop(stage);
    visit(&server, "/plan/choose/support?plan=enterprise").await;
    settle().await;
    assert_eq!(path(), CHOOSE, "what is sold by an offer cannot be ordered");
}

#[wasm_bindgen_test]
async fn the_keyboard_leads_through_the_steps_and_one_total_goes_along() {
    let server = with(Value::Null, &[account(40, "Acme SAS")]);
    let stage = visit(&server, "/plan/choose").await;
    stage.press("input[type=radio][value=premium]").await;
    enter(&stage).await;
    assert_eq!(path(), format!("{CHOOSE}/support"));
    assert!(checked(&stage, "input[type=radio][value=basic]"), "the least is chosen at first");
    stage.press("input[type=radio][value=advanced]").await;
    assert!(
        total(&stage).contains("About €2,340.00 a month"),
        "at once, by the price list: {}",
        total(&stage)
    );
    assert!(total(&stage).contains("An estimate"), "{}", total(&stage));
    pause().await;
    settle().await;
    assert!(total(&stage).contains("Total €2,340.00 a month"), "{}", total(&stage));
    assert!(total(&stage).contains("Billed today: €2,808.00 with VAT"), "{}", total(&stage));
    let mut asked = sent(&server, &quote());
    assert!(asked["zone"].take().is_string(), "where the browser is");
    assert_eq!(
        asked,
        json!({
            "terms": {"plan": "premium", "cycle": "monthly", "support": "advanced", "committed_fpu": 0},
            "billing_account": id(40),
            "zone": null,
        })
    );
    enter(&stage).await;
    assert_eq!(path(), format!("{CHOOSE}/resources"));
    stage.type_into("input[name=committed]", "101").await;
    enter(&stage).await;
    assert_eq!(path(), format!("{CHOOSE}/resources"));
    assert!(stage.text().contains("Enter a whole number from 0 to 100."), "{}", stage.text());
    stage.type_into("input[name=committed]", "2").await;
    assert!(
        stage.text().contains("Committing saves €27.60 per FPU. In total: €55.20 a month."),
        "{}",
        stage.text()
    );
    enter(&stage).await;
    assert_eq!(path(), format!("{CHOOSE}/payer"));
    enter(&stage).await;
    assert_eq!(path(), format!("{CHOOSE}/payment"));
    assert!(stage.text().contains("You keep access while the money is on its way."));
    enter(&stage).await;
    assert_eq!(path(), format!("{CHOOSE}/summary"));
    assert!(address().contains("plan=premium") && address().contains("fpu=2"), "{}", address());
}

#[wasm_bindgen_test]
async fn back_and_reload_keep_what_was_chosen() {
    let server = with(Value::Null, &[account(40, "Acme SAS"), account(41, "Beta GmbH")]);
    let stage = visit(&server, "/plan/choose").await;
    stage.press("input[type=radio][value=premium]").await;
    enter(&stage).await;
    stage.press("input[type=radio][value=business_critical]").await;
    enter(&stage).await;
    stage.press_named("Back").await;
    settle().await;
    settle().await;
    assert!(checked(&stage, "input[type=radio][value=business_critical]"));
    drop(stage);
    let stage = visit_again(&server, "/plan/choose/payer").await;
    settle().await;
    assert!(address().contains("plan=premium&support=business_critical"), "{}", address());
    assert!(checked(&stage, &format!("input[type=radio][value='{}']", id(40))), "the first is taken");
    stage.press(&format!("input[type=radio][value='{}']", id(41))).await;
    settle().await;
    drop(stage);
    let stage = visit_again(&server, "/plan/choose/payer").await;
    settle().await;
    assert!(checked(&stage, &format!("input[type=radio][value='{}']", id(41))));
}

#[wasm_bindgen_test]
async fn without_an_account_the_total_is_an_estimate_without_vat() {
    let server = with(Value::Null, &[]);
    server.says(&quote(), 200, &quoted("q1", 234_000, false));
    let stage = premium_at(&server, "/support").await;
    assert!(
        total(&stage).contains("about €2,340.00 without VAT. VAT depends on who pays."),
        "{}",
        total(&stage)
    );
    server.refuses(&quote(), ProblemCode::AskForOffer);
    stage.press("input[type=radio][value=basic]").await;
    pause().await;
    settle().await;
    assert!(total(&stage).contains("This plan is priced on request."), "{}", total(&stage));
    assert!(total(&stage).contains("About €1,350.00"), "{}", total(&stage));
}

#[wasm_bindgen_test]
async fn who_has_a_plan_changes_it_from_there() {
    let server = with(of_plan("premium", "active"), &[account(40, "Acme SAS")]);
    let mut down = quoted("q1", 9_000 + 99_000, true);
    down["takes_effect"] = json!({"when": "period_end", "at": "2026-12-12T12:00:00Z"});
    down["lines"] = json!([]);
    down["taxes"] = json!([]);
    for sum in ["net", "gross"] {
        down[sum] = super::euros(0);
    }
    server.says(&quote(), 200, &down);
    let stage = visit(&server, "/plan/choose").await;
    assert!(checked(&stage, "input[type=radio][value=premium]"), "what there is is chosen");
    assert!(stage.find("main .plan-card[data-chosen]").inner_text().contains("Current plan"));
    stage.press("input[type=radio][value=standard]").await;
    pause().await;
    settle().await;
    assert!(
        total(&stage).contains("Nothing is billed today: the change takes effect on December 12, 2026."),
        "{}",
        total(&stage)
    );
    drop(stage);
    let stage = visit_again(&server, "/plan/choose/summary?plan=standard").await;
    pause().await;
    settle().await;
    let said = stage.text();
    assert!(said.contains("Premium, Monthly") && said.contains("On December 12, 2026, at the end"), "{said}");
    let mut coming = of_plan("premium", "active");
    coming["next"] = json!({"terms": down["terms"], "at": "2026-12-12T12:00:00Z"});
    coming["next"]["terms"]["plan"] = json!("standard");
    server.says(&put(), 200, &super::current(coming.clone()));
    server.says(&subscription(), 200, &super::current(coming));
    stage.press_button("Confirm").await;
    settle().await;
    assert_eq!(path(), "/organizations/acme/plan");
    assert!(stage.toasts().contains("Standard starts at the end of the period."), "{}", stage.toasts());
}

#[wasm_bindgen_test]
async fn what_changes_nothing_cannot_be_confirmed() {
    let server = with(of_plan("premium", "active"), &[account(40, "Acme SAS")]);
    let mut same = quoted("q1", 234_000, true);
    same["takes_effect"] = json!({"when": "unchanged"});
    server.says(&quote(), 200, &same);
    let stage = visit(&server, "/plan/choose/summary").await;
    pause().await;
    settle().await;
    assert!(total(&stage).contains("This is what you have now."), "{}", total(&stage));
    assert!(stage.called("main button", "Confirm").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_plan_that_is_not_sold_and_a_right_that_is_not_there_are_said() {
    let server = acme();
    let mut nothing = super::plans();
    nothing["plans"] = json!([]);
    server.says("GET /api/v1/plans", 200, &nothing);
    server.says("GET /api/v1/billing-accounts", 200, &page(&[]));
    let stage = visit(&server, "/plan/choose").await;
    assert!(
        stage.text().contains("This HQ doesn’t sell plans") && stage.all("main form").is_empty(),
        "{}",
        stage.text()
    );
    drop(stage);
    let stage = visit(&acme_of_a_user(), "/plan/choose/summary?plan=premium").await;
    assert!(stage.text().contains("You can’t change the plan and the budget"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn cards_are_chosen_and_added_on_the_providers_page() {
    let server = with(Value::Null, &[account(40, "Acme SAS")]);
    let methods = format!("GET /api/v1/billing-accounts/{}/payment-methods", id(40));
    let card = |number: u32, last4: &str, default: bool| {
        json!({
            "id": id(number), "brand": "visa", "last4": last4, "expires": {"month": 3, "year": 2028},
            "is_default": default,
        })
    };
    let two = [card(60, "1111", false), card(61, "4242", false)];
    server.says(&methods, 200, &json!({"cards": true, "methods": two.clone()}));
    let stage = premium_at(&server, "/payment").await;
    assert!(checked(&stage, "input[type=radio][value=bank_transfer]"));
    let choose = format!("POST /api/v1/billing-accounts/{}/payment-methods/{}/default", id(40), id(61));
    server.says(
        &choose,
        200,
        &json!({"cards": true, "methods": [card(60, "1111", false), card(61, "4242", true)]}),
    );
    stage.press(&format!("input[type=radio][value='{}']", id(61))).await;
    settle().await;
    assert_eq!(server.got(&choose).len(), 1);
    assert!(checked(&stage, &format!("input[type=radio][value='{}']", id(61))));
    assert!(stage.text().contains("Expires 03/2028"));
    // By bank transfer again; where that fails it stays by card.
    let unset = format!("DELETE /api/v1/billing-accounts/{}/payment-methods/default", id(40));
    server.refuses(&unset, ProblemCode::Unavailable);
    stage.press("input[type=radio][value=bank_transfer]").await;
    settle().await;
    assert!(checked(&stage, &format!("input[type=radio][value='{}']", id(61))));
    assert!(stage.text().contains("temporarily unavailable"), "{}", stage.text());
    server.says(&unset, 200, &json!({"cards": true, "methods": two}));
    stage.press("input[type=radio][value=bank_transfer]").await;
    settle().await;
    assert!(checked(&stage, "input[type=radio][value=bank_transfer]"));
    assert_eq!(server.got(&unset).len(), 2);
    let add = format!("POST /api/v1/billing-accounts/{}/payment-methods", id(40));
    server.refuses(&add, ProblemCode::NoPaymentProvider);
    stage.press_button("Add a card").await;
    assert!(stage.text().contains("Cards are no longer accepted here."), "{}", stage.text());
    server.says(&add, 200, &json!({"url": "javascript:alert(1)"}));
    stage.press_button("Add a card").await;
    assert!(!stage.has("main a", "Open the payment page"), "only a page of the web is gone to");
    server.says(&add, 200, &json!({"url": "https://pay.example/setup/1"}));
    stage.press_button("Add a card").await;
    let link = stage.called("main a", "Open the payment page");
    assert_eq!(attribute(&link, "href"), "https://pay.example/setup/1");
    assert_eq!(attribute(&link, "rel"), "noopener noreferrer");
    assert_eq!(path(), format!("{CHOOSE}/payment"), "this page stays");
}
