//! The page of an organization's bills: the next receipt, the days, the budget.

use crate::{
    acme::{acme_of_a_user_who_may, at, visit},
    plan::{current, euros, of_plan, sent, with},
    server::Server,
    stage::{Stage, attribute, later, settle, unisolated},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PATH: &str = "/billing";

fn upcoming() -> String {
    at("GET", "/invoices/upcoming")
}

fn put() -> String {
    at("PUT", "/budget")
}

fn day(day: &str, dataplants: i64, storage: i64) -> Value {
    let costs = [("dataplants", dataplants), ("storage", storage)]
        .map(|(category, net)| json!({"category": category, "net": euros(net)}));
    json!({"day": day, "fpu_seconds": 86_400, "storage_gb_seconds": 86_400, "costs": costs})
}

fn budget(minor: i64, percent: u32, told: Option<u32>) -> Value {
    json!({"amount": euros(minor), "spent_percent": percent, "told_percent": told})
}

/// What the next receipt says: Premium, and 15 € of dataplants of which 10 € are included.
pub fn so_far(days: &[Value], budget: &Value) -> Value {
    let line = |category: &str, net: i64| json!({"category": category, "subject": {"kind": "other", "text": ""}, "period": null, "net": euros(net)});
    json!({
        "period": {"start": "2026-11-12T12:00:00Z", "end": "2026-12-12T12:00:00Z", "zone": "Europe/Paris"},
        "comes_at": "2026-12-12T12:00:00Z", "lines": [line("plan", 135_000), line("dataplants", 500)],
        "used": euros(500), "net": euros(135_500), "tax": euros(27_100), "gross": euros(162_600),
        "forecast": euros(1_070), "days": days, "budget": budget,
    })
}

fn days() -> [Value; 3] {
    [day("2026-11-12", 300, 10), day("2026-11-13", 1_000, 10), day("2026-11-14", 200, 0)]
}

fn acme_with(subscription: Value, said: &Value) -> Server {
    let server = with(subscription, &[]);
    server.says(&upcoming(), 200, said);
    server
}

fn premium(said: &Value) -> Server {
    acme_with(of_plan("premium", "active"), said)
}

/// From now on something of Acme's is to be billed.
pub fn has_bills(server: &Server) {
    server.says(&upcoming(), 200, &so_far(&days(), &Value::Null));
}

fn text(stage: &Stage, selector: &str) -> String {
    unisolated(&stage.find(selector).inner_text()).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn the_next_receipt_says_what_is_included_and_what_comes() {
    let stage = visit(&premium(&so_far(&days(), &Value::Null)), PATH).await;
    assert_eq!(stage.find("h1").inner_text(), "Billing");
    assert!(stage.has("nav a[aria-current=page]", "Billing"));
    assert!(stage.text().contains("Expected on December 12, 2026"), "{}", stage.text());
    let facts = text(&stage, ".billing-facts");
    assert!(facts.contains("Used so far €5.00") && facts.contains("€10.70"), "{facts}");
    let row = |about: &str| {
        let row = stage.all(".billing-table tr").into_iter().find(|row| row.inner_text().starts_with(about));
        row.unwrap_or_else(|| panic!("{about}")).inner_text().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("Dataplants"), "Dataplants €15.00 -€10.00 €5.00");
    assert_eq!(row("Storage"), "Storage €0.20 -€0.20 €0.00");
    assert_eq!(row("Plan"), "Plan €1,350.00");
    assert_eq!(row("VAT"), "VAT €271.00");
    assert_eq!(row("With VAT"), "With VAT €1,626.00");
}

#[wasm_bindgen_test]
async fn the_days_are_drawn_and_are_a_table_too() {
    let stage = visit(&premium(&so_far(&days(), &Value::Null)), PATH).await;
    let drawing = stage.called("figure [role=img]", "Cost per day, by category");
    let sentence = crate::stage::by_id(&drawing.get_attribute("aria-describedby").unwrap()).inner_text();
    assert_eq!(unisolated(&sentence), "€15.20 in 3 days; the most on November 13, 2026, with €10.10.");
    assert_eq!(stage.all("figure .chart-drawing .bar-part").len(), 5, "what is nothing is not drawn");
    assert_eq!(stage.all("figure .chart-drawing .bar-part[data-part='2']").len(), 2);
    assert_eq!(stage.all("figure .chart-drawing .bar-pattern").len(), 2, "told apart without colour");
    let legend: Vec<String> = stage.all(".bar-legend-item").iter().map(|item| item.inner_text()).collect();
    assert_eq!(
        legend.iter().map(|item| item.trim()).collect::<Vec<_>>(),
        ["Dataplants", "Storage engines", "Storage"]
    );

    stage.find("figure details > summary").click();
    settle().await;
    let rows: Vec<String> = stage
        .all("figure tbody tr")
        .iter()
        .map(|row| row.inner_text().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(rows[1], "November 13, 2026 €10.00 €0.00 €0.10 €10.10", "the last day comes first");
    assert_eq!(rows.len(), 3);
}

#[wasm_bindgen_test]
async fn the_first_day_has_nothing_to_draw() {
    let stage = visit(&premium(&so_far(&[], &Value::Null)), PATH).await;
    assert!(stage.text().contains("The period has just started."), "{}", stage.text());
    assert!(stage.all("figure").is_empty());
}

#[wasm_bindgen_test]
async fn without_a_plan_there_is_a_way_to_one() {
    let stage = visit(&acme_with(Value::Null, &Value::Null), PATH).await;
    assert!(stage.text().contains("Nothing is billed yet"), "{}", stage.text());
    let way = stage.named("Choose a plan").get_attribute("href").unwrap();
    assert_eq!(way, "/organizations/acme/plan/choose");

    let server = premium(&Value::Null);
    server.refuses(&upcoming(), ProblemCode::NoSubscription);
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("Nothing is billed yet"), "it has ended meanwhile: {}", stage.text());

    let stage = visit(&crate::acme::acme(), PATH).await;
    assert!(stage.text().contains("Nothing is billed here"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_trial_and_what_is_past_due_are_said() {
    let stage = visit(&acme_with(of_plan("standard", "trial"), &so_far(&days(), &Value::Null)), PATH).await;
    assert!(stage.text().contains("Trial until December 3, 2026. Nothing is billed until then."));
    let server = premium(&so_far(&days(), &Value::Null));
    let mut late = current(of_plan("premium", "active"));
    late["overdue"] = json!({"amount": euros(162_000), "since": "2026-11-01T12:00:00Z", "next_reminder": null, "zone": "Europe/Paris"});
    server.says(&at("GET", "/subscription"), 200, &late);
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("€1,620.00 has been past due since November 1, 2026. You keep access"));
    let way = stage.called(".banner a", "View receipts").get_attribute("href").unwrap();
    assert_eq!(way, "/organizations/acme/receipts");
}

#[wasm_bindgen_test]
async fn what_does_not_come_can_be_asked_for_again() {
    let server = premium(&Value::Null);
    server.refuses(&upcoming(), ProblemCode::Internal);
    let stage = visit(&server, PATH).await;
    assert!(stage.has("button", "Try again"), "{}", stage.text());
    server.says(&upcoming(), 200, &so_far(&days(), &Value::Null));
    stage.press_button("Try again").await;
    assert!(stage.text().contains("Next receipt"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_budget_is_set_in_whole_units() {
    let server = premium(&so_far(&days(), &Value::Null));
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("Nothing is stopped."));
    stage.press_button("Set a budget").await;
    for wrong in ["", "12.50", "1000000001"] {
        stage.type_into("dialog[open] input[name=budget]", wrong).await;
        stage.press_button("Save").await;
        let said = stage.dialog().inner_text();
        assert!(said.contains("Enter a whole number from 1 to 1,000,000,000."), "{wrong}: {said}");
    }
    assert!(server.got(&put()).is_empty());
    stage.type_into("dialog[open] input[name=budget]", "1 000").await;
    server.says(&put(), 204, &Value::Null);
    server.says(&upcoming(), 200, &so_far(&days(), &budget(100_000, 63, Some(50))));
    stage.press_button("Save").await;
    settle().await;
    assert_eq!(sent(&server, &put()), json!({"minor": 100_000}));
    assert!(stage.all("dialog[open]").is_empty());
    assert!(unisolated(&stage.toasts()).contains("Budget set to €1,000.00 a period."));
    let said = text(&stage, ".meter");
    assert!(said.contains("€5.00 of €1,000.00 spent (63%)"), "{said}");
    assert!(said.contains("You were notified at 50%. You’ll be notified at 80%."), "{said}");
    assert_eq!(stage.all(".budget-mark").len(), 3);
}

#[wasm_bindgen_test]
async fn a_refused_budget_stays_typed() {
    let server = premium(&so_far(&days(), &Value::Null));
    let stage = visit(&server, PATH).await;
    stage.press_button("Set a budget").await;
    stage.type_into("dialog[open] input[name=budget]", "500").await;
    server.denies(&put(), Permission::UpdateBilling);
    stage.press_button("Save").await;
    let field: web_sys::HtmlInputElement =
        wasm_bindgen::JsCast::unchecked_into(stage.find("dialog[open] input[name=budget]"));
    assert_eq!(field.value(), "500");
    assert_eq!(stage.all("dialog[open] .form-error").len(), 1);
}

#[wasm_bindgen_test]
async fn a_removed_budget_can_be_had_back() {
    let server = premium(&so_far(&days(), &budget(400, 125, Some(100))));
    let stage = visit(&server, PATH).await;
    assert!(text(&stage, ".meter").contains("Over budget"));
    server.says(&put(), 204, &Value::Null);
    server.says(&upcoming(), 200, &so_far(&days(), &Value::Null));
    stage.press_button("Remove budget").await;
    settle().await;
    assert_eq!(sent(&server, &put()), json!({"minor": null}));
    assert!(stage.text().contains("No budget set."));
    server.says(&upcoming(), 200, &so_far(&days(), &budget(400, 125, Some(100))));
    stage.press_button("Undo").await;
    settle().await;
    assert_eq!(sent(&server, &put()), json!({"minor": 400}));
    assert!(text(&stage, ".meter").contains("Over budget"));
}

#[wasm_bindgen_test]
async fn who_may_only_look_is_told_why_and_who_may_not_sees_nothing() {
    let server = acme_of_a_user_who_may(&[Permission::ReadBilling]);
    server.says(&at("GET", "/subscription"), 200, &current(of_plan("premium", "active")));
    server.says(&upcoming(), 200, &so_far(&days(), &Value::Null));
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("No budget set.") && !stage.has("button", "Set a budget"));
    assert!(stage.all("button").iter().any(|button| crate::acme::name(button).starts_with("Why?")));

    let server = acme_of_a_user_who_may(&[]);
    let stage = visit(&server, PATH).await;
    assert!(stage.all(".billing").is_empty() && server.got(&upcoming()).is_empty());
    assert!(!stage.has("main nav a", "Billing") && !stage.has("main nav a", "Receipts"));
}

/// The part of the home about bills.
fn at_home(stage: &Stage) -> Option<String> {
    let all = stage.all("main .home-below section").into_iter();
    all.map(|part| unisolated(&part.inner_text())).find(|part| part.starts_with("Billing"))
}

#[wasm_bindgen_test]
async fn the_home_tells_later_what_the_period_comes_to() {
    let server = premium(&so_far(&days(), &Value::Null));
    let stage = visit(&server, "").await;
    assert!(server.got(&upcoming()).is_empty(), "it can wait");
    later().await;
    let said = at_home(&stage).unwrap();
    assert!(said.contains("Used so far · Nov 12") && said.contains("€5.00"), "{said}");
    assert!(said.contains("without VAT"), "{said}");
    assert!(
        attribute(&stage.called("main a", "View billing"), "href").ends_with("/organizations/acme/billing")
    );
    assert_eq!(server.got(&upcoming()).len(), 1);
}

#[wasm_bindgen_test]
async fn the_home_asks_for_no_bill_where_there_is_none_or_it_may_not_be_seen() {
    for subscription in [Value::Null, of_plan("premium", "ended")] {
        let server = acme_with(subscription, &so_far(&days(), &Value::Null));
        let stage = visit(&server, "").await;
        later().await;
        assert_eq!((at_home(&stage), server.got(&upcoming()).len()), (None, 0));
    }
    let server = acme_of_a_user_who_may(&[Permission::ReadAuditLog]);
    server.says(&upcoming(), 200, &so_far(&days(), &Value::Null));
    let stage = visit(&server, "").await;
    later().await;
    assert!(stage.text().contains("Recent changes"), "what they may see has come");
    assert_eq!((at_home(&stage), server.got(&upcoming()).len()), (None, 0));
    drop(stage);
    let server = acme_with(of_plan("premium", "active"), &Value::Null);
    server.refuses(&upcoming(), ProblemCode::NoSubscription);
    let stage = visit(&server, "").await;
    later().await;
    assert_eq!((at_home(&stage), server.got(&upcoming()).len()), (None, 1), "the plan has ended meanwhile");
}

#[wasm_bindgen_test]
async fn a_bill_that_does_not_come_is_said_on_the_home() {
    let server = premium(&so_far(&days(), &Value::Null));
    server.refuses(&upcoming(), ProblemCode::Internal);
    let stage = visit(&server, "").await;
    later().await;
    assert!(at_home(&stage).unwrap().contains("Try again"));
    server.says(&upcoming(), 200, &so_far(&days(), &Value::Null));
    stage.press_button("Try again").await;
    assert!(at_home(&stage).unwrap().contains("€5.00"));
}
