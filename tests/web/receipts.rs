//! An organization's receipts.

use crate::{
    acme::{acme, at, id, page, visit},
    plan::euros,
    server::{Server, address, organization},
    stage::{Stage, settle, unisolated},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PATH: &str = "/receipts";

fn list() -> String {
    at("GET", "/invoices")
}

fn pdf(number: u32) -> String {
    at("GET", &format!("/invoices/{}/receipt.pdf", id(number)))
}

/// One of 1 620 € with VAT.
pub fn invoice(number: u32, state: &str) -> Value {
    let open = if state == "paid" { 0 } else { 162_000 };
    json!({
        "id": id(number), "number": format!("HQ-2026-{number:04}"), "kind": "invoice",
        "organization": {"id": organization("Acme")["id"], "name": "Acme"}, "payer": "Acme SAS",
        "issued_on": "2026-11-12", "due_on": "2026-12-12",
        "period": {"start": "2026-10-12T12:00:00Z", "end": "2026-11-12T12:00:00Z", "zone": "Europe/Paris"},
        "net": euros(135_000), "tax": euros(27_000), "gross": euros(162_000), "open": euros(open), "state": state,
        "corrects": null, "reference": "RF18539007547034",
    })
}

fn credit_note(number: u32, corrects: &str) -> Value {
    let mut note = invoice(number, "paid");
    for (field, value) in [
        ("kind", json!("credit_note")),
        ("corrects", json!(corrects)),
        ("due_on", Value::Null),
        ("period", Value::Null),
        ("reference", Value::Null),
    ] {
        note[field] = value;
    }
    note
}

fn acme_with(invoices: &[Value]) -> Server {
    let server = acme();
    server.says(&list(), 200, &page(invoices));
    server
}

fn cells(stage: &Stage, about: &str) -> String {
    unisolated(&stage.row(about).inner_text()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn asked(server: &Server) -> String {
    server.got(&list()).last().map(|sent| sent.url.clone()).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn receipts_say_how_they_stand() {
    let mut partly = invoice(3, "past_due");
    partly["open"] = euros(62_000);
    let all = [invoice(1, "paid"), invoice(2, "open"), partly, credit_note(4, "HQ-2026-0001")];
    let stage = visit(&acme_with(&all), PATH).await;
    assert_eq!(stage.find("h1").inner_text(), "Receipts");
    assert!(stage.has("nav a[aria-current=page]", "Receipts"));
    let paid = cells(&stage, "HQ-2026-0001");
    for part in ["Nov 12", "Oct 12", "€1,620.00", "Paid", "Dec 12"] {
        assert!(paid.contains(part), "{part} in {paid}");
    }
    assert!(cells(&stage, "HQ-2026-0002").contains("Open"));
    let late = cells(&stage, "HQ-2026-0003");
    assert!(late.contains("Past due") && late.contains("€620.00 still open"), "{late}");
    let note = cells(&stage, "HQ-2026-0004");
    for part in ["Credit note", "Corrects HQ-\u{2060}2026-\u{2060}0001", "-€1,620.00", "Credited"] {
        assert!(note.contains(part), "{part} in {note}");
    }
    assert_eq!(stage.all(".receipt .status .icon").len(), 4, "an icon beside the words");
    let ways = stage.all("button").iter().filter(|button| button.inner_text().contains("How to pay")).count();
    assert_eq!(ways, 2, "only what is open is paid");
}

#[wasm_bindgen_test]
async fn the_year_is_said_where_it_is_not_this_one() {
    let this = js_sys::Date::new_0().get_full_year();
    let [mut new, mut old] = [invoice(1, "paid"), invoice(2, "paid")];
    for (invoice, year) in [(&mut new, this), (&mut old, this - 2)] {
        invoice["issued_on"] = json!(format!("{year}-03-05"));
        let (start, end) = (format!("{year}-02-05T12:00:00Z"), format!("{year}-03-05T12:00:00Z"));
        invoice["period"] = json!({"start": start, "end": end, "zone": "Europe/Paris"});
    }
    let stage = visit(&acme_with(&[new, old]), PATH).await;
    let (new, old) = (cells(&stage, "HQ-2026-0001"), cells(&stage, "HQ-2026-0002"));
    assert!(new.contains("Mar 5") && !new.contains(&format!("5, {this}")), "{new}");
    let past = this - 2;
    for part in [format!("Mar 5, {past}"), format!("Feb 5 – Mar 5, {past}")] {
        assert!(old.contains(&part), "{part:?} in {old}");
    }
}

#[wasm_bindgen_test]
async fn filters_stand_in_the_address() {
    let server = acme_with(&[invoice(1, "open")]);
    let stage = visit(&server, PATH).await;
    stage.select("select[name=year]", "2026").await;
    stage.select("select[name=state]", "past_due").await;
    settle().await;
    assert!(address().ends_with("/receipts?year=2026&state=past_due"), "{}", address());
    assert!(asked(&server).ends_with("?year=2026&state=past_due"), "{}", asked(&server));
    server.says(&list(), 200, &page(&[]));
    stage.select("select[name=state]", "paid").await;
    settle().await;
    assert!(stage.text().contains("No receipts match."));
    server.says(&list(), 200, &page(&[invoice(1, "open")]));
    stage.press_named("Clear filters").await;
    settle().await;
    assert!(address().ends_with("/receipts"), "{}", address());

    let stage = visit(&server, "/receipts?year=2020&state=open").await;
    assert!(asked(&server).ends_with("?year=2020&state=open"), "{}", asked(&server));
    let year: web_sys::HtmlSelectElement =
        wasm_bindgen::JsCast::unchecked_into(stage.find("select[name=year]"));
    assert_eq!(year.value(), "2020", "also a year before the organization was there");
}

#[wasm_bindgen_test]
async fn a_pdf_is_saved_or_it_is_said_why_not() {
    let server = acme_with(&[invoice(1, "paid")]);
    let stage = visit(&server, PATH).await;
    server.refuses(&pdf(1), ProblemCode::Internal);
    stage.press_button("Download HQ-2026-0001 as PDF").await;
    settle().await;
    assert!(!stage.toasts().is_empty() && stage.has("button", "Try again"), "{}", stage.toasts());
    server.sends(&pdf(1), "HQ-2026-0001.pdf", "%PDF-1.7");
    stage.press_button("Try again").await;
    settle().await;
    assert_eq!(server.got(&pdf(1)).len(), 2);
}

#[wasm_bindgen_test]
async fn the_list_as_csv_is_what_the_filters_say() {
    let server = acme_with(&[invoice(1, "paid")]);
    server.sends(&at("GET", "/invoices.csv"), "receipts.csv", "number");
    let stage = visit(&server, "/receipts?year=2026&state=paid").await;
    stage.press_button("Export CSV").await;
    let got = server.got(&at("GET", "/invoices.csv"));
    assert!(got[0].url.ends_with("/invoices.csv?year=2026&state=paid"), "{}", got[0].url);
}

#[wasm_bindgen_test]
async fn an_open_receipt_says_how_to_pay_it() {
    let server = acme_with(&[invoice(1, "past_due")]);
    let stage = visit(&server, PATH).await;
    stage.press_button("How to pay HQ-2026-0001").await;
    let said = unisolated(&stage.dialog().inner_text());
    for part in [
        "Pay HQ-\u{2060}2026-\u{2060}0001",
        "€1,620.00",
        "December 12, 2026",
        "RF18539007547034",
        "IBAN",
        "You keep access to everything.",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    server.sends(&pdf(1), "HQ-2026-0001.pdf", "%PDF-1.7");
    stage.press_button("Download PDF").await;
    assert_eq!(server.got(&pdf(1)).len(), 1);
}

#[wasm_bindgen_test]
async fn more_receipts_are_loaded_when_asked_for() {
    let server = acme();
    let first = json!({"items": [invoice(1, "paid")], "next_page": "t2", "total": 2});
    server.says(&list(), 200, &first);
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("1 of 2"));
    server.says(&list(), 200, &json!({"items": [invoice(2, "paid")], "next_page": null, "total": 2}));
    stage.press_button("Show more").await;
    settle().await;
    assert!(asked(&server).contains("page_token=t2"), "{}", asked(&server));
    assert_eq!(stage.all("tbody .receipt").len(), 2);
    assert!(!stage.has("button", "Show more"));
}

#[wasm_bindgen_test]
async fn without_receipts_it_is_said_when_the_first_comes() {
    let stage = visit(&acme_with(&[]), PATH).await;
    assert!(stage.text().contains("No receipts yet"), "{}", stage.text());
}
