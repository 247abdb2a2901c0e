//! Days are those of the subscription's zone, whatever the browser's: its bills and mails say the same.

use super::{account, current, euros, of_plan, quote, quoted, subscription, with};
use crate::{
    acme::{at, id, page as list, visit},
    billing, billing_accounts,
    receipts::invoice,
    server::open,
    stage::{Stage, later, settle, unisolated},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// The 13th begins in the one zone then, and it is still the 11th in the other.
const START: &str = "2026-11-12T10:00:00Z";
const END: &str = "2026-12-12T10:00:00Z";
/// Each with the day of these moments there, and of the second before.
const ZONES: [(&str, u32, u32); 2] = [("Pacific/Kiritimati", 13, 12), ("Pacific/Pago_Pago", 11, 11)];

fn period(zone: &str) -> Value {
    json!({"start": START, "end": END, "zone": zone})
}

/// A subscription whose days all are those of a zone.
fn premium(zone: &str, state: &str) -> Value {
    let mut own = of_plan("premium", state);
    own["zone"] = json!(zone);
    own["period"] = period(zone);
    for day in ["trial_until", "ends_at"] {
        if !own[day].is_null() {
            own[day] = json!(END);
        }
    }
    own
}

#[track_caller]
fn says(stage: &Stage, text: &str) {
    let page = unisolated(&stage.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(text), "{text:?} in {page}");
}

#[wasm_bindgen_test]
async fn the_plan_says_them() {
    for (zone, day, _) in ZONES {
        let server = with(premium(zone, "trial"), &[]);
        let mut now = current(premium(zone, "trial"));
        now["overdue"] = json!({"amount": euros(1_000), "since": START, "next_reminder": END, "zone": zone});
        server.says(&subscription(), 200, &now);
        let stage = visit(&server, "/plan").await;
        says(&stage, &format!("past due since November {day}, 2026"));
        says(&stage, &format!("The next reminder is sent on December {day}, 2026."));
        says(&stage, &format!("Trial until December {day}, 2026"));
        says(&stage, &format!("Next receipt December {day}, 2026"));
        stage.press_button("Cancel plan").await;
        says(&stage, &format!("You keep it until December {day}, 2026."));
        drop(stage);
        let mut changes = premium(zone, "active");
        let standard =
            json!({"plan": "standard", "cycle": "monthly", "support": "basic", "committed_fpu": 0});
        changes["next"] = json!({"terms": standard, "at": END});
        server.says(&subscription(), 200, &current(changes));
        says(&visit(&server, "/plan").await, &format!("On December {day}, 2026, it changes to Standard"));
        let mut cancelled = premium(zone, "cancelled");
        server.says(&subscription(), 200, &current(cancelled.clone()));
        says(&visit(&server, "/plan").await, &format!("until December {day}, 2026"));
        cancelled["payer"] = json!({
            "id": id(40), "name": "Acme SAS", "mine": false, "payment": "bank_transfer", "stops": true,
        });
        server.says(&subscription(), 200, &current(cancelled));
        says(
            &visit(&server, "/plan").await,
            &format!("Acme SAS stops paying for this plan on December {day}, 2026"),
        );
    }
}

#[wasm_bindgen_test]
async fn billing_and_receipts_say_them() {
    for (zone, day, last) in ZONES {
        let server = with(premium(zone, "cancelled"), &[]);
        let mut next = billing::so_far(&[], &Value::Null);
        next["period"] = period(zone);
        next["comes_at"] = json!(END);
        server.says(&at("GET", "/invoices/upcoming"), 200, &next);
        let stage = visit(&server, "/billing").await;
        says(&stage, &format!("Expected on December {day}, 2026"));
        says(&stage, &format!("November {day}, 2026 – December {last}, 2026"));
        drop(stage);
        let mut past = invoice(1, "paid");
        past["period"] = period(zone);
        server.says(&at("GET", "/invoices"), 200, &list(&[past]));
        says(&visit(&server, "/receipts").await, &format!("Nov {day} – Dec {last}"));
    }
}

#[wasm_bindgen_test]
async fn a_quote_and_who_pays_say_them() {
    for (zone, day, _) in ZONES {
        let server = with(premium(zone, "active"), &[account(40, "Acme SAS")]);
        let mut later = quoted("q1", 234_000, true);
        later["takes_effect"] = json!({"when": "period_end", "at": END});
        later["next_invoice"] = json!(END);
        later["zone"] = json!(zone);
        server.says(&quote(), 200, &later);
        let stage = visit(&server, "/plan/choose/summary?plan=standard").await;
        says(&stage, &format!("Next receipt December {day}, 2026"));
        says(&stage, &format!("the change takes effect on December {day}, 2026"));
        drop(stage);
        let paid = json!({
            "organization": {"id": id(1), "name": "Acme"}, "slug": "acme", "state": "active",
            "terms": {"plan": "premium", "cycle": "yearly", "support": "basic", "committed_fpu": 0},
            "next_invoice": END, "ends_at": null, "could_end_at": END, "stopped": false, "zone": zone,
        });
        billing_accounts::has_account(&server);
        server.says(&format!("GET /api/v1/billing-accounts/{}/subscriptions", id(40)), 200, &list(&[paid]));
        let stage = open(&server, &format!("/billing-accounts/{}/subscriptions", id(40))).await;
        settle().await;
        says(&stage, &format!("December {day}, 2026"));
        stage.press_button("Stop paying Acme").await;
        says(&stage, &format!("until December {day}, 2026"));
    }
}

#[wasm_bindgen_test]
async fn the_home_says_them() {
    for (zone, day, last) in ZONES {
        let server = with(premium(zone, "cancelled"), &[]);
        let mut next = billing::so_far(&[], &Value::Null);
        next["period"] = period(zone);
        server.says(&at("GET", "/invoices/upcoming"), 200, &next);
        let stage = visit(&server, "").await;
        later().await;
        says(&stage, &format!("runs until December {day}, 2026"));
        says(&stage, &format!("Nov {day} – Dec {last}"));
    }
}
