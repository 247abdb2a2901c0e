//! Signing in, also over a page whose session has ended.

use crate::{
    server::{Server, address, open, organization, session, signed_in, signed_out},
    stage::{attribute, settle, wait},
};
use hq_contract::{IDEMPOTENCY_KEY, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, StorageEvent};

const SIGN_IN: &str = "POST /api/v1/session";
const CREATE: &str = "POST /api/v1/organizations";

#[wasm_bindgen_test]
async fn a_deep_link_asks_for_signing_in_and_returns() {
    let server = signed_out();
    let stage = open(&server, "/organizations/acme/settings").await;
    assert_eq!(address(), "/sign-in?return_to=%2Forganizations%2Facme%2Fsettings");
    assert_eq!(stage.find("h1").inner_text(), "Sign in");
    server.says(SIGN_IN, 200, &session(&["Acme"]));
    server.says("GET /api/v1/organizations/acme", 200, &organization("Acme"));
    stage.type_into("input[name=email]", "ada@example.org").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("form button[type=submit]").await;
    assert_eq!(address(), "/organizations/acme/settings");
    let body: Value = serde_json::from_str(server.got(SIGN_IN)[0].body.as_ref().unwrap()).unwrap();
    assert_eq!(body, json!({"email": "ada@example.org", "password": "correct horse battery"}));
}

#[wasm_bindgen_test]
async fn a_session_that_ended_elsewhere_leads_to_signing_in() {
    let server = signed_in(&["Acme"]);
    let stage = open(&server, "/organizations/new").await;
    assert_eq!(address(), "/organizations/new");
    server.says("GET /api/v1/session", 200, &Value::Null);
    let changed = StorageEvent::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&changed).unwrap();
    settle().await;
    assert_eq!(address(), "/sign-in?return_to=%2Forganizations%2Fnew");
    assert_eq!(stage.find("h1").inner_text(), "Sign in");
}

/// Another tab has changed who is signed in.
async fn looks_again(session: &Value, server: &Server) {
    server.says("GET /api/v1/session", 200, session);
    let changed = StorageEvent::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&changed).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn what_was_sent_for_in_somebodys_name_is_not_shown_to_the_next() {
    const OF_ADA: &str = "/api/v1/me/sessions";
    let nobody = Value::Null;
    let mut grace = session(&[]);
    grace["user"]["id"] = json!("01890a5d-ac96-774b-bcce-b302099a8010");
    for next in [grace, nobody] {
        let server = signed_in(&[]);
        let stage = open(&server, "/organizations/new").await;
        server.is_sent_for(OF_ADA);
        looks_again(&session(&[]), &server).await;
        assert_eq!(server.early(), [OF_ADA], "she is still there");
        looks_again(&next, &server).await;
        assert!(server.early().is_empty(), "{next}");
        drop(stage);
    }
}

#[wasm_bindgen_test]
async fn a_refusal_keeps_what_was_typed() {
    let server = signed_out();
    server.refuses(SIGN_IN, ProblemCode::WrongCredentials);
    let stage = open(&server, "/sign-in").await;
    stage.press("form button[type=submit]").await;
    assert!(server.got(SIGN_IN).is_empty(), "nothing is sent while something is missing");
    assert_eq!(stage.all("[aria-invalid=true]").len(), 2);
    stage.type_into("input[name=email]", "ada@example.org").await;
    stage.type_into("input[name=password]", "wrong").await;
    stage.press("form button[type=submit]").await;
    assert!(stage.find("[role=alert]").inner_text().contains("Wrong email or password"));
    let value = |name: &str| stage.find(name).unchecked_into::<HtmlInputElement>().value();
    assert_eq!(
        (value("input[name=email]"), value("input[name=password]")),
        ("ada@example.org".into(), "wrong".into())
    );
    let mut problem = serde_json::to_value(hq_contract::Problem::new(ProblemCode::TooManyRequests)).unwrap();
    problem["retry_after"] = json!(300);
    server.says(SIGN_IN, 429, &problem);
    stage.press("form button[type=submit]").await;
    assert!(stage.find("[role=alert]").inner_text().contains("in 5 minutes"));
}

#[wasm_bindgen_test]
async fn an_ended_session_goes_on_after_signing_in_over_the_page() {
    let server = signed_in(&[]);
    server.refuses(CREATE, ProblemCode::NotSignedIn);
    let stage = open(&server, "/").await;
    stage.type_into("input[name=organization]", "Acme").await;
    stage.press("main button[type=submit]").await;
    assert_eq!(attribute(&stage.find("dialog[open]"), "aria-labelledby"), "expired-title");
    let email: HtmlInputElement = stage.find("dialog input[name=email]").unchecked_into();
    assert!(email.disabled() && email.value() == "ada@example.org");
    server.refuses(SIGN_IN, ProblemCode::WrongCredentials);
    stage.type_into("dialog input[name=password]", "wrong").await;
    stage.press("dialog button[type=submit]").await;
    assert!(stage.find("dialog [role=alert]").inner_text().contains("Wrong email"));
    server.says(SIGN_IN, 200, &session(&[]));
    server.says(CREATE, 201, &organization("Acme"));
    server.says("GET /api/v1/organizations/acme", 200, &organization("Acme"));
    stage.press("dialog button[type=submit]").await;
    settle().await;
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(address(), "/organizations/acme", "what waited has been done");
    let sent = server.got(CREATE);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1], "the same request, with its key");
    assert!(sent[0].header(IDEMPOTENCY_KEY).is_some());
}

#[wasm_bindgen_test]
async fn another_refusal_leaves_the_password_that_is_being_typed() {
    const SLUG: &str = "GET /api/v1/organization-slugs/acme";
    let server = signed_in(&[]);
    server.refuses(CREATE, ProblemCode::NotSignedIn);
    server.refuses(SLUG, ProblemCode::NotSignedIn);
    let stage = open(&server, "/organizations/new").await;
    stage.type_into("main input[name=organization]", "Acme").await;
    stage.press("main button[type=submit]").await;
    stage.type_into("dialog input[name=password]", "half a pass").await;
    // The slug is looked up a moment after the last key.
    while server.got(SLUG).is_empty() {
        wait(50).await;
    }
    settle().await;
    let password: HtmlInputElement = stage.find("dialog[open] input[name=password]").unchecked_into();
    assert_eq!(password.value(), "half a pass");
}

#[wasm_bindgen_test]
async fn somebody_else_leaves_the_page() {
    let server = signed_in(&["Acme"]);
    let stage = open(&server, "/organizations/new").await;
    server.refuses(CREATE, ProblemCode::NotSignedIn);
    stage.type_into("main input[name=organization]", "Bolt").await;
    stage.press("main button[type=submit]").await;
    stage.press("dialog[open] form button[type=button]:not(.input-action)").await;
    assert_eq!(address(), "/sign-in?return_to=%2Forganizations%2Fnew");
    assert!(stage.all("dialog[open]").is_empty());
}

#[wasm_bindgen_test]
async fn who_is_signed_in_is_asked_again_when_the_server_is_back() {
    let server = signed_in(&[]);
    server.loses("GET /api/v1/session");
    server.loses("GET /livez");
    let stage = open(&server, "/").await;
    assert!(stage.find("main [role=alert]").inner_text().contains("Can’t reach HQ"));
    server.says("GET /api/v1/session", 200, &session(&[]));
    server.says("GET /livez", 200, &Value::Null);
    wait(1300).await;
    assert!(stage.find("h1").inner_text().contains("Ada"));
}
