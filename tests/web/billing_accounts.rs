//! The person's billing accounts, and the pages of each.

mod focus;

use crate::{
    acme::{id, name, page},
    plan::{account, sent, whole_account},
    receipts::invoice,
    server::{Server, address, open, signed_in},
    stage::{Stage, settle, unisolated},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const LIST: &str = "GET /api/v1/billing-accounts";

fn of(method: &str, number: u32, path: &str) -> String {
    format!("{method} /api/v1/billing-accounts/{}{path}", id(number))
}

/// From now on Ada has Acme SAS (40), which pays by bank transfer.
pub fn has_account(server: &Server) {
    server.says(LIST, 200, &page(&[account(40, "Acme SAS")]));
    server.says(&of("GET", 40, ""), 200, &whole_account(40, "Acme SAS"));
}

fn ada() -> Server {
    let server = signed_in(&["Acme"]);
    has_account(&server);
    server
}

async fn visit(server: &Server, path: &str) -> Stage {
    let stage = open(server, &format!("/billing-accounts/{}{path}", id(40))).await;
    settle().await;
    stage
}

fn value(stage: &Stage, selector: &str) -> String {
    stage.find(selector).unchecked_into::<HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn the_list_says_who_pays_and_for_how_many() {
    let server = ada();
    let mut other = account(41, "Beta GmbH");
    other["country"] = json!("DE");
    other["organizations"] = json!(3);
    server.says(LIST, 200, &page(&[account(40, "Acme SAS"), other]));
    let stage = open(&server, "/billing-accounts").await;
    settle().await;
    assert_eq!(stage.find("h1").inner_text(), "Billing accounts");
    let row = unisolated(&stage.row("Beta GmbH").inner_text());
    for part in ["Germany", "Bank transfer", "3 organizations"] {
        assert!(row.contains(part), "{part} in {row}");
    }
    let link = stage.called("tbody a", "Acme SAS").get_attribute("href").unwrap();
    assert_eq!(link, format!("/billing-accounts/{}", id(40)));
}

#[wasm_bindgen_test]
async fn the_menu_of_the_person_leads_to_their_accounts() {
    let server = ada();
    let stage = open(&server, "/account").await;
    stage.press_button("Menu of Ada Lovelace").await;
    let way = stage.called("[role=menuitem]", "Billing accounts").get_attribute("href").unwrap();
    assert_eq!(way, "/billing-accounts");
}

#[wasm_bindgen_test]
async fn an_account_is_opened_from_the_empty_list() {
    let server = signed_in(&["Acme"]);
    server.says(LIST, 200, &page(&[]));
    let stage = open(&server, "/billing-accounts").await;
    settle().await;
    assert!(stage.text().contains("No billing account yet"), "{}", stage.text());
    stage.press_button("New billing account").await;
    assert!(address().ends_with("/billing-accounts?new=1"));
    assert_eq!(stage.find("h1").inner_text(), "New billing account");
    let create = "POST /api/v1/billing-accounts";
    stage.press_button("Create billing account").await;
    assert!(stage.text().contains("Enter the name for receipts."));
    assert!(server.got(create).is_empty());
    for (field, typed) in [
        ("payer-name", "Acme SAS"),
        ("payer-email", "bills@example.org"),
        ("line1", "1 rue X"),
        ("city", "Paris"),
    ] {
        stage.type_into(&format!("input[name={field}]"), typed).await;
    }
    stage.select("select[name=country]", "FR").await;
    stage.type_into("input[name=siren]", "404833048").await;

    server.refuses(create, ProblemCode::LimitReached);
    stage.press_button("Create billing account").await;
    assert!(stage.find(".form-error").inner_text().contains("reached the limit of billing accounts"));
    assert_eq!(value(&stage, "input[name=payer-name]"), "Acme SAS", "what was typed stays");

    has_account(&server);
    server.says(create, 201, &whole_account(40, "Acme SAS"));
    stage.press_button("Create billing account").await;
    settle().await;
    assert_eq!(sent(&server, create)["siren"], "404833048");
    assert_eq!(address(), format!("/billing-accounts/{}", id(40)));
    assert!(stage.toasts().contains("Acme SAS"));
}

#[wasm_bindgen_test]
async fn each_tab_is_a_link_and_the_switcher_keeps_it() {
    let server = ada();
    let stage = visit(&server, "/information").await;
    let tabs: Vec<String> = stage.all("main nav .tab").iter().map(|tab| name(tab)).collect();
    assert_eq!(tabs, ["Contact", "Billing information", "Payment methods", "Receipts", "Plans"]);
    assert!(stage.has("main nav .tab[aria-current=page]", "Billing information"));
    assert_eq!(stage.find("h1").inner_text(), "Billing information");
    assert!(!stage.has("button", "Switch billing account, now Acme SAS"), "there is no other");
    // Two pages would both take the click.
    drop(stage);

    server.says(LIST, 200, &page(&[account(40, "Acme SAS"), account(41, "Beta GmbH")]));
    server.says(&of("GET", 41, ""), 200, &whole_account(41, "Beta GmbH"));
    let stage = visit(&server, "/information").await;
    stage.choose("Switch billing account, now Acme SAS", "Beta GmbH").await;
    settle().await;
    assert_eq!(address(), format!("/billing-accounts/{}/information", id(41)));
    assert!(stage.text().contains("Beta GmbH"), "{} {:?}", stage.text(), server.urls());
}

#[wasm_bindgen_test]
async fn an_account_of_others_looks_like_none() {
    let server = ada();
    server.refuses(&of("GET", 40, ""), ProblemCode::NotFound);
    let stage = visit(&server, "").await;
    assert_eq!(stage.find("h1").inner_text(), "Page not found");
    let stage = open(&server, "/billing-accounts/none").await;
    assert_eq!(stage.find("h1").inner_text(), "Page not found");
}

#[wasm_bindgen_test]
async fn only_what_was_changed_is_saved_with_the_version() {
    let server = ada();
    let stage = visit(&server, "").await;
    assert_eq!(value(&stage, "input[name=payer-name]"), "Acme SAS");
    stage.type_into("input[name=phone]", "+33 1 23 45 67 89").await;
    assert!(stage.text().contains("Unsaved changes"));
    let patch = of("PATCH", 40, "");
    let mut saved = whole_account(40, "Acme SAS");
    saved["phone"] = json!("+33 1 23 45 67 89");
    server.says(&patch, 200, &saved);
    stage.press_button("Save").await;
    assert_eq!(sent(&server, &patch), json!({"phone": "+33 1 23 45 67 89"}));
    let version =
        server.got(&patch)[0].headers.iter().any(|(name, value)| *name == "if-match" && value == "\"1\"");
    assert!(version && stage.toasts().contains("Billing account saved."));
    assert!(!stage.text().contains("Unsaved changes"));
}

#[wasm_bindgen_test]
async fn what_was_changed_elsewhere_meets_what_was_typed() {
    let server = ada();
    let stage = visit(&server, "/information").await;
    stage.type_into("input[name=city]", "Lyon").await;
    let patch = of("PATCH", 40, "");
    server.refuses(&patch, ProblemCode::Stale);
    let mut theirs = whole_account(40, "Acme SAS");
    theirs["address"]["line1"] = json!("2 rue de la Paix");
    server.says(&of("GET", 40, ""), 200, &theirs);
    stage.press_button("Save").await;
    settle().await;
    assert!(stage.text().contains("This billing account was changed elsewhere."));
    assert_eq!(value(&stage, "input[name=city]"), "Lyon", "what was typed stays");
    assert_eq!(value(&stage, "input[name=line1]"), "2 rue de la Paix", "what was saved elsewhere comes");
    theirs["address"]["city"] = json!("Lyon");
    server.says(&patch, 200, &theirs);
    stage.press_button("Save").await;
    assert_eq!(sent(&server, &patch)["address"]["line1"], "2 rue de la Paix");
    assert_eq!(stage.all(".form-error").len(), 0);
}

#[wasm_bindgen_test]
async fn how_vat_is_treated_is_a_sentence() {
    for (tax, said) in [
        ("standard", "VAT is added at the seller’s rate."),
        ("reverse_charge", "reverse charge"),
        ("outside_scope", "outside the VAT area"),
    ] {
        let server = ada();
        let mut account = whole_account(40, "Acme SAS");
        account["tax"] = json!(tax);
        server.says(&of("GET", 40, ""), 200, &account);
        let stage = visit(&server, "/information").await;
        assert!(stage.text().contains(said), "{tax}: {}", stage.text());
    }
}

fn card(number: u32, brand: &str, is_default: bool) -> Value {
    json!({"id": id(number), "brand": brand, "last4": "4242", "expires": {"month": 3, "year": 2029}, "is_default": is_default})
}

fn methods(cards: bool, methods: &[Value]) -> Value {
    json!({"cards": cards, "methods": methods})
}

#[wasm_bindgen_test]
async fn without_a_payment_provider_there_is_bank_transfer() {
    let server = ada();
    server.says(&of("GET", 40, "/payment-methods"), 200, &methods(false, &[]));
    let stage = visit(&server, "/payment").await;
    let text = stage.text();
    assert!(text.contains("Bank transfer") && text.contains("Used to pay receipts"), "{text}");
    assert!(text.contains("Cards aren’t accepted here.") && !stage.has("button", "Add a card"));
}

#[wasm_bindgen_test]
async fn a_card_is_added_on_the_providers_page_used_and_removed() {
    let server = ada();
    let all = of("GET", 40, "/payment-methods");
    server.says(&all, 200, &methods(true, &[card(50, "visa", true), card(51, "amex", false)]));
    let stage = visit(&server, "/payment").await;
    server.says(&of("POST", 40, "/payment-methods"), 201, &json!({"url": "https://pay.example/setup"}));
    stage.press_button("Add a card").await;
    let way = stage.called("main a", "Open the payment page");
    assert_eq!(way.get_attribute("href").unwrap(), "https://pay.example/setup");

    let pay = of("POST", 40, &format!("/payment-methods/{}/default", id(51)));
    server.says(&pay, 200, &methods(true, &[card(50, "visa", false), card(51, "amex", true)]));
    stage.press_button("Pay with this card American Express ending in 4242").await;
    assert_eq!(server.got(&pay).len(), 1);
    assert!(stage.toasts().contains("American Express ending in 4242"));

    // And by bank transfer again, with the card kept.
    let unset = of("DELETE", 40, "/payment-methods/default");
    server.refuses(&unset, ProblemCode::Unavailable);
    stage.press_button("Pay by bank transfer").await;
    assert_eq!(
        stage.all("main .form-error").iter().filter(|error| !error.inner_text().is_empty()).count(),
        1
    );
    server.says(&unset, 200, &methods(true, &[card(50, "visa", false), card(51, "amex", false)]));
    stage.press_button("Pay by bank transfer").await;
    assert!(stage.toasts().contains("Receipts are now paid by bank transfer."));
    assert!(!stage.has("button", "Pay by bank transfer") && stage.all(".payment-card").len() == 2);
    stage.press_button("Pay with this card American Express ending in 4242").await;

    let remove = of("DELETE", 40, &format!("/payment-methods/{}", id(51)));
    stage.press_button("Remove American Express ending in 4242").await;
    let said = stage.dialog().inner_text();
    assert!(said.contains("until you choose another card"), "{said}");
    server.refuses(&remove, ProblemCode::Unavailable);
    let yes = "Remove American Express ending in 4242";
    press_in_dialog(&stage, yes).await;
    assert_eq!(stage.all("dialog[open] .form-error").len(), 1, "{}", stage.dialog().inner_text());
    server.says(&remove, 204, &Value::Null);
    server.says(&all, 200, &methods(true, &[card(50, "visa", false)]));
    press_in_dialog(&stage, yes).await;
    settle().await;
    assert_eq!(stage.all(".payment-card").len(), 1);
    assert!(stage.text().contains("Used to pay receipts"), "by bank transfer again");
}

async fn press_in_dialog(stage: &Stage, wanted: &str) {
    stage.called("dialog[open] button", wanted).click();
    settle().await;
    settle().await;
}

#[wasm_bindgen_test]
async fn the_accounts_receipts_name_their_organizations() {
    let server = ada();
    server.says(&of("GET", 40, "/invoices"), 200, &page(&[invoice(1, "open")]));
    let stage = visit(&server, "/receipts?state=open").await;
    assert!(stage.row("HQ-2026-0001").inner_text().contains("Acme"));
    assert!(server.got(&of("GET", 40, "/invoices"))[0].url.ends_with("?state=open"));
    let pdf = of("GET", 40, &format!("/invoices/{}/receipt.pdf", id(1)));
    server.sends(&pdf, "HQ-2026-0001.pdf", "%PDF-1.7");
    stage.press_button("Download HQ-2026-0001 as PDF").await;
    assert_eq!(server.got(&pdf).len(), 1);
}

/// An organization that the account pays for.
fn paid(number: u32, name: &str, slug: Option<&str>, state: &str) -> Value {
    let goes_on = ["trial", "active"].contains(&state);
    json!({
        "organization": {"id": id(number), "name": name}, "slug": slug,
        "terms": {"plan": "premium", "cycle": "yearly", "support": "basic", "committed_fpu": 0}, "state": state,
        "next_invoice": (state != "ended").then_some("2026-12-12T12:00:00Z"),
        "ends_at": (!goes_on).then_some("2027-03-12T12:00:00Z"),
        "could_end_at": goes_on.then_some("2027-03-12T12:00:00Z"), "stopped": false, "zone": "Europe/Paris",
    })
}

#[wasm_bindgen_test]
async fn the_organizations_that_it_pays_for_are_listed() {
    let server = ada();
    let all = [paid(1, "Acme", Some("acme"), "active"), paid(2, "Gone", None, "ended")];
    server.says(&of("GET", 40, "/subscriptions"), 200, &page(&all));
    let stage = visit(&server, "/subscriptions").await;
    let row = unisolated(&stage.row("Acme").inner_text());
    for part in ["Premium, Yearly", "Active", "December 12, 2026"] {
        assert!(row.contains(part), "{part} in {row}");
    }
    assert_eq!(stage.called("tbody a", "Acme").get_attribute("href").unwrap(), "/organizations/acme/plan");
    let gone = unisolated(&stage.row("Gone").inner_text());
    assert!(gone.contains("Ended") && gone.contains("None"), "{gone}");
    assert!(!stage.has("tbody a", "Gone"), "who is not in it cannot go there");
    server.says(&of("GET", 40, "/subscriptions"), 200, &page(&[]));
    let stage = visit(&server, "/subscriptions").await;
    assert!(stage.text().contains("No organizations yet"));
}

#[wasm_bindgen_test]
async fn the_owner_stops_paying_for_an_organization() {
    let server = ada();
    let list = of("GET", 40, "/subscriptions");
    let all = [paid(1, "Acme", Some("acme"), "active"), paid(2, "Zoo", None, "trial")];
    server.says(&list, 200, &page(&[&all[..], &[paid(3, "Gone", None, "cancelled")]].concat()));
    let stage = visit(&server, "/subscriptions").await;
    assert!(!stage.has("main button", "Stop paying Gone"), "it ends already");
    stage.press_button("Stop paying Zoo").await;
    let said = unisolated(&stage.dialog().inner_text());
    for part in [
        "Stop paying for Zoo",
        "runs until March 12, 2027",
        "another billing account pays",
        "admins of Zoo are notified",
        "still billed to this account",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let stop = of("POST", 40, &format!("/subscriptions/{}/stop", id(2)));
    // The cross is called so as well.
    stage.all("dialog[open] button").into_iter().find(|button| name(button) == "Cancel").unwrap().click();
    settle().await;
    assert!(server.got(&stop).is_empty(), "nothing without a yes");

    stage.press_button("Stop paying Zoo").await;
    server.refuses(&stop, ProblemCode::Unavailable);
    press_in_dialog(&stage, "Stop paying for Zoo").await;
    assert!(
        !stage.dialog().query_selector(".form-error").unwrap().unwrap().text_content().unwrap().is_empty()
    );
    let mut stopped = paid(2, "Zoo", None, "cancelled");
    stopped["stopped"] = json!(true);
    server.says(&stop, 200, &stopped);
    server.says(&list, 200, &page(&[all[0].clone(), stopped]));
    press_in_dialog(&stage, "Stop paying for Zoo").await;
    settle().await;
    assert!(
        unisolated(&stage.toasts()).contains("You’ll stop paying for Zoo after this period."),
        "{}",
        stage.toasts()
    );
    let row = unisolated(&stage.row("Zoo").inner_text());
    assert!(row.contains("You stop paying on March 12, 2027") && !row.contains("Stop paying "), "{row}");
    assert!(stage.has("main button", "Stop paying Acme"), "the others go on");
}

#[wasm_bindgen_test]
async fn who_comes_too_late_to_stop_is_told_so() {
    let server = ada();
    let list = of("GET", 40, "/subscriptions");
    server.says(&list, 200, &page(&[paid(2, "Zoo", None, "active")]));
    let stage = visit(&server, "/subscriptions").await;
    stage.press_button("Stop paying Zoo").await;
    server.refuses(&of("POST", 40, &format!("/subscriptions/{}/stop", id(2))), ProblemCode::NoSubscription);
    server.says(&list, 200, &page(&[paid(2, "Zoo", None, "cancelled")]));
    press_in_dialog(&stage, "Stop paying for Zoo").await;
    settle().await;
    assert!(stage.all("dialog[open]").is_empty());
    assert!(unisolated(&stage.toasts()).contains("was already cancelled"), "{}", stage.toasts());
    assert!(!stage.has("main button", "Stop paying Zoo"));
}
