//! What the cast of `--demo` was billed, where something is sold.

use crate::{demo::sign_in, on_both, support::Hq};
use hq_server::demo::{self, Crowd};

on_both!(crate::support::Hq::selling => its_invoices_are_of_its_past);

async fn its_invoices_are_of_its_past(hq: Hq) {
    for _ in 0..2 {
        demo::fill(&hq.app, Crowd::default()).await.expect("filled in");
    }
    let ada = sign_in(&hq, "ada@acme.example").await;
    let page = ada.get("/organizations/acme-robotics/invoices").await.json();
    let items = page["items"].as_array().unwrap();
    // 66 days: the first month in advance, and two more.
    let dates: Vec<&str> = items.iter().map(|item| item["issued_on"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2026-02-25", "2026-01-25", "2025-12-25"]);
    let numbers: Vec<&str> = items.iter().map(|item| item["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["HQ-2026-000002", "HQ-2026-000001", "HQ-2025-000001"]);
    let states: Vec<&str> = items.iter().map(|item| item["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["open", "paid", "paid"]);
    assert_eq!(hq_server::invoices::round(&hq.app).await.unwrap(), 0, "nothing is left to be billed");
    hq.balanced().await;
}
