//! Somebody who has to sign in, to sign up or to switch first.

use super::{ACCEPT, READ, SESSION, knows_acme, linked, title, visit};
use crate::server::{Server, address, mine, open_again, session, session_with, signed_in, signed_out};
use crate::stage::{Stage, focused};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const ACCOUNT: &str = "POST /api/v1/invitations/t0ken/account";
const SIGN_IN: &str = "POST /api/v1/session";
const SIGN_OUT: &str = "DELETE /api/v1/session";

#[wasm_bindgen_test]
async fn an_account_signs_in_and_then_joins() {
    let server = signed_out();
    knows_acme(&server);
    let stage = visit(&server, &json!({})).await;
    assert_eq!(title(&stage), "Sign in to join Acme");
    let email: HtmlInputElement = stage.find("main input[name=email]").unchecked_into();
    assert!(email.disabled() && email.value() == "ada@example.org");
    server.says(SIGN_IN, 200, &session_with(&[], &["Acme"], &[]));
    server.says(READ, 200, &linked(&json!({"viewer": "invitee"})));
    server.says(ACCEPT, 200, &mine("Acme"));
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("main form button[type=submit]").await;
    server.says(SESSION, 200, &session(&["Acme"]));
    assert_eq!(address(), "/join/t0ken");
    assert!(server.got(ACCEPT).is_empty(), "signing in accepts nothing");
    stage.press_named("Join Acme").await;
    assert_eq!(address(), "/organizations/acme");
}

async fn new_account(server: &Server) -> Stage {
    let stage = visit(server, &json!({"account": false})).await;
    stage.type_into("input[name=name]", "Ada Lovelace").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage
}

#[wasm_bindgen_test]
async fn the_mailed_link_signs_up_and_joins_in_one_go() {
    let server = signed_out();
    knows_acme(&server);
    server.says(ACCOUNT, 200, &session(&["Acme"]));
    let stage = new_account(&server).await;
    assert_eq!(title(&stage), "Create your account to join Acme");
    let email: HtmlInputElement = stage.find("main input[name=email]").unchecked_into();
    assert!(email.disabled() && email.value() == "ada@example.org");
    stage.press_named("Create account and join").await;
    let sent: Value = serde_json::from_str(server.got(ACCOUNT)[0].body.as_ref().unwrap()).unwrap();
    let wanted = json!({"full_name": "Ada Lovelace", "password": "correct horse battery", "language": "en"});
    assert_eq!(sent, wanted);
    assert_eq!(address(), "/organizations/acme");
    assert_eq!(title(&stage), "Acme");
}

#[wasm_bindgen_test]
async fn a_new_account_is_refused_at_its_field() {
    let server = signed_out();
    let refused = Problem::invalid([FieldError { pointer: "/password".into(), code: FieldCode::TooWeak }]);
    server.says(ACCOUNT, 422, &serde_json::to_value(refused).unwrap());
    let stage = new_account(&server).await;
    stage.press_named("Create account and join").await;
    assert_eq!(stage.all("[aria-invalid=true]").len(), 1);
    assert_eq!(focused(), stage.find("input[name=password]"));
    assert!(stage.all(".form-error").is_empty(), "said in one place");
}

#[wasm_bindgen_test]
async fn a_name_outlives_a_reload_but_a_password_does_not() {
    let server = signed_out();
    drop(new_account(&server).await);
    let stage = open_again(&server, "/join/t0ken").await;
    let value = |name: &str| stage.find(name).unchecked_into::<HtmlInputElement>().value();
    assert_eq!(
        (value("input[name=name]").as_str(), value("input[name=password]").as_str()),
        ("Ada Lovelace", "")
    );
}

#[wasm_bindgen_test]
async fn a_name_is_not_shown_on_the_invitation_of_another_address() {
    let server = signed_out();
    drop(new_account(&server).await);
    let of_eve = linked(&json!({"account": false, "email": "eve@example.org"}));
    server.says("GET /api/v1/invitations/0ther", 200, &of_eve);
    let stage = open_again(&server, "/join/0ther").await;
    let name: HtmlInputElement = stage.find("input[name=name]").unchecked_into();
    assert_eq!(name.value(), "", "Eve is somebody else");
}

#[wasm_bindgen_test]
async fn an_account_that_began_meanwhile_signs_in() {
    let server = signed_out();
    server.refuses(ACCOUNT, ProblemCode::AccountExists);
    let stage = new_account(&server).await;
    stage.press_named("Create account and join").await;
    assert_eq!(title(&stage), "Sign in to join Acme");
    assert_eq!(focused(), stage.find("h1"));
    stage.type_into("input[name=password]", "x").await;
}

#[wasm_bindgen_test]
async fn a_copied_link_tells_of_no_account_and_offers_both_ways() {
    for (way, path) in [("Sign in", "/sign-in"), ("Create an account", "/sign-up")] {
        let server = signed_out();
        let stage = visit(&server, &json!({"account": null, "mailed": false})).await;
        assert_eq!(title(&stage), "Sign in or create an account to join Acme");
        assert!(stage.all("main input").is_empty());
        stage.press_named(way).await;
        assert_eq!(address(), format!("{path}?return_to=%2Fjoin%2Ft0ken"));
        let email: HtmlInputElement = stage.find("main input[name=email]").unchecked_into();
        assert!(!email.disabled() && email.value() == "ada@example.org");
    }
}

#[wasm_bindgen_test]
async fn signing_in_by_a_copied_link_leads_back_to_it() {
    let server = signed_out();
    knows_acme(&server);
    let stage = visit(&server, &json!({"account": null, "mailed": false})).await;
    stage.press_named("Sign in").await;
    server.says(SIGN_IN, 200, &session_with(&[], &["Acme"], &[]));
    server.says(READ, 200, &linked(&json!({"viewer": "invitee", "mailed": false})));
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("main form button[type=submit]").await;
    assert_eq!(address(), "/join/t0ken");
    assert_eq!(title(&stage), "Grace Hopper invited you to join Acme");
}

#[wasm_bindgen_test]
async fn somebody_else_switches_the_account_and_keeps_the_link() {
    let server = signed_in(&["Bolt"]);
    let different = json!({"viewer": "somebody_else", "email": "eve@example.org"});
    let stage = visit(&server, &different).await;
    assert_eq!(title(&stage), "This invitation is for another address");
    let page = stage.text();
    assert!(page.contains("eve@example.org") && page.contains("ada@example.org"));
    assert_eq!(stage.named("Go to HQ").get_attribute("href").unwrap(), "/");
    server.says(SIGN_OUT, 204, &Value::Null);
    server.says(READ, 200, &linked(&json!({"email": "eve@example.org"})));
    stage.press_named("Switch account").await;
    assert_eq!(address(), "/join/t0ken");
    assert_eq!(title(&stage), "Sign in to join Acme");
    let email: HtmlInputElement = stage.find("main input[name=email]").unchecked_into();
    assert_eq!(email.value(), "eve@example.org");
}

#[wasm_bindgen_test]
async fn the_token_is_stored_nowhere() {
    let server = signed_out();
    server.loses(ACCOUNT);
    let stage = new_account(&server).await;
    stage.press_named("Create account and join").await;
    let window = web_sys::window().unwrap();
    for storage in [window.local_storage(), window.session_storage()] {
        let storage = storage.unwrap().unwrap();
        for index in 0..storage.length().unwrap() {
            let key = storage.key(index).unwrap().unwrap();
            let value = storage.get_item(&key).unwrap().unwrap();
            assert!(!key.contains("t0ken") && !value.contains("t0ken"), "{key}");
        }
    }
}
