//! Passwords and codes are in no storage, whatever form they are typed into.

use super::{
    tab::remembered,
    world::{Person, sign_in, world},
};
use crate::{
    server::{Server, open},
    stage::{Stage, settle},
};
use hq_contract::ProblemCode;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

const SECRET: &str = "correct horse battery";

fn nothing_is_remembered(of: &str) {
    let found =
        remembered().into_iter().find(|(_, value)| value.contains(SECRET) || value.contains("123456"));
    assert_eq!(found, None, "{of}");
}

async fn page(server: &Server, path: &str) -> Stage {
    let stage = open(server, path).await;
    settle().await;
    stage
}

#[wasm_bindgen_test]
async fn signing_in_and_new_passwords() {
    let server = world();
    let stage = page(&server, "/sign-in").await;
    server.refuses("POST /api/v1/session", ProblemCode::MfaRequired);
    stage.type_into("input[name=email]", "ada@example.org").await;
    stage.type_into("input[name=password]", SECRET).await;
    stage.press("form button[type=submit]").await;
    stage.type_into("input[name=code]", "123456").await;
    nothing_is_remembered("signing in");
    drop(stage);
    let stage = page(&server, "/reset-password/t0ken").await;
    stage.type_into("input[name=password]", SECRET).await;
    nothing_is_remembered("a new password");
}

#[wasm_bindgen_test]
async fn the_profiles_security() {
    let server = world();
    sign_in(&server, Person::Ada, "/account");
    let stage = page(&server, "/account/security").await;
    stage.type_into("input[name=current-password]", SECRET).await;
    stage.type_into("input[name=new-password]", SECRET).await;
    nothing_is_remembered("changing the password");
    let nothing = json!({"items": [], "next_page": null, "total": 0});
    server.says(
        "GET /api/v1/me/deletion",
        200,
        &json!({"only_admin": nothing, "alone": nothing, "left": 0, "billing_accounts": []}),
    );
    stage.press_button("Delete account").await;
    settle().await;
    stage.type_into("input[name=delete-password]", SECRET).await;
    nothing_is_remembered("deleting the account");
}
