//! Deleting one's account.

use crate::{
    acme::{id, name},
    server::{Server, address, mine, open, signed_in},
    stage::{Stage, focused, settle},
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const EFFECTS: &str = "GET /api/v1/me/deletion";
const DELETE: &str = "POST /api/v1/me/deletion";

fn list(names: &[&str], total: usize) -> Value {
    let items: Vec<Value> = names.iter().map(|name| mine(name)).collect();
    json!({"items": items, "next_page": null, "total": total})
}

fn effects(only_admin: &[&str], alone: &[&str], left: u32) -> Value {
    json!({
        "only_admin": list(only_admin, only_admin.len()), "alone": list(alone, alone.len()), "left": left,
        "billing_accounts": [],
    })
}

async fn dialog(told: &Value) -> (Server, Stage) {
    let server = signed_in(&["Acme"]);
    server.says("GET /api/v1/me/mfa", 200, &json!({"enabled_at": null, "recovery_codes": 0}));
    server.says("GET /api/v1/me/sessions", 200, &list(&[], 0));
    server.says(EFFECTS, 200, told);
    let stage = open(&server, "/account/security").await;
    assert!(server.got(EFFECTS).is_empty(), "nobody has asked");
    stage.press_button("Delete account").await;
    settle().await;
    (server, stage)
}

async fn submit(stage: &Stage) {
    stage.press_button("Delete my account").await;
    settle().await;
}

fn refused(field: &str, code: FieldCode) -> Value {
    serde_json::to_value(Problem::invalid([FieldError { pointer: field.into(), code }])).unwrap()
}

#[wasm_bindgen_test]
async fn what_goes_is_told_and_the_password_asked() {
    let (server, stage) = dialog(&effects(&[], &["Sandbox"], 2)).await;
    let said = stage.dialog().inner_text();
    assert!(said.contains("you’re the only member") && said.contains("Sandbox"), "{said}");
    assert!(
        said.contains("You leave 2 organizations") && said.contains("stays in their audit log"),
        "{said}"
    );
    submit(&stage).await;
    assert!(server.got(DELETE).is_empty(), "not without a password");

    stage.type_into("input[name=delete-password]", "wrong").await;
    server.says(DELETE, 422, &refused("/password", FieldCode::WrongPassword));
    submit(&stage).await;
    assert_eq!(name(&focused()), name(&stage.find("input[name=delete-password]")));
    assert!(stage.all("dialog .form-error").is_empty(), "said in one place");

    stage.type_into("input[name=delete-password]", "the right one").await;
    server.says(DELETE, 204, &Value::Null);
    submit(&stage).await;
    let sent = server.got(DELETE);
    assert_eq!(sent[1].body.as_deref(), Some(r#"{"password":"the right one"}"#));
    assert!(address().starts_with("/sign-in"), "{}", address());
    assert!(stage.toasts().contains("Your account was deleted."));
}

#[wasm_bindgen_test]
async fn a_code_is_asked_for_where_the_account_has_one() {
    let (server, stage) = dialog(&effects(&[], &[], 0)).await;
    let said = stage.dialog().inner_text();
    assert!(!said.contains("You leave") && !said.contains("the only member"), "{said}");
    stage.type_into("input[name=delete-password]", "the right one").await;
    server.says(DELETE, 422, &refused("/code", FieldCode::Required));
    submit(&stage).await;
    assert!(stage.all("dialog[open] .field-error").iter().all(|error| error.inner_text().is_empty()));
    stage.type_into("dialog[open] input[name=code]", "123 456").await;
    server.says(DELETE, 422, &refused("/code", FieldCode::WrongCode));
    submit(&stage).await;
    assert!(stage.dialog().inner_text().contains("code"));
    assert_eq!(
        server.got(DELETE)[1].body.as_deref(),
        Some(r#"{"password":"the right one","code":"123456"}"#)
    );
    assert!(stage.all("dialog[open] .field-error").iter().any(|error| !error.inner_text().is_empty()));
}

#[wasm_bindgen_test]
async fn the_only_admin_of_others_is_sent_to_their_members() {
    let (_, stage) = dialog(&effects(&["Acme", "Beta"], &["Sandbox"], 1)).await;
    assert!(stage.dialog().inner_text().contains("only admin"));
    let link = stage.called("dialog[open] a", "Beta");
    assert!(link.get_attribute("href").unwrap().ends_with("/organizations/beta/members"));
    assert!(!stage.has("button", "Delete my account"));
}

#[wasm_bindgen_test]
async fn who_became_the_only_admin_meanwhile_is_told_where() {
    let (server, stage) = dialog(&effects(&[], &[], 1)).await;
    stage.type_into("input[name=delete-password]", "the right one").await;
    server.refuses(DELETE, ProblemCode::LastAdmin);
    server.says(EFFECTS, 200, &effects(&["Acme"], &[], 0));
    submit(&stage).await;
    assert!(stage.has("dialog[open] a", "Acme") && !stage.has("button", "Delete my account"));
}

fn paying(mut effects: Value) -> Value {
    effects["billing_accounts"] = json!([{"id": id(40), "name": "Acme SAS"}]);
    effects
}

#[wasm_bindgen_test]
async fn billing_accounts_that_are_in_use_are_named_with_the_way_to_them() {
    let (_, stage) = dialog(&paying(effects(&["Acme"], &[], 0))).await;
    let said = stage.dialog().inner_text();
    assert!(said.contains("only admin") && said.contains("These billing accounts are in use"), "{said}");
    let link = stage.called("dialog[open] a", "Acme SAS");
    assert_eq!(link.get_attribute("href").unwrap(), format!("/billing-accounts/{}", id(40)));
    assert!(!stage.has("button", "Delete my account"));
}

#[wasm_bindgen_test]
async fn one_that_came_into_use_meanwhile_is_named_too() {
    let (server, stage) = dialog(&effects(&[], &[], 1)).await;
    assert!(!stage.dialog().inner_text().contains("billing account"));
    stage.type_into("input[name=delete-password]", "the right one").await;
    server.refuses(DELETE, ProblemCode::BillingAccountInUse);
    server.says(EFFECTS, 200, &paying(effects(&[], &[], 0)));
    submit(&stage).await;
    assert!(stage.has("dialog[open] a", "Acme SAS") && !stage.dialog().inner_text().contains("only admin"));
}
