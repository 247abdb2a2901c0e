//! Handing a billing account over: asked for on its page, confirmed and accepted by the links of the mails.

use crate::{
    acme::id,
    billing_accounts::has_account,
    plan::{sent, whole_account},
    server::{Server, address, open, signed_in, signed_out},
    stage::{Stage, settle, unisolated},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const LINK: &str = "/billing-account-transfers/t0ken";
const READ: &str = "GET /api/v1/billing-account-transfers/t0ken";

fn of(method: &str, path: &str) -> String {
    format!("{method} /api/v1/billing-accounts/{}{path}", id(40))
}

fn under_way(confirmed: bool, accepted: bool) -> Value {
    let mut account = whole_account(40, "Acme SAS");
    account["transfer"] = json!({
        "to": "grace@example.org", "confirmed": confirmed, "accepted": accepted, "expires_at": "2036-01-01T00:00:00Z",
    });
    account
}

fn ada() -> Server {
    let server = signed_in(&["Acme"]);
    has_account(&server);
    server
}

async fn account(server: &Server) -> Stage {
    let stage = open(server, &format!("/billing-accounts/{}", id(40))).await;
    settle().await;
    stage
}

#[wasm_bindgen_test]
async fn it_is_offered_to_an_address_and_stands_as_under_way() {
    let server = ada();
    let stage = account(&server).await;
    assert!(stage.text().contains("confirm within 24 hours"));
    let send = of("POST", "/transfer");
    stage.press_button("Send both links").await;
    assert!(stage.text().contains("Enter the new holder’s email address."));
    assert!(server.got(&send).is_empty());
    stage.type_into("input[name=transfer-to]", "ada@example.org").await;
    let refused = json!({
        "type": "about:blank", "title": "", "status": 422, "code": "invalid", "fields": {"/to": "unusable"},
    });
    server.says(&send, 422, &refused);
    stage.press_button("Send both links").await;
    assert!(stage.text().contains("This billing account is already yours."), "{}", stage.text());

    stage.type_into("input[name=transfer-to]", "grace@example.org").await;
    server.says(&send, 202, &under_way(false, false));
    stage.press_button("Send both links").await;
    settle().await;
    assert_eq!(sent(&server, &send), json!({"to": "grace@example.org"}));
    let text = stage.text();
    assert!(text.contains("Being transferred to grace@example.org"), "{text}");
    assert!(text.contains("You haven’t confirmed yet") && text.contains("hasn’t accepted yet"), "{text}");
    assert!(stage.all("input[name=transfer-to]").is_empty());
}

#[wasm_bindgen_test]
async fn who_did_what_is_said_and_it_can_be_cancelled() {
    let server = ada();
    server.says(&of("GET", ""), 200, &under_way(true, false));
    let stage = account(&server).await;
    assert!(stage.text().contains("You’ve confirmed.") && stage.text().contains("hasn’t accepted yet"));
    let cancel = of("DELETE", "/transfer");
    server.says(&cancel, 204, &Value::Null);
    server.says(&of("GET", ""), 200, &whole_account(40, "Acme SAS"));
    stage.press_button("Cancel transfer").await;
    stage.called("dialog[open] button", "Cancel transfer").click();
    settle().await;
    settle().await;
    assert_eq!(server.got(&cancel).len(), 1);
    assert!(stage.toasts().contains("Transfer cancelled."));
    assert!(stage.has("button", "Send both links"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn what_is_over_already_is_not_cancelled() {
    let server = ada();
    server.says(&of("GET", ""), 200, &under_way(false, true));
    let stage = account(&server).await;
    server.refuses(&of("DELETE", "/transfer"), ProblemCode::NotFound);
    server.says(&of("GET", ""), 200, &whole_account(40, "Acme SAS"));
    stage.press_button("Cancel transfer").await;
    stage.called("dialog[open] button", "Cancel transfer").click();
    settle().await;
    settle().await;
    assert!(stage.toasts().contains("The transfer was already over."));
    assert!(stage.has("button", "Send both links"), "{}", stage.text());
}

fn offer(to: &str, is_owners: bool, done: bool) -> Value {
    json!({
        "billing_account": id(40), "name": "Acme SAS", "from": if is_owners { "Ada Lovelace" } else { "Grace Hopper" },
        "to": to, "organizations": 2, "is_owners": is_owners, "done": done, "expires_at": "2036-01-01T00:00:00Z",
    })
}

async fn link(server: &Server, offer: &Value) -> Stage {
    server.says(READ, 200, offer);
    let stage = open(server, LINK).await;
    settle().await;
    stage
}

fn title(stage: &Stage) -> String {
    unisolated(&stage.find("h1").inner_text())
}

#[wasm_bindgen_test]
async fn the_holder_confirms_and_waits_for_the_other_side() {
    let server = ada();
    let stage = link(&server, &offer("grace@example.org", true, false)).await;
    assert_eq!(title(&stage), "Transfer Acme SAS to grace@example.org");
    assert!(
        stage.text().contains("It pays for 2 organizations.")
            && stage.text().contains("Nothing happens until you choose")
    );
    let confirm = of("POST", "/transfer/confirm");
    assert!(server.got(&confirm).is_empty(), "reading confirms nothing");
    let done = offer("grace@example.org", true, true);
    server.says(&confirm, 200, &done);
    server.says(READ, 200, &done);
    stage.press_button("Confirm transfer").await;
    settle().await;
    assert_eq!(sent(&server, &confirm), json!({"token": "t0ken"}));
    assert_eq!(title(&stage), "You’ve confirmed");
    assert!(stage.text().contains("once they’ve accepted"));
    let stage = open(&server, LINK).await;
    settle().await;
    assert_eq!(title(&stage), "You’ve confirmed", "also when the link is opened again");
}

#[wasm_bindgen_test]
async fn the_second_to_answer_sees_that_it_is_done() {
    let server = ada();
    let stage = link(&server, &offer("ada@example.org", false, false)).await;
    assert_eq!(title(&stage), "Grace Hopper wants to transfer Acme SAS to you");
    server.says(&of("POST", "/transfer/accept"), 200, &offer("ada@example.org", false, true));
    server.refuses(READ, ProblemCode::LinkUsed);
    stage.press_button("Accept billing account").await;
    settle().await;
    settle().await;
    assert_eq!(title(&stage), "Acme SAS is yours");
    let way = stage.named("Open the billing account").get_attribute("href").unwrap();
    assert_eq!(way, format!("/billing-accounts/{}", id(40)));
}

#[wasm_bindgen_test]
async fn what_is_refused_for_now_can_be_tried_again() {
    let server = ada();
    let stage = link(&server, &offer("Ada@Example.org", false, false)).await;
    server.refuses(&of("POST", "/transfer/accept"), ProblemCode::LimitReached);
    stage.press_button("Accept billing account").await;
    let said = stage.find(".form-error").inner_text();
    assert!(said.contains("reached the limit of billing accounts"), "{said}");
    assert!(stage.has("button", "Accept billing account"));
}

#[wasm_bindgen_test]
async fn another_account_is_told_both_addresses_and_switches_with_the_link() {
    let server = ada();
    let to = "grace@example.org";
    let stage = link(&server, &offer(to, false, false)).await;
    assert_eq!(title(&stage), "This link is for another account");
    let said = stage.text();
    assert!(said.contains("grace@example.org") && said.contains("ada@example.org"), "{said}");
    server.says("DELETE /api/v1/session", 204, &Value::Null);
    server.says("GET /api/v1/session", 200, &Value::Null);
    stage.press_button("Switch account").await;
    settle().await;
    assert_eq!(address(), LINK, "the link is kept");
    let way = stage.named("Sign in").get_attribute("href").unwrap();
    assert_eq!(way, "/sign-in?return_to=%2Fbilling-account-transfers%2Ft0ken");
}

#[wasm_bindgen_test]
async fn the_server_decides_who_the_holder_is() {
    let server = ada();
    let stage = link(&server, &offer("grace@example.org", true, false)).await;
    server.refuses(&of("POST", "/transfer/confirm"), ProblemCode::WrongAccount);
    stage.press_button("Confirm transfer").await;
    settle().await;
    assert_eq!(title(&stage), "This link is for another account");
}

#[wasm_bindgen_test]
async fn who_is_signed_out_signs_in_or_up_and_comes_back() {
    let stage = link(&signed_out(), &offer("grace@example.org", false, false)).await;
    assert_eq!(title(&stage), "Grace Hopper wants to transfer Acme SAS to you");
    let back = "?return_to=%2Fbilling-account-transfers%2Ft0ken";
    assert_eq!(stage.named("Sign in").get_attribute("href").unwrap(), format!("/sign-in{back}"));
    assert_eq!(stage.named("Create an account").get_attribute("href").unwrap(), format!("/sign-up{back}"));
    assert!(!stage.has("button", "Accept billing account"));
    let stage = link(&signed_out(), &offer("grace@example.org", true, false)).await;
    assert!(!stage.has("a", "Create an account"), "the holder has an account");
}

#[wasm_bindgen_test]
async fn links_that_work_no_more_say_why() {
    for (code, wanted) in [
        (ProblemCode::LinkUnknown, "Unknown link"),
        (ProblemCode::LinkExpired, "This link has expired"),
        (ProblemCode::LinkUsed, "This transfer is complete"),
        (ProblemCode::LinkCancelled, "This transfer was cancelled"),
    ] {
        for server in [ada(), signed_out()] {
            server.refuses(READ, code);
            let stage = open(&server, LINK).await;
            settle().await;
            assert_eq!(title(&stage), wanted);
        }
        let server = ada();
        let stage = link(&server, &offer("ada@example.org", false, false)).await;
        server.refuses(&of("POST", "/transfer/accept"), code);
        stage.press_button("Accept billing account").await;
        settle().await;
        assert_eq!(title(&stage), wanted, "also where that happens meanwhile");
    }
    let server = ada();
    server.refuses(READ, ProblemCode::Internal);
    let stage = open(&server, LINK).await;
    settle().await;
    assert!(stage.has("button", "Try again"), "{}", stage.text());
}
