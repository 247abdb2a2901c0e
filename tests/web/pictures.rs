//! A person's picture: choosing it, taking it away, and where it is shown.

use crate::{
    acme::{ADA, acme, acme_of_a_user, at, id, member, page, pause, request, visit},
    images::{PNG, choose, drop_file, shown},
    server::{Server, me, open, signed_in},
    stage::{Stage, attribute, focused},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PUT: &str = "PUT /api/v1/me/picture";
const DELETE: &str = "DELETE /api/v1/me/picture";
const MINE: &str = "/api/v1/me/picture?version=one";

fn pictured(picture: Option<&str>) -> Value {
    let mut ada = me("Ada Lovelace");
    ada["picture"] = json!(picture);
    ada
}

fn ada() -> Server {
    let server = signed_in(&["Acme"]);
    server.says("GET /api/v1/me", 200, &pictured(None));
    server
}

#[wasm_bindgen_test]
async fn a_picture_is_seen_at_once_and_then_in_the_menu() {
    let server = ada();
    server.holds(PUT);
    let stage = open(&server, "/account").await;
    assert!(shown(&stage, "").is_empty());
    choose(&stage, "picture", PNG).await;
    let seen = shown(&stage, ".image-upload");
    assert!(seen.len() == 1 && seen[0].starts_with("data:image/png;base64,iVBORw0KGgp0"), "{seen:?}");
    assert_eq!(server.got(PUT)[0].file.as_deref(), Some(PNG));
    server.answers_waiting(&pictured(Some("one"))).await;
    assert_eq!(shown(&stage, ".image-upload"), [MINE]);
    assert_eq!(shown(&stage, "header"), [MINE]);
    assert!(stage.toasts().contains("Picture changed."));
    assert_eq!(server.got("GET /api/v1/me").len(), 2, "another version of the account is read for its name");
}

#[wasm_bindgen_test]
async fn what_is_refused_is_told() {
    let server = ada();
    let stage = open(&server, "/account").await;
    choose(&stage, "picture", b"GIF89a and more").await;
    assert!(stage.find(".drop-area .form-error").inner_text().contains("isn’t a PNG, JPEG or WebP"));
    assert!(server.got(PUT).is_empty());
    server.refuses(PUT, ProblemCode::ImageUnreadable);
    assert!(!drop_file(&stage, "Picture", PNG).await, "the browser does not open it");
    assert!(stage.find(".drop-area .form-error").inner_text().contains("damaged or incomplete"));
    assert!(shown(&stage, "").is_empty());
}

#[wasm_bindgen_test]
async fn a_picture_is_taken_away() {
    let server = ada();
    let stage = open(&server, "/account").await;
    server.says(PUT, 200, &pictured(Some("one")));
    choose(&stage, "picture", PNG).await;
    server.says(DELETE, 200, &pictured(None));
    stage.press_button("Remove picture").await;
    assert!(shown(&stage, "").is_empty());
    assert!(stage.toasts().contains("Picture removed."));
    assert_eq!(attribute(&focused(), "name"), "picture", "the button that had the focus has gone");
}

#[wasm_bindgen_test]
async fn members_are_seen_with_their_pictures() {
    let server = acme();
    server.says(&at("GET", "/members"), 200, &page(&[pictured_member(&id(2), "Bob Stone", "user")]));
    let stage = visit(&server, "/members").await;
    assert_eq!(shown(&stage, "tbody"), [of_member(&id(2))]);
}

/// Where Acme's members find the picture of one of them.
fn of_member(user: &str) -> String {
    format!("/api/v1/organizations/acme/members/{user}/picture?version=one")
}

/// Where the picture in a part of the page is that a person's name is in.
fn beside(stage: &Stage, parts: &str, name: &str) -> String {
    let part = stage.all(parts).into_iter().find(|part| part.text_content().unwrap().contains(name)).unwrap();
    attribute(&part.query_selector(".avatar img").unwrap().unwrap(), "src")
}

fn pictured_member(user: &str, name: &str, role: &str) -> Value {
    let mut member = member(user, name, role);
    member["picture"] = json!("one");
    member
}

#[wasm_bindgen_test]
async fn who_asks_to_join_is_seen_by_who_may_answer() {
    let server = acme();
    let mut joan = request(31, "Joan Clarke");
    joan["picture"] = json!("one");
    server.says(&at("GET", "/join-requests"), 200, &page(&[joan, request(32, "Rosa May")]));
    let stage = visit(&server, "/members/requests").await;
    let at = at("GET", &format!("/join-requests/{}/picture?version=one", id(31)));
    assert_eq!(Some(beside(&stage, "main li", "Joan Clarke").as_str()), at.strip_prefix("GET "));
    assert_eq!(beside(&stage, "main li", "Rosa May"), "", "who has none");
}

#[wasm_bindgen_test]
async fn who_did_something_is_seen_in_the_audit_log_while_a_member() {
    let line = |number: u32, actor: Value| {
        json!({
            "id": id(number), "created_at": "2026-01-02T00:00:00Z", "actor": actor, "action": "members.remove",
            "subject": id(2), "subject_name": "Bob Stone", "changes": [], "means": "session", "address": null,
            "request_id": "req-1",
        })
    };
    let ada =
        json!({"kind": "person", "id": ADA, "name": "Ada Lovelace", "picture": "one", "standing": "member"});
    let eve = json!({"kind": "person", "id": id(9), "name": "Eve Moss", "standing": "former"});
    let server = acme();
    server.says(&at("GET", "/audit-log"), 200, &page(&[line(20, ada.clone()), line(21, eve)]));
    server.says(&at("GET", "/audit-log/people"), 200, &page(&[ada]));
    let stage = visit(&server, "/settings/audit-log").await;
    assert_eq!(beside(&stage, "main tbody tr", "Ada Lovelace"), of_member(ADA));
    assert_eq!(beside(&stage, "main tbody tr", "Eve Moss"), "");
    stage.type_into("[name=person]", "ada").await;
    pause().await;
    assert_eq!(beside(&stage, "main ul li", "Ada Lovelace"), of_member(ADA), "where people are looked for");
}

#[wasm_bindgen_test]
async fn whom_to_ask_is_seen() {
    let server = acme_of_a_user();
    server.says(&at("GET", "/members"), 200, &page(&[pictured_member(&id(2), "Bob Stone", "admin")]));
    let stage = visit(&server, "").await;
    assert_eq!(beside(&stage, "main li", "Bob Stone"), of_member(&id(2)));
}
