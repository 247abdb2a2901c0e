//! A new organization: what the form shows while it is filled in, and what is kept of it.

use crate::{
    server::{Server, address, open, open_again, organization, signed_in},
    stage::{Stage, attribute, focused, settle, wait},
};
use hq_contract::{Colour, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const CREATE: &str = "POST /api/v1/organizations";
const NAME: &str = "input[name=organization]";

fn server() -> Server {
    let server = signed_in(&["Acme"]);
    let free = |slug: &str| json!({"slug": slug, "available": true, "suggestion": slug});
    for slug in ["fjord", "fjord-lab"] {
        server.says(&format!("GET /api/v1/organization-slugs/{slug}"), 200, &free(slug));
    }
    server
}

fn value(stage: &Stage, selector: &str) -> String {
    stage.find(selector).unchecked_into::<HtmlInputElement>().value()
}

fn chosen(stage: &Stage) -> String {
    let all = stage.all("input[type=radio]");
    let checked = |input: &&web_sys::HtmlElement| input.unchecked_ref::<HtmlInputElement>().checked();
    attribute(all.iter().find(checked).unwrap(), "value")
}

fn sent(server: &Server) -> Value {
    serde_json::from_str(server.got(CREATE).last().unwrap().body.as_deref().unwrap()).unwrap()
}

/// Names of different colours.
fn names() -> (&'static str, &'static str) {
    assert_ne!(Colour::for_name("Fjord"), Colour::for_name("Fjord Lab"), "choose other names");
    ("Fjord", "Fjord Lab")
}

#[wasm_bindgen_test]
async fn the_first_field_has_the_focus() {
    let stage = open(&server(), "/organizations/new").await;
    assert_eq!(focused(), stage.find(NAME));
    drop(stage);
    let stage = open(&signed_in(&[]), "/").await;
    assert_eq!(focused(), stage.find(NAME), "on the start screen too");
}

#[wasm_bindgen_test]
async fn what_it_will_look_like_is_shown_while_it_is_typed() {
    let (first, second) = names();
    let stage = open(&server(), "/organizations/new").await;
    assert!(stage.find(".new-preview").inner_text().contains("Your organization"));
    stage.type_into(NAME, first).await;
    let shown = stage.find(".new-preview").inner_text();
    assert!(shown.contains("Fjord") && shown.contains("/organizations/fjord"), "{shown}");
    assert_eq!(
        attribute(&stage.find(".new-preview .avatar"), "data-colour"),
        Colour::for_name(first).as_str()
    );
    assert_eq!(chosen(&stage), Colour::for_name(first).as_str());
    stage.type_into(NAME, second).await;
    assert_eq!(chosen(&stage), Colour::for_name(second).as_str(), "the colour follows the name");
}

#[wasm_bindgen_test]
async fn a_colour_that_was_chosen_stays() {
    let (first, second) = names();
    let server = server();
    server.says(CREATE, 201, &organization("Fjord Lab"));
    let stage = open(&server, "/organizations/new").await;
    stage.type_into(NAME, first).await;
    let other = Colour::ALL
        .into_iter()
        .find(|colour| ![Colour::for_name(first), Colour::for_name(second)].contains(colour))
        .unwrap();
    stage.press(&format!("input[type=radio][value={}]", other.as_str())).await;
    stage.type_into(NAME, second).await;
    assert_eq!(chosen(&stage), other.as_str());
    stage.press("main button[type=submit]").await;
    assert_eq!(sent(&server)["colour"], other.as_str());
    assert!(sent(&server).get("force_mfa").is_none());
}

#[wasm_bindgen_test]
async fn multi_factor_authentication_is_forced_from_the_beginning() {
    let server = server();
    server.refuses(CREATE, ProblemCode::MfaOff);
    let stage = open(&server, "/organizations/new").await;
    stage.type_into(NAME, "Fjord").await;
    stage.press("main [role=switch]").await;
    stage.press("main button[type=submit]").await;
    assert_eq!(sent(&server)["force_mfa"], true);
    assert!(stage.text().contains("Set up two-step sign-in for your own account first"), "{}", stage.text());
    assert_eq!(value(&stage, NAME), "Fjord");
}

#[wasm_bindgen_test]
async fn limits_are_said_while_typing() {
    let stage = open(&server(), "/organizations/new").await;
    stage.type_into(NAME, &"x".repeat(40)).await;
    assert!(!stage.text().contains("left"), "there is room");
    stage.type_into(NAME, &"x".repeat(60)).await;
    assert!(stage.text().contains("4 characters left"), "{}", stage.text());
    stage.type_into(NAME, &"x".repeat(65)).await;
    assert!(stage.text().contains("Use at most 64 characters."), "{}", stage.text());
    assert!(!stage.text().contains("left"));
}

#[wasm_bindgen_test]
async fn everything_typed_is_kept_until_it_is_cancelled() {
    let (first, _) = names();
    let server = server();
    let stage = open(&server, "/organizations/new").await;
    stage.type_into(NAME, first).await;
    let other = Colour::ALL.into_iter().find(|colour| *colour != Colour::for_name(first)).unwrap();
    stage.press(&format!("input[type=radio][value={}]", other.as_str())).await;
    stage.press("main [role=switch]").await;
    drop(stage);
    let stage = open_again(&server, "/organizations/new").await;
    assert_eq!((value(&stage, NAME).as_str(), value(&stage, "input[name=slug]").as_str()), (first, "fjord"));
    assert_eq!(chosen(&stage), other.as_str());
    assert_eq!(attribute(&stage.find("main [role=switch]"), "aria-checked"), "true");
    stage.press_button("Cancel").await;
    settle().await;
    wait(50).await;
    assert_eq!(address(), "/organizations/acme");
    drop(stage);
    let stage = open_again(&server, "/organizations/new").await;
    assert_eq!(value(&stage, NAME), "");
}
