//! Two-step sign-in: setting it up, signing in with it, and where it is missing.

use crate::{
    server::{Server, address, open, organization, person, session, session_with, signed_in, signed_out},
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

pub const STATE: &str = "GET /api/v1/me/mfa";
pub const BEGIN: &str = "POST /api/v1/me/mfa";
pub const CONFIRM: &str = "POST /api/v1/me/mfa/confirm";
const RENEW: &str = "POST /api/v1/me/mfa/recovery-codes";
const DISABLE: &str = "POST /api/v1/me/mfa/disable";
pub const SIGN_IN: &str = "POST /api/v1/session";
const ACME: &str = "GET /api/v1/organizations/acme";

pub fn off() -> Value {
    json!({"enabled_at": null, "recovery_codes": 0})
}

fn on(codes: u64) -> Value {
    json!({"enabled_at": "2026-01-01T00:00:00Z", "recovery_codes": codes})
}

fn refused(pointer: &str, code: FieldCode) -> Value {
    serde_json::to_value(Problem::invalid([FieldError { pointer: pointer.into(), code }])).unwrap()
}

/// Ada, and what her security page reads.
pub fn ada(state: &Value) -> Server {
    let server = signed_in(&["Acme"]);
    server.says("GET /api/v1/me/sessions", 200, &json!({"items": [], "next_page": null, "total": 0}));
    server.says(STATE, 200, state);
    server.says(BEGIN, 201, &enrolment());
    server.says(CONFIRM, 201, &json!({"codes": ["aaaa-bbbb-cccc-dddd", "eeee-ffff-gggg-hhhh"]}));
    server
}

pub fn body(server: &Server, request: &str) -> Value {
    serde_json::from_str(server.got(request).last().unwrap().body.as_ref().unwrap()).unwrap()
}

fn value(stage: &Stage, selector: &str) -> String {
    stage.find(selector).unchecked_into::<HtmlInputElement>().value()
}

fn invalid(stage: &Stage, selector: &str) -> bool {
    stage.find(selector).get_attribute("aria-invalid").is_some()
}

/// Signs in with address and password.
pub async fn sign_in(stage: &Stage) {
    stage.type_into("input[name=email]", "ada@example.org").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("form button[type=submit]").await;
}

#[wasm_bindgen_test]
async fn setting_it_up_leads_from_the_password_to_the_recovery_codes() {
    let server = ada(&off());
    let stage = open(&server, "/account/security").await;
    stage.press_named("Set up").await;
    server.says(BEGIN, 422, &refused("/password", FieldCode::WrongPassword));
    stage.press_named("Continue").await;
    assert!(server.got(BEGIN).is_empty(), "nothing is sent without a password");
    stage.type_into("input[name=mfa-password]", "wrong").await;
    stage.press_named("Continue").await;
    assert!(invalid(&stage, "input[name=mfa-password]"));
    assert_eq!(focused(), stage.find("input[name=mfa-password]"));

    server.says(BEGIN, 201, &enrolment());
    stage.type_into("input[name=mfa-password]", "correct horse battery").await;
    stage.press_named("Continue").await;
    assert_eq!(focused().id(), "mfa-step", "the next step is read out");
    let qr = stage.find("img.mfa-qr");
    assert!(attribute(&qr, "src").starts_with("data:image/svg+xml"));
    assert!(attribute(&qr, "alt").contains("QR code"));
    assert_eq!(stage.find(".code-text").inner_text(), "GEZD GNBV GY3T QOJQ");
    let code = stage.find("input[name=code]");
    assert_eq!(
        (attribute(&code, "autocomplete"), attribute(&code, "inputmode")),
        ("one-time-code".into(), "numeric".into())
    );

    stage.type_into("input[name=code]", "12").await;
    stage.press_named("Turn on").await;
    assert!(server.got(CONFIRM).is_empty() && invalid(&stage, "input[name=code]"));
    server.says(CONFIRM, 422, &refused("/code", FieldCode::WrongCode));
    stage.type_into("input[name=code]", "111 111").await;
    stage.press_named("Turn on").await;
    assert!(stage.text().contains("wrong or already used"));
    assert_eq!(value(&stage, "input[name=code]"), "111 111");

    server.says(CONFIRM, 201, &json!({"codes": ["aaaa-bbbb-cccc-dddd", "eeee-ffff-gggg-hhhh"]}));
    server.says(STATE, 200, &on(10));
    stage.type_into("input[name=code]", "222 222").await;
    stage.press_named("Turn on").await;
    assert_eq!(body(&server, CONFIRM), json!({"code": "222222"}));
    assert_eq!(focused().inner_text(), "Your recovery codes");
    assert_eq!(server.got("GET /api/v1/me/sessions").len(), 2, "the others have ended");
    assert_eq!(stage.all(".mfa-codes li").len(), 2);
    let file = stage.named("Download");
    assert_eq!(attribute(&file, "download"), "hq-recovery-codes.txt");
    let href = attribute(&file, "href");
    assert!(href.starts_with("data:text/plain") && href.contains("eeee-ffff-gggg-hhhh"), "{href}");

    stage.press_named("I’ve saved them").await;
    assert!(stage.all(".mfa-codes").is_empty(), "shown once");
    assert!(stage.text().contains("10 recovery codes left."));
}

/// What the app has to know.
fn enrolment() -> Value {
    json!({
        "secret": "GEZDGNBVGY3TQOJQ", "uri": "otpauth://totp/HQ:ada%40example.org?secret=GEZDGNBVGY3TQOJQ",
        "qr": "data:image/svg+xml;base64,PHN2Zy8+",
    })
}

#[wasm_bindgen_test]
async fn who_was_sent_here_goes_back_afterwards() {
    let server = ada(&off());
    let stage = open(&server, "/account/security?return_to=%2Forganizations%2Facme").await;
    stage.press_named("Set up").await;
    stage.type_into("input[name=mfa-password]", "correct horse battery").await;
    stage.press_named("Continue").await;
    stage.type_into("input[name=code]", "222222").await;
    server.says(STATE, 200, &on(10));
    stage.press_named("Turn on").await;
    stage.press_named("I’ve saved them").await;
    assert_eq!(address(), "/organizations/acme");
}

#[wasm_bindgen_test]
async fn recovery_codes_can_be_made_anew_and_it_can_be_switched_off() {
    let server = ada(&on(1));
    let stage = open(&server, "/account/security").await;
    assert!(stage.text().contains("1 recovery code left."));
    stage.press_named("New recovery codes").await;
    assert!(stage.text().contains("stop working"));
    server.says(RENEW, 201, &json!({"codes": ["aaaa-bbbb-cccc-dddd"]}));
    assert_eq!(focused(), stage.find("input[name=mfa-password]"), "the first of both fields");
    stage.type_into("input[name=mfa-password]", "correct horse battery").await;
    stage.press_named("New recovery codes").await;
    assert!(server.got(RENEW).is_empty() && invalid(&stage, "input[name=code]"), "a code too");
    assert_eq!(attribute(&stage.find("input[name=code]"), "autocomplete"), "one-time-code");
    stage.type_into("input[name=code]", "123 456").await;
    stage.press_named("New recovery codes").await;
    assert_eq!(body(&server, RENEW), json!({"password": "correct horse battery", "code": "123456"}));
    stage.press_named("I’ve saved them").await;

    stage.press_named("Turn off").await;
    server.says(DISABLE, 200, &off());
    stage.press_named("Cancel").await;
    assert!(server.got(DISABLE).is_empty());
    server.says(STATE, 200, &off());
    stage.press_named("Turn off").await;
    stage.type_into("input[name=mfa-password]", "correct horse battery").await;
    stage.press_named("Use a recovery code instead").await;
    assert_eq!(focused(), stage.find("input[name=code]"));
    server.says(DISABLE, 422, &refused("/code", FieldCode::WrongCode));
    stage.type_into("input[name=code]", "ABCD-efgh-ijkl-mnop").await;
    stage.press_named("Turn off").await;
    assert!(invalid(&stage, "input[name=code]") && !invalid(&stage, "input[name=mfa-password]"));
    assert_eq!(value(&stage, "input[name=mfa-password]"), "correct horse battery", "what was typed is kept");
    assert!(stage.all(".form-error").is_empty(), "said in one place");
    server.says(DISABLE, 200, &off());
    stage.press_named("Turn off").await;
    assert_eq!(
        body(&server, DISABLE),
        json!({"password": "correct horse battery", "code": "abcdefghijklmnop"})
    );
    assert!(stage.find("[role=status].toasts").inner_text().contains("Two-step sign-in is off"));
    stage.named("Set up");
}

#[wasm_bindgen_test]
async fn signing_in_asks_for_the_code_in_place() {
    let server = signed_out();
    let stage = open(&server, "/sign-in").await;
    server.refuses(SIGN_IN, ProblemCode::MfaRequired);
    sign_in(&stage).await;
    assert!(
        stage.all("[role=alert]").iter().all(|alert| alert.inner_text().is_empty()),
        "nothing went wrong"
    );
    assert_eq!(focused(), stage.find("input[name=code]"));
    assert_eq!(value(&stage, "input[name=password]"), "correct horse battery", "what was typed is kept");
    assert_eq!(attribute(&stage.find("input[name=code]"), "autocomplete"), "one-time-code");
    stage.press("form button[type=submit]").await;
    assert_eq!(server.got(SIGN_IN).len(), 1, "nothing is sent without a code");

    server.refuses(SIGN_IN, ProblemCode::WrongCode);
    stage.type_into("input[name=code]", "111111").await;
    stage.press("form button[type=submit]").await;
    assert!(invalid(&stage, "input[name=code]"));
    assert_eq!(value(&stage, "input[name=code]"), "111111");

    stage.press_named("Use a recovery code instead").await;
    assert_eq!(focused(), stage.find("input[name=code]"));
    assert_eq!(stage.find("input[name=code]").get_attribute("inputmode"), None, "it has letters");
    server.says(SIGN_IN, 201, &session(&["Acme"]));
    server.says(ACME, 200, &organization("Acme"));
    stage.type_into("input[name=code]", "ABCD-efgh-ijkl-mnop").await;
    stage.press("form button[type=submit]").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme");
    assert_eq!(
        body(&server, SIGN_IN),
        json!({"email": "ada@example.org", "password": "correct horse battery", "code": "abcdefghijklmnop"})
    );
}

#[wasm_bindgen_test]
async fn another_address_is_not_asked_for_a_code() {
    let server = signed_out();
    let stage = open(&server, "/sign-in").await;
    server.refuses(SIGN_IN, ProblemCode::MfaRequired);
    sign_in(&stage).await;
    stage.type_into("input[name=email]", "bob@example.org").await;
    assert!(stage.all("input[name=code]").is_empty());
    server.refuses(SIGN_IN, ProblemCode::WrongCredentials);
    stage.press("form button[type=submit]").await;
    assert_eq!(body(&server, SIGN_IN)["email"], "bob@example.org");
    assert!(stage.find("[role=alert]").inner_text().contains("Wrong email or password"));
}

#[wasm_bindgen_test]
async fn an_ended_session_goes_on_after_the_code() {
    let server = signed_in(&[]);
    server.refuses("POST /api/v1/organizations", ProblemCode::NotSignedIn);
    let stage = open(&server, "/").await;
    stage.type_into("input[name=organization]", "Acme").await;
    stage.press("main button[type=submit]").await;
    server.refuses(SIGN_IN, ProblemCode::MfaRequired);
    stage.type_into("dialog input[name=password]", "correct horse battery").await;
    stage.press("dialog button[type=submit]").await;
    server.says(SIGN_IN, 201, &session(&[]));
    server.says("POST /api/v1/organizations", 201, &organization("Acme"));
    server.says(ACME, 200, &organization("Acme"));
    stage.type_into("dialog input[name=code]", "123456").await;
    stage.press("dialog button[type=submit]").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme", "what waited has been done");
}

#[wasm_bindgen_test]
async fn an_organization_that_forces_it_says_so_and_leads_there() {
    let server = ada(&off());
    server.refuses(ACME, ProblemCode::MfaMissing);
    let stage = open(&server, "/organizations/acme/settings").await;
    assert_eq!(stage.find("h1").inner_text(), "Acme requires two-step sign-in");
    stage.press_named("Set up two-step sign-in").await;
    assert_eq!(address(), "/account/security?return_to=%2Forganizations%2Facme%2Fsettings");
    stage.named("Set up");
}

#[wasm_bindgen_test]
async fn an_invitation_waits_until_it_is_set_up() {
    const READ: &str = "GET /api/v1/invitations/t0ken";
    let linked = |viewer: &str, obstacle: Value| {
        json!({
            "organization": {"id": organization("Acme")["id"], "name": "Acme"}, "colour": "teal", "slug": null, "inviter": person("Grace Hopper"),
            "email": "ada@example.org", "role": "user", "note": null, "expires_at": "2027-01-01T00:00:00Z",
            "state": "pending", "obstacle": obstacle, "account": false, "mailed": true, "viewer": viewer,
        })
    };
    let server = signed_out();
    server.says(READ, 200, &linked("nobody", Value::Null));
    let stage = open(&server, "/join/t0ken").await;
    server.says("POST /api/v1/invitations/t0ken/account", 201, &session(&[]));
    server.says(READ, 200, &linked("invitee", json!("mfa_missing")));
    server.says(STATE, 200, &off());
    server.says("GET /api/v1/me/sessions", 200, &json!({"items": [], "next_page": null, "total": 0}));
    stage.type_into("input[name=name]", "Ada Lovelace").await;
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press("form button[type=submit]").await;
    settle().await;
    settle().await;
    assert_eq!(stage.find("h1").inner_text(), "Acme requires two-step sign-in");
    stage.press_named("Set up two-step sign-in").await;
    assert_eq!(address(), "/account/security?return_to=%2Fjoin%2Ft0ken");
}

#[wasm_bindgen_test]
async fn an_invitation_in_the_list_leads_there_and_back() {
    let server = signed_in(&[]);
    server.says("GET /api/v1/session", 200, &session_with(&[], &["Acme"], &[]));
    let id = organization("Acme")["id"].clone();
    let accept = format!("POST /api/v1/me/invitations/{}/accept", id.as_str().unwrap());
    server.refuses(&accept, ProblemCode::MfaMissing);
    let stage = open(&server, "/").await;
    stage.press(".offer button[data-kind=primary]").await;
    assert!(stage.find(".offer [role=alert]").inner_text().contains("requires two-step sign-in"));
    let way_out = stage.named("Set up two-step sign-in");
    assert_eq!(attribute(&way_out, "href"), "/account/security?return_to=%2Faccount%2Forganizations");
}

#[wasm_bindgen_test]
async fn joining_that_turns_out_to_need_it_leads_there_too() {
    let server = signed_in(&[]);
    let linked = json!({
        "organization": {"id": organization("Acme")["id"], "name": "Acme"}, "colour": "teal", "slug": null, "inviter": null, "email": "ada@example.org",
        "role": "user", "note": null, "expires_at": "2027-01-01T00:00:00Z", "state": "pending", "obstacle": null,
        "account": true, "mailed": true, "viewer": "invitee",
    });
    server.says("GET /api/v1/invitations/t0ken", 200, &linked);
    let stage = open(&server, "/join/t0ken").await;
    server.refuses("POST /api/v1/invitations/t0ken/accept", ProblemCode::MfaMissing);
    stage.press_named("Join Acme").await;
    assert_eq!(stage.find("h1").inner_text(), "Acme requires two-step sign-in");
}
