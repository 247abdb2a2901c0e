//! The page of the plan.

use super::{current, euros, of_plan, subscription, with};
use crate::{
    acme::{acme, acme_of_a_user, acme_of_a_user_who_may, at, id, name, visit, visit_again},
    server::address,
    stage::{Stage, attribute, settle},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

async fn look(subscription: Value) -> Stage {
    visit(&with(subscription, &[]), "/plan").await
}

#[wasm_bindgen_test]
async fn a_plan_says_what_it_is_costs_includes_and_who_pays() {
    let stage = look(of_plan("premium", "active")).await;
    let said = stage.text();
    for fact in [
        "Premium",
        "Active",
        "€2,340.00 a month without VAT",
        "Monthly",
        "Advanced",
        "December 12, 2026",
        "Acme SAS",
        "Bank transfer",
    ] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    let payer = stage.called("main .facts a", "Acme SAS");
    assert!(attribute(&payer, "href").ends_with(&format!("/billing-accounts/{}/information", id(40))));
    assert!(stage.has("main a", "Change plan") && stage.has("main button", "Cancel plan"));
    assert!(!stage.has("main button", "Reactivate"));
    assert_eq!(attribute(&stage.called("nav a", "Plan"), "aria-current"), "page");
}

#[wasm_bindgen_test]
async fn meters_say_in_words_what_is_used_and_what_happens_beyond() {
    let stage = look(of_plan("premium", "active")).await;
    let meters: Vec<String> = stage.all("main .meter").iter().map(|meter| name(meter)).collect();
    assert!(meters[0].contains("FPU-hours") && meters[0].contains("720 of 5,760"), "{meters:?}");
    assert!(meters[0].contains("an FPU costs about €87.60 a month"), "{meters:?}");
    assert!(meters[1].contains("300 of 250") && meters[1].contains("More than included"), "{meters:?}");
    assert!(meters[2].contains("2 of 2") && meters[2].contains("Used up"), "{meters:?}");
    assert!(meters[3].contains("7 used") && meters[3].contains("No limit."), "{meters:?}");
}

#[wasm_bindgen_test]
async fn each_state_has_its_words_and_its_ways() {
    for (state, badge, way) in [
        ("trial", "Trial until December 3, 2026", "Cancel plan"),
        ("active", "Active", "Cancel plan"),
        ("cancelled", "Cancelled, runs until December 12, 2026", "Reactivate"),
        ("ended", "Ended on December 12, 2026", "Reactivate"),
    ] {
        let stage = look(of_plan("standard", state)).await;
        assert!(stage.text().contains(badge), "{state}: {}", stage.text());
        assert!(stage.has("main button, main a", way), "{state}");
        assert_eq!(stage.has("main button", "Cancel plan"), ["trial", "active"].contains(&state), "{state}");
    }
}

#[wasm_bindgen_test]
async fn without_a_plan_the_page_says_what_one_gives_and_leads_to_it() {
    let stage = look(Value::Null).await;
    assert!(
        stage.text().contains("No plan yet") && stage.text().contains("start with a free trial"),
        "{}",
        stage.text()
    );
    stage.called("main .empty a", "Choose a plan").click();
    settle().await;
    settle().await;
    assert!(address().starts_with("/organizations/acme/plan/choose"), "{}", address());
}

#[wasm_bindgen_test]
async fn where_no_plans_are_sold_everything_is_included() {
    let stage = visit(&acme(), "/plan").await;
    assert!(stage.text().contains("This HQ doesn’t sell plans."), "{}", stage.text());
    assert!(!stage.has("main a", "Choose a plan") && !stage.has("main button", "Use a voucher"));
}

#[wasm_bindgen_test]
async fn what_is_past_due_is_said_with_its_dates_and_access_is_kept() {
    let server = with(Value::Null, &[]);
    let mut late = current(of_plan("premium", "active"));
    late["overdue"] = json!({"amount": euros(280_800), "since": "2026-11-20T12:00:00Z", "next_reminder": "2026-11-30T12:00:00Z", "zone": "Europe/Paris"});
    server.says(&subscription(), 200, &late);
    let stage = visit(&server, "/plan").await;
    let said = stage.text();
    for fact in
        ["€2,808.00 has been past due since November 20, 2026", "You keep access", "November 30, 2026"]
    {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    assert!(attribute(&stage.called("main a", "View receipts"), "href").ends_with("/receipts"));
    late["overdue"]["next_reminder"] = Value::Null;
    server.says(&subscription(), 200, &late);
    drop(stage);
    assert!(visit(&server, "/plan").await.text().contains("The last reminder was sent"));
}

#[wasm_bindgen_test]
async fn cancelling_says_what_stops_and_when_and_can_be_taken_back() {
    let server = with(of_plan("premium", "active"), &[]);
    let stage = visit(&server, "/plan").await;
    stage.press_button("Cancel plan").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/plan?do=cancel");
    let said = stage.dialog().inner_text();
    for fact in [
        "You keep it until December 12, 2026",
        "can’t order",
        "The ones you have stay",
        "last receipt",
        "reactivate",
    ] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    stage.type_into("dialog[open] textarea[name=reason]", "Too large for us").await;
    drop(stage);
    let stage = visit_again(&server, "/plan?do=cancel").await;
    settle().await;
    let cancel = at("POST", "/subscription/cancel");
    server.refuses(&cancel, ProblemCode::Unavailable);
    stage.called("dialog[open] button", "Cancel Premium").click();
    settle().await;
    settle().await;
    assert!(stage.dialog().query_selector(".form-error").unwrap().is_some(), "it stays open");
    server.holds(&cancel);
    stage.called("dialog[open] button", "Cancel Premium").click();
    settle().await;
    let keep = stage.find("dialog[open] .actions button:not([type=submit])");
    assert!(keep.has_attribute("disabled"), "it is on its way, and its answer is told");
    let cancelled = current(of_plan("premium", "cancelled"));
    server.says(&cancel, 200, &cancelled);
    server.answers_waiting(&cancelled).await;
    settle().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/plan");
    assert_eq!(super::sent(&server, &cancel), json!({"reason": "Too large for us"}), "kept over the reload");
    assert!(stage.all("dialog[open]").is_empty() && stage.toasts().contains("runs until December 12, 2026"));
    let back = at("POST", "/subscription/reactivate");
    server.says(&back, 200, &current(of_plan("premium", "active")));
    stage.press_button("Reactivate").await;
    assert_eq!(server.got(&back).len(), 1);
    assert!(stage.all("dialog[open]").is_empty(), "nothing opens by itself");
    assert!(stage.text().contains("Active") && stage.has("main button", "Cancel plan"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_change_that_is_to_come_can_be_taken_back() {
    let mut own = of_plan("premium", "active");
    own["next"] = json!({
        "terms": {"plan": "standard", "cycle": "yearly", "support": "basic", "committed_fpu": 0},
        "at": "2026-12-12T12:00:00Z",
    });
    let server = with(own, &[]);
    let stage = visit(&server, "/plan").await;
    assert!(
        stage.text().contains("On December 12, 2026, it changes to Standard, Yearly."),
        "{}",
        stage.text()
    );
    let back = at("POST", "/subscription/reactivate");
    server.refuses(&back, ProblemCode::NoSubscription);
    stage.press_button("Keep Premium").await;
    assert!(stage.text().contains("There’s no plan any more."), "{}", stage.text());
    server.says(&back, 200, &current(of_plan("premium", "active")));
    stage.press_button("Keep Premium").await;
    assert!(
        !stage.text().contains("it changes to Standard")
            && stage.toasts().contains("You’re keeping Premium.")
    );
}

#[wasm_bindgen_test]
async fn who_may_not_see_the_bills_sees_the_name_and_why() {
    let server = acme_of_a_user();
    server.says(&at("GET", "/quotas"), 200, &super::quotas(&[]));
    server.says("GET /api/v1/plans", 200, &super::plans());
    let stage = visit(&server, "/plan").await;
    let said = stage.text();
    assert!(said.contains("Plan: Standard") && !said.contains('€'), "{said}");
    assert!(server.got(&subscription()).is_empty(), "it is not asked for");
    assert!(stage.has("main button", "Why? You can’t see what the organization uses and owes"), "{said}");
    assert!(said.contains("Limit reached"), "how much there can be concerns everyone: {said}");
    assert!(!stage.has("main button", "Request a change Dataplants"));
}

#[wasm_bindgen_test]
async fn who_may_only_look_changes_nothing() {
    let server = acme_of_a_user_who_may(&[Permission::ReadBilling]);
    server.says(&at("GET", "/quotas"), 200, &super::quotas(&[]));
    server.says(&subscription(), 200, &current(of_plan("premium", "active")));
    let stage = visit(&server, "/plan?do=cancel").await;
    assert!(stage.text().contains("€2,340.00"), "{}", stage.text());
    assert!(stage.all("dialog[open]").is_empty(), "a link opens nothing that they may not do");
    assert!(stage.called("main button", "Change plan").has_attribute("disabled"));
    assert!(stage.has("main button", "Why? You can’t change the plan and the budget"));
    drop(stage);
    let stage = visit(&server, "/plan/choose").await;
    assert!(!stage.has("main button", "Next"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_plan_whose_payer_stops_is_kept_with_another_payer() {
    let mut own = of_plan("premium", "cancelled");
    own["payer"]["mine"] = json!(false);
    own["payer"]["stops"] = json!(true);
    let stage = look(own.clone()).await;
    let said = stage.text();
    assert!(said.contains("Acme SAS stops paying for this plan on December 12, 2026"), "{said}");
    assert!(!stage.has("main button", "Reactivate"), "that is the payer's alone");
    let way = stage.called("main a", "Choose another billing account");
    assert!(attribute(&way, "href").contains("/plan/choose/payer"), "{}", attribute(&way, "href"));
    drop(stage);
    // The payer can take it back.
    own["payer"]["mine"] = json!(true);
    let stage = look(own).await;
    assert!(stage.has("main button", "Reactivate") && !stage.text().contains("stops paying"));
}
