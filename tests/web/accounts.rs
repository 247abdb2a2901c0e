//! Signing up and confirming the address.

use crate::{
    server::{Server, address, open, session, signed_out},
    stage::Stage,
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode, accounts::SignUpBegun};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const SIGN_UP: &str = "POST /api/v1/accounts";
const VERIFY: &str = "POST /api/v1/accounts/verify";

async fn fill_in(stage: &Stage) {
    stage.type_into("input[name=name]", "Ada Lovelace").await;
    stage.type_into("input[name=email]", "ada@example.org").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
}

#[wasm_bindgen_test]
async fn a_weak_password_is_told_while_it_is_typed() {
    let stage = open(&signed_out(), "/sign-up").await;
    stage.type_into("input[name=password]", "password123").await;
    assert_eq!(stage.find(".strength-text").inner_text(), "Easy to guess");
    stage.type_into("input[name=password]", "correct horse battery").await;
    assert_ne!(stage.find(".strength-text").inner_text(), "Easy to guess");
}

#[wasm_bindgen_test]
async fn letters_are_counted_however_they_are_composed() {
    let server = signed_out();
    let stage = open(&server, "/sign-up").await;
    stage.type_into("input[name=password]", "e\u{301}a\u{300}u\u{308}o\u{308}a\u{308}n\u{303}").await;
    assert_eq!(stage.find(".strength-text").inner_text(), "Too short", "twelve characters, and six letters");
    fill_in(&stage).await;
    stage.type_into("input[name=password]", "flu\u{308}ssig cafe\u{301} Ha\u{308}fen").await;
    stage.press("form button[type=submit]").await;
    let sent: Value = serde_json::from_str(server.got(SIGN_UP)[0].body.as_ref().unwrap()).unwrap();
    assert_eq!(sent["password"], "fl\u{fc}ssig caf\u{e9} H\u{e4}fen");
}

#[wasm_bindgen_test]
async fn an_invisible_character_is_told_by_name() {
    let server = signed_out();
    let stage = open(&server, "/sign-up").await;
    fill_in(&stage).await;
    stage.type_into("input[name=email]", "a\u{200b}da@example.org").await;
    stage.press("form button[type=submit]").await;
    assert!(stage.text().contains("invisible character"));
    stage.type_into("input[name=email]", "\u{200b}ada@example.org\u{3164}").await;
    stage.press("form button[type=submit]").await;
    let sent: Value = serde_json::from_str(server.got(SIGN_UP)[0].body.as_ref().unwrap()).unwrap();
    assert_eq!(sent["email"], "ada@example.org");
}

#[wasm_bindgen_test]
async fn after_signing_up_the_mail_is_waited_for() {
    let server = signed_out();
    server.says(SIGN_UP, 202, &json!({"email": "ada@example.org"}));
    server.says("GET /api/v1/about", 200, &json!({"version": "1", "mailbox": "/mailbox"}));
    let stage = open(&server, "/sign-up?return_to=%2Forganizations%2Facme").await;
    fill_in(&stage).await;
    stage.press("form button[type=submit]").await;
    assert_eq!(stage.find("h1").inner_text(), "Check your email");
    assert!(stage.text().contains("ada@example.org"));
    assert_eq!(stage.all("a[href='/mailbox']").len(), 1);
    let sent: Value = serde_json::from_str(server.got(SIGN_UP)[0].body.as_ref().unwrap()).unwrap();
    assert_eq!((&sent["language"], &sent["return_to"]), (&json!("en"), &json!("/organizations/acme")));
    let buttons = stage.all("main button");
    buttons.into_iter().find(|button| button.inner_text().contains("different address")).unwrap().click();
    crate::stage::settle().await;
    assert_eq!(stage.find("h1").inner_text(), "Create your account");
    let filled = stage.all("main input").into_iter().filter(|input| {
        !wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlInputElement>(input).value().is_empty()
    });
    assert_eq!(filled.count(), 3, "as it was filled in");
}

#[wasm_bindgen_test]
async fn what_the_server_refuses_is_told_at_its_field() {
    let server = signed_out();
    let refused = Problem::invalid([FieldError { pointer: "/email".into(), code: FieldCode::NotAnAddress }]);
    server.says(SIGN_UP, 422, &serde_json::to_value(refused).unwrap());
    let stage = open(&server, "/sign-up").await;
    fill_in(&stage).await;
    stage.press("form button[type=submit]").await;
    assert_eq!(stage.all("[aria-invalid=true]").len(), 1);
    assert_eq!(crate::stage::focused(), stage.find("input[name=email]"));
    assert!(stage.all(".form-error").is_empty(), "said in one place");
    stage.type_into("input[name=email]", "ada@example.com").await;
    assert!(stage.all("[aria-invalid=true]").is_empty());
}

#[wasm_bindgen_test]
async fn reading_a_link_confirms_nothing() {
    let server = signed_out();
    server.says(VERIFY, 200, &session(&[]));
    let stage = open(&server, "/verify/abc").await;
    assert!(server.got(VERIFY).is_empty());
    stage.press("main button").await;
    assert_eq!(server.got(VERIFY)[0].body.as_deref(), Some(r#"{"token":"abc"}"#));
    assert_eq!(address(), "/", "the token is gone from the address bar");
    assert!(stage.find("h1").inner_text().contains("Ada"));
}

async fn dead_link(server: &Server, code: ProblemCode) -> (String, String) {
    server.refuses(VERIFY, code);
    let stage = open(server, "/verify/abc").await;
    stage.press("main button").await;
    let way_out = stage.find("main a").get_attribute("href").unwrap();
    (stage.find("h1").inner_text(), way_out)
}

#[wasm_bindgen_test]
async fn each_dead_link_has_its_way_out() {
    let server = signed_out();
    let sign_up = || "/sign-up".to_owned();
    assert_eq!(dead_link(&server, ProblemCode::LinkUnknown).await, ("Unknown link".into(), sign_up()));
    assert_eq!(
        dead_link(&server, ProblemCode::LinkExpired).await,
        ("This link has expired".into(), sign_up())
    );
    let used = dead_link(&server, ProblemCode::LinkUsed).await;
    assert_eq!(used, ("Address already confirmed".into(), "/sign-in".into()));
}

/// The link was opened in another browser than the one that signed up.
fn elsewhere(server: &Server) {
    let sign_up: SignUpBegun =
        serde_json::from_value(json!({"email": "ada@example.org", "full_name": "Not Ada"})).unwrap();
    server.says(VERIFY, 409, &serde_json::to_value(Problem::password_wanted(sign_up)).unwrap());
}

fn value(stage: &Stage, selector: &str) -> String {
    stage.find(selector).unchecked_into::<web_sys::HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn in_another_browser_the_password_is_chosen_and_the_name_corrected() {
    let server = signed_out();
    elsewhere(&server);
    let stage = open(&server, "/verify/abc").await;
    stage.press("main button").await;
    assert_eq!(stage.find("h1").inner_text(), "Choose your password");
    assert!(stage.all(".form-error").is_empty(), "nothing went wrong");
    assert_eq!(value(&stage, "input[name=email]"), "ada@example.org");
    assert_eq!(value(&stage, "input[name=name]"), "Not Ada");
    assert_eq!(value(&stage, "input[name=password]"), "");
    stage.press("form button[type=submit]").await;
    assert_eq!(server.got(VERIFY).len(), 1, "not without a password");

    stage.type_into("input[name=name]", "Ada Lovelace").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
    server.loses(VERIFY);
    stage.press("form button[type=submit]").await;
    assert_eq!(value(&stage, "input[name=password]"), "correct horse battery", "nothing typed is lost");
    server.says(VERIFY, 201, &session(&[]));
    stage.press("form button[type=submit]").await;
    let sent: Value =
        serde_json::from_str(server.got(VERIFY).last().unwrap().body.as_ref().unwrap()).unwrap();
    let expected = json!({"token": "abc", "full_name": "Ada Lovelace", "password": "correct horse battery"});
    assert_eq!(sent, expected);
    assert_eq!(address(), "/", "the token is gone from the address bar");
}

#[wasm_bindgen_test]
async fn a_link_that_ends_meanwhile_says_so_in_another_browser_too() {
    let server = signed_out();
    elsewhere(&server);
    let stage = open(&server, "/verify/abc").await;
    stage.press("main button").await;
    server.refuses(VERIFY, ProblemCode::LinkUsed);
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("form button[type=submit]").await;
    assert_eq!(stage.find("h1").inner_text(), "Address already confirmed");
}
