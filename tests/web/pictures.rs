//! A person's picture: choosing it, taking it away, and where it is shown.

use crate::{
    acme::{acme, at, id, member, visit},
    images::{PNG, choose, drop_file, shown},
    server::{Server, me, open, signed_in},
    stage::{attribute, focused},
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
    let mut bob = member(&id(2), "Bob Stone", "user");
    bob["picture"] = json!("one");
    server.says(&at("GET", "/members"), 200, &json!({"items": [bob], "next_page": null, "total": 1}));
    let stage = visit(&server, "/members").await;
    let address = format!("/api/v1/organizations/acme/members/{}/picture?version=one", id(2));
    assert_eq!(shown(&stage, "tbody"), [address]);
}
