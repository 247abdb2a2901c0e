//! Another email for the account: asked for in the profile, confirmed by the link of the mail to the new address.

use crate::{
    server::{Server, address, me, open, session, signed_in, signed_out},
    stage::{Stage, attribute, focused, settle, unisolated},
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, StorageEvent};

const MINE: &str = "GET /api/v1/me/email-change";
const ASK: &str = "POST /api/v1/me/email-change";
const RESEND: &str = "POST /api/v1/me/email-change/resend";
const CANCEL: &str = "DELETE /api/v1/me/email-change";
const READ: &str = "GET /api/v1/email-changes/t0ken";
const CONFIRM: &str = "POST /api/v1/email-changes/t0ken/confirm";
const LINK: &str = "/email-changes/t0ken";
const NEW: &str = "countess@example.net";

fn ada() -> Server {
    let server = signed_in(&["Acme"]);
    server.says("GET /api/v1/me", 200, &me("Ada Lovelace"));
    server
}

fn change(email: &str) -> Value {
    json!({"email": email, "expires_at": "2036-01-02T00:00:00Z"})
}

fn now(email: &str) -> Value {
    let mut now = me("Ada Lovelace");
    now["email"] = json!(email);
    now
}

fn refused(field: &str, code: FieldCode) -> Value {
    serde_json::to_value(Problem::invalid([FieldError { pointer: field.into(), code }])).unwrap()
}

async fn dialog(server: &Server) -> Stage {
    let stage = open(server, "/account").await;
    stage.press_button("Change email").await;
    settle().await;
    stage
}

async fn fill(stage: &Stage, email: &str, password: &str) {
    stage.type_into("input[name=new-email]", email).await;
    stage.type_into("input[name=email-password]", password).await;
    stage.press_button("Send link").await;
    settle().await;
}

async fn waiting(server: &Server) -> Stage {
    server.says(MINE, 200, &json!({"pending": change(NEW)}));
    let stage = open(server, "/account").await;
    settle().await;
    stage
}

fn title(stage: &Stage) -> String {
    unisolated(&stage.find("h1").inner_text())
}

fn body(server: &Server, request: &str) -> Value {
    serde_json::from_str(server.got(request).last().unwrap().body.as_deref().unwrap()).unwrap()
}

#[wasm_bindgen_test]
async fn it_is_asked_for_with_the_password_and_stands_as_under_way() {
    let server = ada();
    let stage = dialog(&server).await;
    assert_eq!(stage.find(".email-now").inner_text(), "ada@example.org");
    stage.press_button("Send link").await;
    assert!(server.got(ASK).is_empty(), "not without an address and a password");
    assert!(stage.dialog().inner_text().contains("Enter the new address."));
    server.says(ASK, 422, &refused("/email", FieldCode::SameAddress));
    fill(&stage, "ada@example.org", "the right one").await;
    assert!(stage.dialog().inner_text().contains("This is your email already."));
    assert_eq!(focused(), stage.find("input[name=new-email]"));
    server.says(ASK, 422, &refused("/password", FieldCode::WrongPassword));
    fill(&stage, NEW, "wrong").await;
    assert_eq!(focused(), stage.find("input[name=email-password]"));
    assert!(stage.all("dialog .form-error").is_empty(), "said in one place");

    server.says(ASK, 202, &change(NEW));
    fill(&stage, NEW, "the right one").await;
    assert_eq!(body(&server, ASK), json!({"email": NEW, "password": "the right one"}));
    assert!(unisolated(&stage.toasts()).contains("A link is on its way to countess@example.net."));
    let said = unisolated(&stage.find(".email-change").inner_text());
    assert!(said.contains("We’ve sent a link to countess@example.net."), "{said}");
    assert_eq!(stage.find(".email-now").inner_text(), "ada@example.org", "nothing has changed yet");
    assert!(!stage.has("button", "Change email"));
    assert_eq!(focused(), stage.find(".email-change"), "the button that had the focus has gone");
}

#[wasm_bindgen_test]
async fn a_code_is_asked_for_where_the_account_has_one() {
    let server = ada();
    let stage = dialog(&server).await;
    server.says(ASK, 422, &refused("/code", FieldCode::Required));
    fill(&stage, NEW, "the right one").await;
    assert!(stage.all("dialog[open] .field-error").iter().all(|error| error.inner_text().is_empty()));
    stage.type_into("dialog[open] input[name=code]", "123 456").await;
    server.says(ASK, 422, &refused("/code", FieldCode::WrongCode));
    stage.press_button("Send link").await;
    settle().await;
    assert_eq!(body(&server, ASK), json!({"email": NEW, "password": "the right one", "code": "123456"}));
    assert!(stage.all("dialog[open] .field-error").iter().any(|error| !error.inner_text().is_empty()));
}

#[wasm_bindgen_test]
async fn past_a_limit_it_says_so_and_nothing_typed_is_lost() {
    let server = ada();
    let stage = dialog(&server).await;
    server.refuses(ASK, ProblemCode::TooManyRequests);
    fill(&stage, NEW, "the right one").await;
    assert!(!stage.find("dialog[open] .form-error").inner_text().is_empty());
    let field: HtmlInputElement = stage.find("input[name=new-email]").unchecked_into();
    assert_eq!(field.value(), NEW);
}

#[wasm_bindgen_test]
async fn another_link_is_sent_and_the_change_cancelled() {
    let server = ada();
    let stage = waiting(&server).await;
    assert!(!stage.has("button", "Change email"));
    server.says(RESEND, 202, &change(NEW));
    stage.press_button("Send again").await;
    settle().await;
    assert!(unisolated(&stage.toasts()).contains("Sent again to countess@example.net."));
    server.refuses(CANCEL, ProblemCode::Internal);
    stage.press_button("Cancel change").await;
    settle().await;
    assert!(!stage.find(".email-change .form-error").inner_text().is_empty());
    server.says(CANCEL, 204, &Value::Null);
    stage.press_button("Cancel change").await;
    settle().await;
    assert!(stage.toasts().contains("Change cancelled."));
    assert!(stage.has("button", "Change email"));
    assert_eq!(focused(), stage.find(".email-change"));
}

#[wasm_bindgen_test]
async fn where_nothing_waits_any_more_the_page_says_so() {
    let server = ada();
    let stage = waiting(&server).await;
    server.refuses(RESEND, ProblemCode::NotFound);
    server.says(MINE, 200, &json!({"pending": null}));
    stage.press_button("Send again").await;
    settle().await;
    settle().await;
    assert!(stage.toasts().contains("There was nothing left to confirm."));
    assert!(stage.has("button", "Change email"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn what_is_under_way_can_be_asked_for_again() {
    let server = ada();
    server.refuses(MINE, ProblemCode::Internal);
    let stage = open(&server, "/account").await;
    settle().await;
    assert!(!stage.has("button", "Change email"));
    server.says(MINE, 200, &json!({"pending": null}));
    stage.press_button("Try again").await;
    settle().await;
    assert!(stage.has("button", "Change email"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_tab_hears_of_what_was_confirmed_in_another() {
    let server = ada();
    let stage = waiting(&server).await;
    let mut theirs = session(&["Acme"]);
    theirs["user"] = now(NEW);
    server.says("GET /api/v1/session", 200, &theirs);
    server.says(MINE, 200, &json!({"pending": null}));
    let heard = StorageEvent::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&heard).unwrap();
    settle().await;
    settle().await;
    assert_eq!(stage.find(".email-now").inner_text(), NEW);
    assert!(stage.has("button", "Change email"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn the_link_says_what_changes_and_the_button_does_it() {
    let server = ada();
    server.says(READ, 200, &change(NEW));
    let stage = open(&server, LINK).await;
    settle().await;
    assert_eq!(title(&stage), "Change your email to countess@example.net");
    let said = unisolated(&stage.text());
    assert!(said.contains("sign in with countess@example.net, no longer with ada@example.org"), "{said}");
    assert!(server.got(CONFIRM).is_empty(), "reading confirms nothing");
    assert_eq!(attribute(&stage.named("Keep current email"), "href"), "/account");
    server.loses(CONFIRM);
    stage.press_button("Confirm change").await;
    settle().await;
    assert!(stage.find("main [role=alert]").inner_text().contains("Can’t reach HQ"));
    let before = web_sys::window().unwrap().local_storage().unwrap().unwrap().get_item("hq.session").unwrap();
    server.says(CONFIRM, 200, &now(NEW));
    server.says("GET /api/v1/me", 200, &now(NEW));
    stage.press_button("Confirm change").await;
    settle().await;
    settle().await;
    assert_eq!(address(), "/account", "the token is gone from the address bar");
    assert_eq!(stage.find(".email-now").inner_text(), NEW);
    assert!(unisolated(&stage.toasts()).contains("Your email is now countess@example.net."));
    let after = web_sys::window().unwrap().local_storage().unwrap().unwrap().get_item("hq.session").unwrap();
    assert_ne!(before, after, "other tabs look again");
}

#[wasm_bindgen_test]
async fn who_is_signed_out_signs_in_and_comes_back() {
    let server = signed_out();
    server.says(READ, 200, &change(NEW));
    let stage = open(&server, LINK).await;
    settle().await;
    assert_eq!(title(&stage), "Change your email to countess@example.net");
    let way = attribute(&stage.named("Sign in"), "href");
    assert_eq!(way, "/sign-in?return_to=%2Femail-changes%2Ft0ken");
    assert!(!stage.has("button", "Confirm change"));
}

#[wasm_bindgen_test]
async fn another_account_is_told_whose_it_is_and_switches_with_the_link() {
    let server = ada();
    server.refuses(READ, ProblemCode::WrongAccount);
    let stage = open(&server, LINK).await;
    settle().await;
    assert_eq!(title(&stage), "This link is for another account");
    assert!(stage.text().contains("ada@example.org"));
    server.says("DELETE /api/v1/session", 204, &Value::Null);
    server.says("GET /api/v1/session", 200, &Value::Null);
    server.says(READ, 200, &change(NEW));
    stage.press_button("Switch account").await;
    settle().await;
    settle().await;
    assert_eq!(address(), LINK, "the link is kept");
    assert_eq!(title(&stage), "Change your email to countess@example.net");
    assert!(stage.has("a", "Sign in"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn links_that_change_nothing_say_why_and_lead_on() {
    for (code, wanted) in [
        (ProblemCode::LinkUnknown, "Unknown link"),
        (ProblemCode::LinkExpired, "This link has expired"),
        (ProblemCode::LinkUsed, "This link has already been used"),
        (ProblemCode::LinkCancelled, "This change was cancelled"),
    ] {
        for server in [ada(), signed_out()] {
            server.refuses(READ, code);
            let stage = open(&server, LINK).await;
            settle().await;
            assert_eq!(title(&stage), wanted);
            assert_eq!(attribute(&stage.find("main a"), "href"), "/account");
        }
    }
    for (code, wanted) in [
        (ProblemCode::LinkCancelled, "This change was cancelled"),
        (ProblemCode::LinkExpired, "This link has expired"),
        (ProblemCode::WrongAccount, "This link is for another account"),
        (ProblemCode::AccountExists, "Another account has this email"),
    ] {
        let server = ada();
        server.says(READ, 200, &change(NEW));
        let stage = open(&server, LINK).await;
        settle().await;
        server.refuses(CONFIRM, code);
        stage.press_button("Confirm change").await;
        settle().await;
        assert_eq!(title(&stage), wanted, "also where that happens meanwhile");
        assert!(stage.all("main .form-error").is_empty());
    }
    let server = ada();
    server.refuses(READ, ProblemCode::Internal);
    let stage = open(&server, LINK).await;
    settle().await;
    server.says(READ, 200, &change(NEW));
    stage.press_button("Try again").await;
    settle().await;
    assert!(stage.has("button", "Confirm change"), "{}", stage.text());
}
