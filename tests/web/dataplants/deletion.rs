//! The link that confirms a deletion.

use super::{dataplant, has};
use crate::{
    acme::{acme, id},
    server::{Server, address, open, organization, signed_out},
    stage::{Stage, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PATH: &str = "/dataplant-deletions/t0ken";
const READ: &str = "GET /api/v1/dataplant-deletions/t0ken";
const CONFIRM: &str = "POST /api/v1/dataplant-deletions/t0ken/confirm";

fn linked() -> Value {
    json!({
        "organization": {"id": organization("Acme")["id"], "name": "Acme"}, "dataplant": id(1), "name": "Sales",
        "expires_at": "2036-01-02T00:30:00Z",
    })
}

async fn visit(server: &Server) -> Stage {
    let stage = open(server, PATH).await;
    settle().await;
    stage
}

#[wasm_bindgen_test]
async fn reading_deletes_nothing_and_the_button_does() {
    let server = acme();
    server.says(READ, 200, &linked());
    let acme_by_id = organization("Acme");
    let by_id = format!("GET /api/v1/organizations/{}", acme_by_id["id"].as_str().unwrap());
    server.says(&by_id, 200, &acme_by_id);
    let stage = visit(&server).await;
    assert_eq!(stage.find("h1").inner_text(), "Delete Sales");
    assert!(stage.text().contains("A dataplant of Acme."));
    assert!(server.got(CONFIRM).is_empty());
    let going = dataplant(1, "Sales", "deleting");
    has(&server, std::slice::from_ref(&going));
    server.says(CONFIRM, 202, &going);
    stage.press_button("Delete Sales").await;
    settle().await;
    settle().await;
    assert_eq!(server.got(CONFIRM).len(), 1);
    assert!(address().ends_with(&format!("/dataplants/{}", id(1))), "{}", address());
    assert!(stage.toasts().contains("Deleting Sales"));
}

#[wasm_bindgen_test]
async fn each_dead_end_has_its_way_out() {
    for (code, title, way) in [
        (ProblemCode::LinkUnknown, "Unknown link", "Go to HQ"),
        (ProblemCode::LinkExpired, "This link has expired", "Go to HQ"),
        (ProblemCode::LinkUsed, "Already confirmed", "Go to HQ"),
        (ProblemCode::WrongAccount, "Someone else asked for this", "Sign in as someone else"),
        (ProblemCode::Forbidden, "You can no longer delete it", "Go to HQ"),
    ] {
        let server = acme();
        server.refuses(READ, code);
        let stage = visit(&server).await;
        assert_eq!(stage.find("h1").inner_text(), title, "{code:?}");
        stage.named(way);
    }
}

#[wasm_bindgen_test]
async fn a_link_that_expires_while_it_is_read_says_so_and_leads_back() {
    let server = acme();
    server.says(READ, 200, &linked());
    let stage = visit(&server).await;
    server.refuses(CONFIRM, ProblemCode::LinkExpired);
    stage.press_button("Delete Sales").await;
    assert_eq!(stage.find("h1").inner_text(), "This link has expired");
    let back = stage.called("main a", "Open the dataplant");
    assert!(back.get_attribute("href").unwrap().ends_with(&format!("/dataplants/{}", id(1))));
}

#[wasm_bindgen_test]
async fn who_is_signed_out_signs_in_first_and_comes_back() {
    let server = signed_out();
    let stage = visit(&server).await;
    assert_eq!(address(), "/sign-in?return_to=%2Fdataplant-deletions%2Ft0ken");
    assert!(server.got(READ).is_empty());
    drop(stage);
    let server = acme();
    server.refuses(READ, ProblemCode::WrongAccount);
    server.says("DELETE /api/v1/session", 204, &Value::Null);
    let stage = visit(&server).await;
    stage.press_button("Sign in as someone else").await;
    settle().await;
    assert_eq!(address(), "/sign-in?return_to=%2Fdataplant-deletions%2Ft0ken", "the link is kept");
}
